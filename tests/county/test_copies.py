"""What two departments share, and what so many share that it is nobody's own."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import pytest

from tests.county.filings import filing
from xlaudit.county.copies import most_sharers, pairs_sharing
from xlaudit.county.digest import Digest
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
