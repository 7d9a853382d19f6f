"""The ledger: what it keeps, what it refuses, how it is migrated, mended and shared."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from xlaudit.checks.finding import Decision
from xlaudit.county.model import Review
from xlaudit.errors import OutputError, UsageError
from xlaudit.hosts.batch import Read, find_sources, read_files
from xlaudit.hosts.ledger import (
    DamagedResultError,
    Ledger,
    LedgerDigests,
    Rules,
    Submitted,
    notes,
    open_ledger,
    schema,
    temporary_ledger,
)
from xlaudit.hosts.ledger.digests import Row
from xlaudit.hosts.ledger.rounds import close_round, submitted_in

ROOT = Path(__file__).parents[2]
ZHENGZHOU = ROOT / "workbooks" / "samples" / "郑州市政务服务办公室.xlsx"
RULES = Rules("f" * 16, "0.1.0")

# As the first version of xlaudit wrote it; never to be edited.
VERSION_1 = """
CREATE TABLE result (content TEXT NOT NULL, rules TEXT NOT NULL, version TEXT NOT NULL,
    is_summary INTEGER NOT NULL, payload BLOB NOT NULL, seal TEXT NOT NULL,
    PRIMARY KEY (content, rules, version));
CREATE TABLE round (id INTEGER PRIMARY KEY AUTOINCREMENT, ended TEXT NOT NULL, year INTEGER);
CREATE TABLE submission (round INTEGER NOT NULL REFERENCES round (id), source TEXT NOT NULL,
    content TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (round, source)) WITHOUT ROWID;
INSERT INTO round VALUES (1, '2023-03-14T09:26:53Z', 2022);
INSERT INTO submission VALUES (1, '甲.xlsx', 'aa', ''), (1, '乙.xlsx', 'bb', '读不了');
PRAGMA application_id = 2020371559;
PRAGMA user_version = 1;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "台账.sqlite"


@pytest.fixture(scope="module")
def read() -> Read:
    """Give what a real workbook gave."""
    (result,) = read_files(find_sources([ZHENGZHOU]), workers=0)
    assert isinstance(result, Read)
    return result


def test_what_is_kept_comes_back_by_another_process(path: Path, read: Read) -> None:
    with open_ledger(path) as ledger:
        assert not ledger.has_results(RULES)
        ledger.keep([read], RULES)
    with open_ledger(path) as ledger:
        assert ledger.has_results(RULES)
        assert list(ledger.known([read.sha256, "other"], RULES)) == [read.sha256]
        digests = LedgerDigests(ledger, RULES, [Row("名.xlsx", read.sha256, read.modified)])
        assert digests[0].stamp.source == "名.xlsx"
        assert digests[0].name == read.digest().name
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("other", [Rules("e" * 16, "0.1.0"), Rules("f" * 16, "0.2.0")])
def test_other_rules_know_nothing(other: Rules, read: Read) -> None:
    with temporary_ledger() as ledger:
        ledger.keep([read], RULES)
        assert not ledger.known([read.sha256], other)
        assert not ledger.has_results(other)


def test_digests_are_sorted_and_decoded_one_at_a_time(read: Read) -> None:
    with temporary_ledger() as ledger:
        ledger.keep([read], RULES)
        rows = [Row(name, read.sha256, "") for name in ("丙", "甲", "乙", "a")]
        digests = LedgerDigests(ledger, RULES, rows)
        assert len(digests) == 4
        assert [each.stamp.source for each in digests] == ["a", "丙", "乙", "甲"]
        assert [each.stamp.source for each in digests[1:3]] == ["丙", "乙"]
        assert digests[-1].stamp.source == "甲"
        assert list(LedgerDigests(ledger, RULES, reversed(rows))) == list(digests)
        with pytest.raises(IndexError):
            digests[4]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE result SET payload = x'00'",
        "UPDATE result SET payload = 'text'",
        "UPDATE result SET payload = substr(payload, 1, 100)",
        "UPDATE result SET seal = ''",
        "UPDATE result SET rules = rules || rules",
        "DELETE FROM result",
    ],
)
def test_a_row_that_was_touched_is_not_known(change: str, read: Read) -> None:
    with temporary_ledger() as ledger:
        ledger.keep([read], RULES)
        ledger.connection.execute(change)
        assert not ledger.known([read.sha256], RULES)


