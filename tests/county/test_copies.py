"""What two departments share, and what so many share that it is nobody's own."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import pytest

from tests.county.filings import filing
from xlaudit.checks.finding import Severity
from xlaudit.county.copies import most_sharers, pairs_sharing
from xlaudit.county.digest import Digest
from xlaudit.county.model import Status
from xlaudit.county.roster import Roster, RosterEntry
from xlaudit.county.sentences import own_figures
from xlaudit.county.summary import summarise


def pairs(*prints: Sequence[int], related: tuple[int, int] | None = None) -> dict:
    return dict(pairs_sharing([array("Q", each) for each in prints], lambda *pair: pair == related))


def test_pairs() -> None:
    assert pairs([1, 2], [3], [2, 4, 1]) == {(0, 2): [1, 2]}
    assert pairs([1], [1], [1]) == {(0, 1): [1], (0, 2): [1]}
    assert pairs([1], [1], [1], related=(0, 1)) == {(0, 2): [1]}
    assert pairs([1], [1], [1], related=(0, 2)) == {(0, 1): [1], (1, 2): [1]}
    assert pairs() == pairs([]) == pairs([7]) == {}


def test_what_many_share_is_left_out() -> None:
    assert pairs(*[[1]] * 4) == {}
    assert set(pairs(*[[1]] * 4, *[[number] for number in range(2, 18)])) == {
        (0, 1),
        (0, 2),
        (0, 3),
    }
    assert most_sharers(19) == 3
    assert most_sharers(20) == 4


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("全年预算1,200.50万元，执行1,180.5万元，执行率98.33%", 3),
        ("2022年3月15日印发示财〔2022〕7号，第3次会议研究", 0),
        ("1.产出指标：完成培训 12 期", 1),
        ("完成率100%，及时率100.0%，投诉0起", 0),
        ("投入管理指标得25.29分，产出指标得22.55分", 0),
        ("满分30分，完成12项的得满分，每少3项扣2分", 0),
        ("预算15.5万元，其中人员经费15.5万元", 1),
    ],
)
def test_figures_of_its_own(sentence: str, figures: int) -> None:
    assert own_figures(sentence) == figures


def test_only_sentences_that_are_compared_are_kept() -> None:
    assert not filing("甲局", text="全年面向全县基层干部举办了业务培训班共 14 期。").sentences
    assert not filing("甲局", text="举办 14 期，培训 1236 人。").sentences  # short
    assert filing("甲局", text="全年面向全县基层干部举办了培训班 14 期，1236 人。").sentences


class Counted(Sequence[Digest]):
    """Digests that count how often each is read, as a ledger would have to decode it."""

    def __init__(self, digests: Sequence[Digest]) -> None:
        self.digests, self.reads = digests, [0] * len(digests)

    def __len__(self) -> int:
        return len(self.digests)

    def __getitem__(self, index):
        self.reads[index] += 1
        return self.digests[index]

    def __iter__(self) -> Iterator[Digest]:
        return (self[index] for index in range(len(self)))


def test_digests_are_read_once_and_again_only_where_text_is_shared() -> None:
    text = "全年举办业务培训班 14 期，培训基层干部 1236 人次，参训人员满意度 96.4%。"
    texts = [f"{text[:-1]}，投诉 {number} 件。" for number in range(8)]
    digests = Counted([filing(f"{number}局", text=each) for number, each in enumerate(texts)])
    assert not summarise(digests).comparisons
    assert digests.reads == [1] * 8
    digests = Counted([*digests.digests, filing("八局", text=texts[3])])
    (found,) = summarise(digests).comparisons
    assert found.finding.code == "XA705"
    assert digests.reads == [1, 1, 1, 2, 1, 1, 1, 1, 2]


def test_a_filing_taken_over_whole_is_told_once() -> None:
    rows = ["培训人次|≥1200人次|1236人次", "检查次数|≥45次|47次", "办结率|≥98.5%|99.2%"]
    text = "全年举办业务培训班 14 期，培训基层干部 1236 人次，参训人员满意度 96.4%。"
    filings = [filing(name, budget=320.15, rows=rows, text=text) for name in ("甲局", "乙局")]
    assert [each.finding.code for each in summarise(filings).comparisons] == ["XA704"]
    other = filing("乙局", budget=320.16, rows=rows, text=text)
    codes = [each.finding.code for each in summarise([filings[0], other]).comparisons]
    assert codes == ["XA705", "XA707"]


def test_findings_between_departments_count_with_their_row() -> None:
    text = "全年举办业务培训班 14 期，培训基层干部 1236 人次，参训人员满意度 96.4%。"
    first = filing("乙局", text=text, severities=[Severity.HINT])
    summary = summarise([first, filing("甲局", text=text, severities=[Severity.ERROR])])
    told = [(row.name, row.counts[Severity.DOUBT], row.status) for row in summary.departments]
    assert told == [("乙局", 0, Status.CLEAN), ("甲局", 1, Status.ERROR)]
    assert [each.index for each in summary.findings()] == [0, 1, 1]
    assert not summary.is_clean


def test_a_finding_of_the_county_alone_is_not_clean() -> None:
    roster = Roster((RosterEntry("甲局", row=2), RosterEntry("乙局", row=3)))
    assert summarise([filing("甲局")]).is_clean
    assert not summarise([filing("甲局")], roster=roster).is_clean
