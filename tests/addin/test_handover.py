"""The folder that VBA hands over: text in the add-in's own cell, read back as a path."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings

from xlaudit.addin.handover import chosen_folder, is_addin


def hand_over(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    cells = {"D1": SimpleNamespace(value=value)}
    addin = SimpleNamespace(sheets={"xlaudit.conf": cells})
    caller = SimpleNamespace(app=SimpleNamespace(books={"xlaudit.xlam": addin}))
    monkeypatch.setattr(xlwings.Book, "caller", classmethod(lambda _: caller))


@pytest.mark.parametrize(
    "folder", [r"D:\报送 2023", r"\\server\share\x'); import os #", "D:\\=1+1"]
)
def test_a_folder_comes_back_as_it_was_chosen(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    hand_over(monkeypatch, folder)
    assert chosen_folder() == Path(folder)


@pytest.mark.parametrize("value", [None, "", "  ", 1.0])
def test_no_folder_is_none(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    hand_over(monkeypatch, value)
    assert chosen_folder() is None


def test_the_addin_is_known_by_its_name() -> None:
    assert is_addin("XLAUDIT.xlam")
    assert not is_addin("自评表.xlsx")