def test_a_forged_row_that_is_no_digest_says_whose_it_is(read: Read) -> None:
    with temporary_ledger() as ledger:
        ledger.keep([Read("x", read.sha256, "", b"forged, with a seal of its own")], RULES)
        assert ledger.known([read.sha256], RULES)
        digests = LedgerDigests(ledger, RULES, [Row("x", read.sha256, "")])
        with pytest.raises(DamagedResultError) as caught:
            digests[0]
        assert caught.value.content == read.sha256
        ledger.forget(read.sha256)
        assert not ledger.known([read.sha256], RULES)


def test_a_ledger_of_version_1_is_migrated(path: Path) -> None:
    with sqlite3.connect(path) as old:
        old.executescript(VERSION_1)
    old.close()
    with open_ledger(path) as ledger:
        assert not ledger.remark
        version = ledger.connection.execute("PRAGMA user_version").fetchone()
        assert version == (schema.LATEST,)
        assert schema.LATEST > 1
        assert notes.decisions(ledger) == {}
        (first,) = submitted_in(ledger, 2022)
        assert [each.source for each in first] == ["乙.xlsx", "甲.xlsx"]
        changes = close_round(
            ledger, [Submitted("甲.xlsx", "aa"), Submitted("丙.xlsx", "cc")], 2022
        )
        assert str(changes) == "第 2 轮报送：新增 1 份、撤回 1 份"


def test_a_migration_is_whole_or_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(path) as old:
        old.executescript(VERSION_1)
    old.close()
    monkeypatch.setattr(schema, "_STEPS", (*schema._STEPS, "CREATE TABLE a (b);\nNO SQL AT ALL"))
    monkeypatch.setattr(schema, "LATEST", 3)
    with pytest.raises(OutputError):
        open_ledger(path)
    left = sqlite3.connect(path)
    assert left.execute("PRAGMA user_version").fetchone() == (1,)
    names = {name for (name,) in left.execute("SELECT name FROM sqlite_master")}
    left.close()
    assert "a" not in names
    assert "decision" not in names


def test_a_later_version_is_left_alone(path: Path) -> None:
    open_ledger(path).close()
    with sqlite3.connect(path) as later:
        later.execute("PRAGMA user_version = 99")
    later.close()
    before = path.read_bytes()
    with pytest.raises(UsageError, match="升级 xlaudit"):
        open_ledger(path)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE accounts (number)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(UsageError, match="别的程序的数据库"):
        open_ledger(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["台账.xlsx", "台账", "没有/台账.sqlite"])
