"""Passages → figures → claims → verdicts → root causes. Pure: text in, values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

from xlaudit.forms.filing import Passage
from xlaudit.narrative import explain
from xlaudit.narrative.claims import BUILDERS
from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Status
from xlaudit.narrative.judging import evidence, runs, siblings
from xlaudit.narrative.judging.policy import SHADOW, Outcome, Verdict, decide
from xlaudit.narrative.judging.repair import FOLLOWS, Cluster, clusters
from xlaudit.narrative.judging.weighing import CONFIRMS_NOTHING, borne_out, weighed
from xlaudit.narrative.reading import Claim
from xlaudit.narrative.result import Cause, Coverage, KnownFigure, Narrative, Relation
from xlaudit.narrative.roles import Roles
from xlaudit.schemes.schema import Scheme

__all__ = ["HINTS_SHOWN", "check"]

HINTS_SHOWN = 3
"""Questions (待核实) that a report shows unless asked for all."""

_EXPLAINED = 3  # what a slip weighs beside the strength of a reading
_PRECISION = 40  # digits: quotients must not lose the end that decides a tie

_STATUS = {
    Verdict.CONSISTENT.value: Status.TIED,
    Verdict.ROUNDING.value: Status.ROUNDING,
    Verdict.TRUNCATED.value: Status.ROUNDING,
    Verdict.HINT.value: Status.HINT,
    Verdict.INCONSISTENT.value: Status.ERROR,
}
_GRAVITY = {
    Status.UNCHECKED: 0,
    Status.ROUNDING: 1,
    Status.TIED: 2,
    Status.HINT: 3,
    Status.ERROR: 4,
}


def check(
    passages: Sequence[Passage],
    known: Sequence[KnownFigure] = (),
    scheme: Scheme | None = None,
) -> Narrative:
    """Check every figure of the passages against each other and against the known cells.

    A passage may be one cell, one paragraph or a whole report.
    """
    with localcontext(prec=_PRECISION):
        return _check(passages, known, scheme)


def _check(
    passages: Sequence[Passage], known: Sequence[KnownFigure], scheme: Scheme | None
) -> Narrative:
    roles = Roles.of(scheme)
    context = Context(Document.of(passages, roles), tuple(known), scheme)
    outcomes = weighed(_outcomes(context), context.document.figures)
    shown = [outcome for outcome in outcomes if outcome.claim.kind not in SHADOW]
    failing = [o for o in shown if o.verdict in (Verdict.HINT, Verdict.INCONSISTENT)]
    holding = [o for o in shown if o.verdict not in (Verdict.HINT, Verdict.INCONSISTENT)]
    printed = frozenset(figure.value for figure in context.document.figures)
    groups = clusters(failing, holding, _trusted(known), printed)
    relations = _relations(shown, groups)
    causes = [_cause(cluster, relations, number) for number, cluster in enumerate(groups, 1)]
    causes += list(_rounding_causes(holding, relations, len(causes)))
    figures = tuple(context.document.figures)
    _set_status(figures, relations.values())
    main, further = _limit(causes)
    shadow = [outcome for outcome in outcomes if outcome.claim.kind in SHADOW]
    return Narrative(
        figures,
        tuple(relations.values()),
        main,
        _coverage(figures),
        further,
        tuple(_relations(shadow, []).values()),
    )


def _trusted(known: Sequence[KnownFigure]) -> frozenset[Decimal]:
    """Return the amounts that cells state with decimals: one of them in the text is hardly the wrong one."""
    return frozenset(
        each.quantity.value for each in known if each.quantity and each.quantity.decimals
    )


def _outcomes(context: Context) -> list[Outcome]:
    """Decide each claim by itself; what stays open is then held against those that were decided."""
    decided: list[Outcome] = []
    left_open: list[Claim] = []
    for build in BUILDERS:
        for claim in build(context):
            outcome = decide(claim)
            if outcome is not None:
                decided.append(outcome)
            else:
                left_open.append(claim)
    return _with_evidence(context, siblings.raised(_once(decided)), left_open)


def _once(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return one outcome for each relation: builders that meet in one count as one, and the surest speaks."""
    found: dict[tuple[object, ...], Outcome] = {}
    for outcome in outcomes:
        reading = outcome.reading
        operands = tuple(operand.index for operand in reading.operands)
        key = (outcome.claim.kind, reading.formula, operands, reading.result.index, reading.signs)
        told = found.get(key)
        if told is None or _sureness(outcome) > _sureness(told):
            found[key] = outcome
    return list(found.values())


