"""How well the narrative check does: recall, false errors, mutations, coverage and speed.

Run by hand: ``python -m tests.benchmarks.narrative [--corpus DIR] [--half first|second] [--mutants N]``.
DIR holds ``seeds.jsonl``, ``labels.jsonl``, ``passages/`` and, beside it, ``seeds/``; without it, the
project's own cases are measured.
"""

# ruff: noqa: T201 (its table goes to the terminal)

from __future__ import annotations

import argparse
import json
import random
import re
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tests.benchmarks.narrative_mutations import HOLDS, Text, mutate, run
from tests.narrative.honest import report
from tests.narrative.honest_turns import prose
from xlaudit.narrative import Narrative, Relation

OWN_CASES = Path(__file__).parents[1] / "cases"
ARITHMETIC = ("sum", "difference", "share", "ratio", "change")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


# ---------------------------------------------------------------- reading the corpus


def load_seeds(corpus: Path) -> list[Text]:
    labels = [json.loads(line) for line in (corpus / "seeds.jsonl").read_text("utf-8").splitlines()]
    texts = []
    for path in sorted((corpus.parent / "seeds").glob("*.txt")):
        own = [label for label in labels if label["seed"] == path.name[:3]]
        texts.append(Text(path.name[:3], path.read_text("utf-8"), own))
    return texts


def load_passages(corpus: Path, half: str) -> list[Text]:
    labels = [
        json.loads(line) for line in (corpus / "labels.jsonl").read_text("utf-8").splitlines()
    ]
    paths = sorted((corpus / "passages").glob("*.txt"))
    first = [path for path in paths if path.stem <= "019" or "101" <= path.stem <= "106"]
    chosen = {"first": first, "second": [p for p in paths if p not in first]}.get(half, paths)
    texts = []
    for path in chosen:
        body = path.read_text("utf-8").split("\n", 2)[2]
        own = [label for label in labels if label["id"] == path.stem and not label.get("probe")]
        texts.append(Text(path.stem, body, own))
    return texts


def load_own() -> list[Text]:
    """The sentences of the tests in which nothing is wrong."""
    found = []
    for name, key in (("narrative.toml", "right"), ("narrative_silent.toml", "text")):
        cases = tomllib.loads((OWN_CASES / name).read_text("utf-8"))["case"]
        found += [Text(f"{name} {n}", case[key]) for n, case in enumerate(cases, 1) if key in case]
    return found


def load_dice() -> list[Text]:
    reports = [Text(f"report {seed}", report(random.Random(seed))) for seed in range(20)]
    return reports + [Text(f"prose {seed}", prose(random.Random(seed))) for seed in range(20)]


# ---------------------------------------------------------------- matching labels


def numbers(words: Iterable[str]) -> set[Decimal]:
    found = set()
    for word in words:
        for literal in NUMBER.findall(str(word)):
            try:
                found.add(Decimal(literal.replace(",", "")).normalize())
            except InvalidOperation:
                continue
    return found


def label_numbers(label: dict) -> set[Decimal]:
    if label["kind"] in ("grade", "bands"):
        return set(
            list(numbers([label["expression"].split(">=")[0].split("<=")[-1].split(" in ")[0]]))[:1]
        )
    if label["expression"].startswith("sum of"):
        return numbers([label["stated"]])
    if label.get("inputs"):
        return numbers([*label["inputs"], label["stated"]])
    expression = re.sub(r"\*\s*100\b|[+-]0(?!\.)\b|->|len\(.*|x\d+", "", label["expression"])
    wanted = numbers([expression])
    stated = numbers([label.get("stated", "")])
    return wanted | stated


def figure_numbers(relation: Relation) -> set[Decimal]:
    return {abs(figure.quantity.number).normalize() for figure in relation.figures}


def lines_of(relation: Relation, text: str) -> set[int]:
    return {text.count("\n", 0, figure.origin[0]) + 1 for figure in relation.figures}


def matching(label: dict, relations: Iterable[Relation], text: str) -> list[Relation]:
    wanted = label_numbers(label)
    found = []
    for relation in relations:
        if label["kind"] in ("count_list", "count") and not relation.kind.startswith("count"):
            continue
        if label["kind"] in ("grade", "bands") and relation.kind != label["kind"]:
            continue
        if label["expression"].startswith("sum of") and len(relation.operands) < 8:
            continue
        if label["kind"] == "bands":
            found.append(relation)
            continue
        if "line" in label and not set(label["line"]) & lines_of(relation, text):
            continue
        own = figure_numbers(relation) | numbers([relation.computed])
        if wanted and wanted <= own | {Decimal(100), Decimal(1)}:
            found.append(relation)
    return found


