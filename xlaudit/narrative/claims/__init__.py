"""What may be claimed: one module for each kind, each yields claims with every plausible reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xlaudit.narrative.claims import (
    actuals,
    adjustments,
    averages,
    bounds,
    budgets,
    causes,
    cells,
    changes,
    columns,
    compared,
    controls,
    counts,
    directions,
    grids,
    marks,
    mentions,
    nets,
    portions,
    posts,
    products,
    rates,
    restated,
    running,
    scores,
    shares,
    sums,
    tables,
    targets,
    wholes,
    zipped,
)
from xlaudit.narrative.context import Context
from xlaudit.narrative.reading import Claim

__all__ = ["BUILDERS"]

BUILDERS: tuple[Callable[[Context], Iterator[Claim]], ...] = (
    sums.claims,
    budgets.claims,
    shares.claims,
    portions.claims,
    rates.claims,
    averages.claims,
    restated.claims,
    wholes.claims,
    zipped.claims,
    changes.claims,
    compared.claims,
    products.claims,
    marks.claims,
    posts.claims,
    nets.claims,
    controls.claims,
    adjustments.claims,
    columns.claims,
    scores.claims,
    counts.claims,
    directions.claims,
    bounds.claims,
    tables.claims,
    grids.claims,
    targets.claims,
    cells.claims,
    actuals.claims,
    mentions.claims,
    causes.claims,
    running.claims,
)
