"""Filing + scheme → scorecard: what the scheme gives for a filing, beside what it gives itself."""
