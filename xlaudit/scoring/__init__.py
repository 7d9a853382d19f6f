"""Filing + scheme → scorecard: what the scheme gives for a filing, beside what it gives itself."""

from xlaudit.scoring.card import score_filing

__all__ = ["score_filing"]
