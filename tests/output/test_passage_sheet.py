"""The sheet 叙述核对: the text in full, its figures in colours, and taken away again with the rest."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from xlaudit.checks.finding import Decision
from xlaudit.hosts.audited import audit_file
from xlaudit.hosts.files import read_bytes
from xlaudit.hosts.ooxml.read import read
from xlaudit.hosts.ooxml.write import apply
from xlaudit.narrative import Status
from xlaudit.output.own import owned
from xlaudit.output.passage_sheet import PASSAGES, passage_sheet

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"
(PATH,) = SAMPLES.glob("平顶山*.xlsx")


def test_every_figure_keeps_its_words_and_gets_its_colour() -> None:
    audited = audit_file(PATH)
    narrative = audited.report.narrative
    assert narrative is not None
    writes = [write for write in passage_sheet(audited.report).cells if write.runs]
    for write in writes:
        assert "".join(run.text for run in write.runs) == write.value
    coloured = [run for write in writes for run in write.runs if run.color != "000000"]
    assert len(coloured) == len(narrative.figures)
    loud = [run for run in coloured if run.bold]
    wrong = [f for f in narrative.figures if f.status in (Status.ERROR, Status.HINT)]
    assert len(loud) == len(wrong) > 0


def test_what_was_decided_to_stay_is_grey() -> None:
    report = audit_file(PATH).report
    loud = [f for f in report.findings if f.place.start is not None]
    first = loud[0]

    def grey(decided: str) -> int:
        noted = replace(report, decisions={first.key: Decision(decided, "")})
        runs = [run for write in passage_sheet(noted).cells for run in write.runs or ()]
        return sum(run.bold and run.color == "808080" for run in runs)

    assert (grey("属实不改"), grey("规则误报")) == (1, 1)
    assert grey("已改") == 0  # it still stands
    noted = replace(report, decisions={first.key: Decision("属实不改", "")})
    assert any("灰色加粗：已处理" in str(write.value) for write in passage_sheet(noted).cells)
    assert not any("已处理" in str(write.value) for write in passage_sheet(report).cells)


def test_excel_readers_see_the_rich_text_and_the_counts() -> None:
    audited = audit_file(PATH)
    copy = apply(read_bytes(PATH), audited.patch)
    sheet = load_workbook(BytesIO(copy), rich_text=True)[PASSAGES]
    assert "识别" in str(sheet["A1"].value)
    texts = [row[1].value for row in sheet.iter_rows(min_row=4)]
    assert any(isinstance(text, CellRichText) for text in texts)
    assert sheet["A4"].hyperlink is not None


def test_it_is_ours_to_take_away() -> None:
    audited = audit_file(PATH)
    copy = read(apply(read_bytes(PATH), audited.patch), "copy.xlsx")
    assert PASSAGES in owned(copy).sheets
    assert PASSAGES not in {sheet.name for sheet in owned(copy).stripped(copy).sheets}