def _sureness(outcome: Outcome) -> tuple[bool, int, int]:
    sure = outcome.verdict is Verdict.INCONSISTENT
    return sure, outcome.claim.ceiling, outcome.reading.strength


def _with_evidence(
    context: Context, decided: list[Outcome], left_open: list[Claim]
) -> list[Outcome]:
    """Add what the other relations, or a slip that mends them, make of the open claims."""
    holding = [o for o in decided if o.verdict not in (Verdict.HINT, Verdict.INCONSISTENT)]
    doubted = [o for o in decided if o.verdict is Verdict.HINT]
    settled = {outcome.reading.result.index for outcome in holding}
    left_open = [c for c in left_open if c.readings and c.readings[0].result.index not in settled]
    spoken_of = {outcome.reading.result.index for outcome in decided}
    found = list(runs.bound(context, spoken_of))
    found += list(siblings.bound(_others(left_open, found), holding))
    confirmed = borne_out(holding)
    found += list(evidence.agreeing(_others(left_open, found), doubted + found, confirmed))
    found += list(evidence.slipped(_others(left_open, found), confirmed))
    asked = [o for o in decided + found if o.verdict in (Verdict.HINT, Verdict.INCONSISTENT)]
    figures = context.document.figures
    found += list(evidence.copied(_others(left_open, found), confirmed, asked, figures))
    return _once(decided + found)


def _others(claims: Iterable[Claim], found: Iterable[Outcome]) -> list[Claim]:
    """Return the claims whose stated figure nothing was found of."""
    taken = {outcome.reading.result.index for outcome in found}
    return [claim for claim in claims if claim.readings[0].result.index not in taken]


def _relations(outcomes: Iterable[Outcome], groups: Iterable[Cluster]) -> dict[int, Relation]:
    """Return a relation for each outcome, by the outcome's identity; errors of a cluster stay errors."""
    errors = {id(o) for cluster in groups if cluster.is_error for o in cluster.outcomes}
    names: Counter[str] = Counter()
    relations: dict[int, Relation] = {}
    for outcome in outcomes:
        reading = outcome.reading
        name = f"{outcome.claim.kind}-{reading.result.id}"
        names[name] += 1
        verdict = Verdict.INCONSISTENT if id(outcome) in errors else outcome.verdict
        relations[id(outcome)] = Relation(
            id=name if names[name] == 1 else f"{name}-{names[name]}",
            kind=outcome.claim.kind,
            reading=reading,
            value=outcome.judgement.computed,
            verdict=verdict.value,
            cells=outcome.claim.cells,
        )
    return relations