def score(texts: list[Text], *, verbose: bool) -> dict[str, Counter]:
    tally: dict[str, Counter] = defaultdict(Counter)
    for text in texts:
        narrative = run(text.text)
        disputed: set[str] = set()
        for label in text.labels:
            relations = matching(label, narrative.relations, text.text)
            if is_wrong(label) or label["verdict"].startswith("un"):
                disputed |= {relation.id for relation in relations}
            if label["verdict"].startswith("un") or not label.get("operands_in_text", True):
                continue
            outcome = verdict_against(label, relations)
            tally[f"{group_of(label)} {'wrong' if is_wrong(label) else 'right'}"][outcome] += 1
            if verbose and outcome != "hit":
                claim = f"{label['kind']} {label['expression'][:60]} {label['stated']}"
                print(f"  {text.name} {outcome}: {claim} | {label['quote'][:50]}")
        count(tally, narrative, disputed, text.name if verbose else "")
    return tally


def count(tally: dict[str, Counter], narrative: Narrative, disputed: set[str], name: str) -> None:
    coverage = narrative.coverage
    tally["figures"].update(tied=coverage.tied, other=coverage.figures - coverage.tied)
    for cause in (*narrative.causes, *narrative.further):
        known = any(relation.id in disputed for relation in cause.relations)
        tally[f"said {cause.severity}"]["labelled" if known else "unlabelled"] += 1
        if name and not known and cause.severity != "尾差":
            print(f"  {name} {cause.severity} {cause.message}{cause.repair}")


def is_wrong(label: dict) -> bool:
    """Truncated percentages are 尾差, not errors."""
    return label["verdict"] == "inconsistent" and "truncation" not in label.get("rounding", "")


def group_of(label: dict) -> str:
    if label["kind"] == "score_le_weight":
        return "score_le_weight"
    return label.get("level") or ("arithmetic" if label["kind"] in ARITHMETIC else "other")


def verdict_against(label: dict, relations: list[Relation]) -> str:
    if not relations:
        return "missed"
    verdicts = {relation.verdict for relation in relations}
    expected = {"inconsistent", "hint"} if is_wrong(label) else set(HOLDS)
    return "hit" if verdicts & expected else "wrong verdict"


# ---------------------------------------------------------------- output


def speed(name: str, texts: list[Text]) -> None:
    """Print how fast a text is checked, once, four and sixteen times as long, and how dense its figures are."""
    joined = "\n".join(text.text for text in texts)
    dense = 1000 * len(run(joined).figures) / max(1, len(joined))
    print(f"\n{name}: {dense:.0f} figures in 1,000 characters")
    for times in (1, 4, 16):
        sample = joined * max(1, times * 30000 // max(1, len(joined)))
        begin = time.process_time()
        run(sample)
        used = time.process_time() - begin
        print(f"{len(sample):>9} characters  {used:7.3f} s  {len(sample) / used / 1e6:.2f} M/s")


def table(title: str, tally: dict[str, Counter]) -> None:
    print(f"\n{title}")
    for group, counts in sorted(tally.items()):
        total = sum(counts.values())
        shares = "  ".join(
            f"{name} {count} ({count / total:.2f})" for name, count in counts.most_common()
        )
        print(f"  {group:28} {total:5}  {shares}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="folder with labels, passages and seeds")
    parser.add_argument("--half", choices=("first", "second", "both"), default="both")
    parser.add_argument("--mutants", type=int, default=400, help="how many mutants are tried")
    parser.add_argument(
        "--verbose", action="store_true", help="print misses and unlabelled findings"
    )
    parser.add_argument("--show", action="store_true", help="print mutants that nobody noticed")
    options = parser.parse_args()
    if options.corpus is None:
        groups = {"own cases": load_own(), "reports by dice": load_dice()}
    else:
        groups = {
            "seeds": load_seeds(options.corpus),
            "passages": load_passages(options.corpus, options.half),
        }
    for title, texts in groups.items():
        table(title, score(texts, verbose=options.verbose))
        if options.mutants:
            found = mutate(texts, options.mutants, show=options.show)
            table(f"{title}: mutations of tied figures", found)
    for title, texts in groups.items():
        speed(title, texts)


if __name__ == "__main__":
    main()