def test_a_place_that_will_not_do(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        open_ledger(tmp_path / name)


def test_a_folder_is_no_ledger(path: Path) -> None:
    path.mkdir()
    with pytest.raises(UsageError):
        open_ledger(path)


def full(path: Path, read: Read) -> bytes:
    """Make a ledger of many pages and return its bytes."""
    with open_ledger(path) as ledger:
        ledger.keep((Read("x", f"{n:064}", "", read.payload) for n in range(50)), RULES)
    return path.read_bytes()


@pytest.mark.parametrize("damage", ["text", "cut", "head", "pages", "table"])
def test_a_damaged_ledger_is_moved_aside(damage: str, path: Path, read: Read) -> None:
    data = full(path, read)
    if damage == "table":
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE result")
        connection.close()
    else:
        path.write_bytes(
            {
                "text": "这不是台账".encode(),
                "cut": data[: len(data) // 2],
                "head": bytes(100) + data[100:],
                "pages": data[:4096] + b"\xff" * (len(data) - 4096),
            }[damage]
        )
    damaged = path.read_bytes()
    with open_ledger(path) as ledger:
        assert "已损坏，改名为“台账.损坏1.sqlite”" in ledger.remark
        assert not ledger.known([f"{1:064}"], RULES)
        ledger.keep([read], RULES)
    assert path.with_name("台账.损坏1.sqlite").read_bytes() == damaged
    with open_ledger(path) as ledger:
        assert not ledger.remark
        assert ledger.known([read.sha256], RULES)
    path.write_bytes(b"again")
    with open_ledger(path) as ledger:
        assert "台账.损坏2.sqlite" in ledger.remark


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.touch()
    with open_ledger(path) as ledger:
        assert not ledger.remark


def test_rounds_say_what_changed() -> None:
    with temporary_ledger() as ledger:
        first = [Submitted("甲", "1"), Submitted("乙", "2"), Submitted("丙", "3", "读不了")]
        assert str(close_round(ledger, first, 2022)) == "第 1 轮报送：新增 3 份"
        assert str(close_round(ledger, reversed(first), 2022)) == "第 1 轮报送：没有变化"
        second = [Submitted("甲", "1"), Submitted("乙", "9"), Submitted("丁", "3")]
        changes = close_round(ledger, second, 2022)
        assert (changes.added, changes.changed, changes.removed) == (("丁",), ("乙",), ("丙",))
        assert str(changes) == "第 2 轮报送：新增 1 份、更新 1 份、撤回 1 份"
        assert str(close_round(ledger, second, 2023)) == "第 1 轮报送：新增 3 份"
        assert [len(each) for each in submitted_in(ledger, 2022)] == [3, 3]


def test_notes_are_kept_and_replaced_by_department() -> None:
    with temporary_ledger() as ledger:
        first = {
            ("甲局", "k1"): Decision("已改", ""),
            ("甲局", "k2"): Decision("规则误报", "见附件"),
        }
        other = {("乙局", "k1"): Decision("属实不改", "")}
        reviews = {
            ("甲局", "产出", "道路"): Review("95%", Decimal("4.50"), ""),
            ("甲局", "a", "b"): Review("", None, "x"),
        }
        notes.keep_notes(ledger, {**first, **other}, reviews)
        assert notes.decisions(ledger) == {**first, **other}
        assert notes.reviews(ledger) == reviews
        notes.keep_notes(ledger, {}, {})
        assert notes.decisions(ledger) == {**first, **other}
        changed = {("甲局", "k2"): Decision("已改", "")}
        notes.keep_notes(ledger, changed, {})
        assert notes.decisions(ledger) == {**changed, **other}
        assert notes.reviews(ledger) == {}


def test_a_score_in_the_ledger_that_is_no_number_is_none() -> None:
    with temporary_ledger() as ledger:
        notes.keep_notes(ledger, {}, {("甲局", "a", "b"): Review("1", Decimal(1), "")})
        for text in ("NaN", "Infinity", "=1+1"):
            ledger.connection.execute("UPDATE review SET score = ?", (text,))
            assert notes.reviews(ledger)["甲局", "a", "b"].score is None


WRITER = """
import sys
from pathlib import Path
from xlaudit.hosts.batch import Read
from xlaudit.hosts.ledger import Rules, Submitted, open_ledger
from xlaudit.hosts.ledger.rounds import close_round
name, count = sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
for number in range(count):
    with open_ledger(Path(sys.argv[1])) as ledger:
        content = f"{name}{number:05}"
        ledger.keep([Read(content, content, "", b"x" * 2000)], Rules("r", "v"))
        close_round(ledger, [Submitted(content, content)], 2022)
        print(content, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_two_processes_lose_nothing(path: Path) -> None:
    processes = [writer(path, name, 25) for name in "ab"]
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    with open_ledger(path) as ledger:
        assert not ledger.remark
        contents = [f"{name}{number:05}" for name in "ab" for number in range(25)]
        assert len(ledger.known(contents, Rules("r", "v"))) == 50
        rounds = submitted_in(ledger, 2022)
        assert sorted(each.source for several in rounds for each in several) == contents


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
@pytest.mark.parametrize("delay", [0.0, 0.013, 0.031, 0.057])
def test_a_killed_process_leaves_a_ledger_with_all_that_it_had_said(
    path: Path, delay: float
) -> None:
    process = writer(path, "a", 100_000)
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(4)]
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    with open_ledger(path) as ledger:
        assert not ledger.remark
        kept = [each for each in said[1:] if len(each) == 6]
        assert len(ledger.known(kept, Rules("r", "v"))) == len(kept) >= 3


def test_a_ledger_that_cannot_be_written_is_said(path: Path) -> None:
    open_ledger(path).close()
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    path.chmod(0o444)
    shutil.copymode(path, path)
    with pytest.raises(OutputError), open_ledger(path) as ledger:
        ledger.keep([], RULES)


def test_a_ledger_that_is_in_use_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xlaudit.hosts.ledger import opening  # noqa: PLC0415

    open_ledger(path).close()
    monkeypatch.setattr(opening, "_PATIENCE", 0.1)
    with open_ledger(path) as other:
        assert isinstance(other, Ledger)
        other.connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutputError, match="占用"):
            open_ledger(path)
        other.connection.execute("ROLLBACK")
    assert [each.name for each in path.parent.iterdir()] == [path.name]
