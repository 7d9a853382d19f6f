"""A table on a terminal: columns give way where there is no room, words are never cut."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from xlaudit.output.grid import Line, grid, styled
from xlaudit.output.measure import width

LONG = "一个名称很长很长的指标：市级政务服务平台运行维护项目按计划完成率"


def shown(places: int) -> list[str]:
    """Return the lines of a table with a long name and a long explanation."""
    rows = [("指标", "10", "说明"), (f"  {LONG}", "100", LONG * 2)]
    lines = [Line([styled(cell) for cell in row]) for row in rows]
    table = grid(("名称", "分值", "来历"), lines, places, {"名称": 12, "来历": 20})
    stream = io.StringIO()
    Console(file=stream, width=places).print(table)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("places", [40, 60, 80, 100, 140])
def test_it_fits_and_loses_nothing(places: int) -> None:
    lines = shown(places)
    assert all(width(line) <= places for line in lines)
    assert sorted("".join(lines).replace("…", "?").replace(" ", "")) == sorted(
        "".join(shown(400)).replace(" ", "").replace("─", "") + "─" * "".join(lines).count("─")
    )


def test_an_indented_name_stays_indented() -> None:
    names = [line for line in shown(60)[3:] if line.strip()]
    assert len(names) > 1
    assert all(line.startswith("  ") for line in names)
