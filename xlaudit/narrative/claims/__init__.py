"""What may be claimed: one module for each kind, each yields claims with every plausible reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xlaudit.narrative.claims import (
    actuals,
    bounds,
    causes,
    cells,
    grids,
    headlines,
    mentions,
    restated,
    tables,
    targets,
)
from xlaudit.narrative.claims.adding import (
    balances,
    columns,
    counts,
    funds,
    nets,
    partitions,
    portions,
    posts,
    running,
    staff,
    sums,
    surpluses,
    wholes,
)
from xlaudit.narrative.claims.comparing import (
    adjusted_afar,
    adjustments,
    budgets,
    changes,
    compared,
    directions,
    flows,
    opposites,
    points,
    remainders,
)
from xlaudit.narrative.claims.dividing import (
    averages,
    controls,
    executions,
    goals,
    named,
    paces,
    rates,
    shares,
    surveys,
    zipped,
)
from xlaudit.narrative.claims.multiplying import prices, standards
from xlaudit.narrative.claims.scoring import attainments, deductions, marks, score_blocks, scores
from xlaudit.narrative.context import Context
from xlaudit.narrative.reading import Claim

__all__ = ["BUILDERS"]

BUILDERS: tuple[Callable[[Context], Iterator[Claim]], ...] = (
    sums.claims,
    partitions.claims,
    balances.claims,
    surpluses.claims,
    budgets.claims,
    shares.claims,
    portions.claims,
    rates.claims,
    averages.claims,
    paces.claims,
    restated.claims,
    wholes.claims,
    zipped.claims,
    changes.claims,
    points.claims,
    compared.claims,
    prices.claims,
    score_blocks.claims,
    marks.claims,
    deductions.claims,
    posts.claims,
    staff.claims,
    standards.claims,
    funds.claims,
    surveys.claims,
    executions.claims,
    nets.claims,
    named.claims,
    goals.claims,
    controls.claims,
    adjustments.claims,
    adjusted_afar.claims,
    flows.claims,
    columns.claims,
    scores.claims,
    counts.claims,
    directions.claims,
    opposites.claims,
    bounds.claims,
    remainders.claims,
    tables.claims,
    grids.claims,
    targets.claims,
    attainments.claims,
    cells.claims,
    actuals.claims,
    headlines.claims,
    mentions.claims,
    causes.claims,
    running.claims,
)