def _cause(cluster: Cluster, relations: dict[int, Relation], number: int) -> Cause:
    ranked = sorted(
        cluster.outcomes,
        key=lambda o: (
            o.verdict is not Verdict.INCONSISTENT,
            o.claim.kind in FOLLOWS,
            -o.reading.strength,
            o.reading.result.start,
        ),
    )
    lead = ranked[0]
    mend = cluster.mend
    reading = lead.reading
    text = lead.claim.message or explain.message(lead)
    more = len(cluster.outcomes) - 1
    if more:
        text = f"{text[:-1]}；与之相连的另{more}处也不相符。"
    missed = (
        len(cluster.outcomes) - cluster.cleared
    )  # a change that mends a part only mends nothing
    figure = reading.result
    return Cause(
        id=f"cause-{number}",
        severity="错误" if cluster.is_error else "待核实",
        kind=lead.claim.kind,
        relations=tuple(relations[id(outcome)] for outcome in ranked),
        message=text,
        figure=figure,
        stated=figure.text,
        expected=explain.expected_text(lead),
        difference=explain.difference(lead),
        repair=explain.repair_sentence(mend, cluster.cleared) if mend and not missed else "",
        rank=int(reading.strength) + _EXPLAINED * _is_one_slip(lead) + more,
        mend=mend if not missed else None,
    )


def _is_one_slip(outcome: Outcome) -> bool:
    """Tell whether one slip would explain it: such questions were next to always right on unseen reports."""
    return bool(outcome.mends) or outcome.claim.kind == "neighbour"


def _rounding_causes(
    holding: Iterable[Outcome], relations: dict[int, Relation], before: int
) -> Iterable[Cause]:
    said: set[frozenset[int]] = set()
    for outcome in holding:
        reading = outcome.reading
        concerned = frozenset(figure.index for figure in (*reading.operands, reading.result))
        if outcome.verdict is Verdict.CONSISTENT or concerned in said:
            continue  # 甲写作269.85，乙写作269.86 is said once, not from both sides
        said.add(concerned)
        before += 1
        figure = reading.result
        yield Cause(
            id=f"cause-{before}",
            severity="尾差",
            kind=outcome.claim.kind,
            relations=(relations[id(outcome)],),
            message=explain.rounding_message(outcome),
            figure=figure,
            stated=figure.text,
            expected=explain.expected_text(outcome),
            difference=explain.difference(outcome),
        )


def _limit(causes: Sequence[Cause]) -> tuple[tuple[Cause, ...], tuple[Cause, ...]]:
    """Keep all errors and 尾差, and the three weightiest questions."""
    doubts = [cause for cause in causes if cause.severity == "待核实"]
    kept = sorted(doubts, key=lambda cause: -cause.rank)[:HINTS_SHOWN]
    kept_ids = {cause.id for cause in kept}
    main = tuple(c for c in causes if c.severity != "待核实" or c.id in kept_ids)
    return main, tuple(cause for cause in doubts if cause.id not in kept_ids)


def _set_status(figures: Sequence[Figure], relations: Iterable[Relation]) -> None:
    """Give every figure the gravest status that a relation earns it."""
    gravities = [0] * len(figures)
    for relation in relations:
        new = _STATUS[relation.verdict]
        gravity = _GRAVITY[new]
        for concerned in _concerned(relation, new):
            index = concerned.index
            if index >= 0 and gravity > gravities[index]:  # below 0 stand the workbook's cells
                gravities[index] = gravity
                figures[index].status = new


def _concerned(relation: Relation, status: Status) -> tuple[Figure, ...]:
    """Return the figures that a relation says something of.

    A failing one marks the stated figure only; 小于 and 得分不超过分值 hold for any smaller figure and 0%
    of any whole, so they confirm nothing.
    """
    if status not in (Status.TIED, Status.ROUNDING):
        return (relation.result,)
    if relation.kind in CONFIRMS_NOTHING:
        return ()
    if relation.is_bound and relation.operands[0].value != relation.result.value:
        return ()
    if relation.kind in ("ratio", "share") and not relation.result.value:
        return (relation.operands[0], relation.result)
    return relation.figures


def _coverage(figures: Sequence[Figure]) -> Coverage:
    counts = Counter(figure.status for figure in figures)
    return Coverage(
        figures=len(figures),
        tied=counts[Status.TIED] + counts[Status.ROUNDING],
        wrong=counts[Status.ERROR],
        doubtful=counts[Status.HINT],
        unchecked=counts[Status.UNCHECKED],
    )
