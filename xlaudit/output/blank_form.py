"""Scheme → a blank form that scores itself while it is filled in, with nothing but a spreadsheet.

Its formulas are the scheme's own expressions, printed; the same scheme always gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from xlaudit.output.form.cover import COVER, write_cover
from xlaudit.output.form.funds import FUNDS, fact_references, write_funds
from xlaudit.output.form.guide import GUIDE, write_guide
from xlaudit.output.form.paper import Paper
from xlaudit.output.form.parameters import PARAMETERS, place_parameters, write_parameters
from xlaudit.output.form.plan import plan_form
from xlaudit.output.form.projects import PROJECTS, write_projects
from xlaudit.output.form.report import REPORT, write_report
from xlaudit.output.form.rows import RowWriter
from xlaudit.output.form.styles import Styles
from xlaudit.output.form.table import TABLE, write_table
from xlaudit.schemes.schema import Scheme

__all__ = ["SCHEME_PROPERTY", "VERSION_PROPERTY", "blank_form"]

SCHEME_PROPERTY = "xlaudit.scheme"
VERSION_PROPERTY = "xlaudit.scheme_version"
"""Document properties by which a filled form is recognised."""

_TABS = {COVER: "#5B7FA6", GUIDE: "#A6A6A6", PARAMETERS: "#A6A6A6"}
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)


def blank_form(scheme: Scheme) -> bytes:
    """Return the blank form of a scheme as an xlsx file."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - heavy, needed here only

    plan = plan_form(scheme)
    parameters = place_parameters(plan)
    stream = BytesIO()
    workbook = Workbook(stream, _options())
    workbook.set_size(24000, 14000)
    workbook.set_properties(
        {"title": scheme.title, "subject": "绩效自评表", "created": _CREATED.replace(tzinfo=None)}
    )
    workbook.set_custom_property(SCHEME_PROPERTY, scheme.id, "text")
    workbook.set_custom_property(VERSION_PROPERTY, scheme.version, "text")
    styles = Styles(workbook)
    names = (COVER, TABLE, FUNDS, PROJECTS, REPORT, GUIDE, PARAMETERS)
    papers = {name: Paper(workbook.add_worksheet(name), styles) for name in names}
    for name, paper in papers.items():
        paper.sheet.set_tab_color(_TABS.get(name, "#F2C14E"))
    told = write_guide(papers[GUIDE], plan)
    write_cover(papers[COVER], plan, told)
    write_table(papers[TABLE], RowWriter(papers[TABLE], plan, fact_references(plan), parameters))
    write_funds(papers[FUNDS], plan)
    write_projects(papers[PROJECTS], plan)
    write_report(papers[REPORT], plan)
    write_parameters(papers[PARAMETERS], plan, parameters)
    workbook.close()
    return stream.getvalue()


def _options() -> dict[str, object]:
    """Return what the writer is told, afresh: it keeps notes in what it was given."""
    return {
        "in_memory": True,
        # Text from a scheme is text: never a formula, a link or a number.
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # Column widths count digits of this font, eight pixels each.
        "default_format_properties": {"font_name": "宋体", "font_size": 11},
        "default_column_width": 72,
    }
