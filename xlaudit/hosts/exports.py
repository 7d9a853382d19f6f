"""A summary written for other programs: a folder of csv or parquet files, or one JSON file. Whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from xlaudit.county.model import CountySummary
from xlaudit.errors import OutputError, UsageError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.files import check_is_free, write_atomically
from xlaudit.output.county_json import summary_json
from xlaudit.output.csv_text import ENCODING, csv_lines
from xlaudit.output.tables import TABLES, Kind, Table

__all__ = ["FORMS", "check_target", "write_tables"]

FORMS = ("csv", "json", "parquet")

_ROWS_AT_ONCE = 20_000
"""The rows of a group in a parquet file: what is in memory at a time."""


def write_tables(summary: CountySummary, target: Path, form: str, *, force: bool = False) -> None:
    """Write the summary: csv and parquet as a folder of four files, one a table, json as one file.

    A folder is written beside its place and then moved there, so that a reader sees the old four files or
    the new four.

    Raises:
        UsageError: there is no such form, the name belongs to another one, or pyarrow is missing.
        OutputError: something stands there already, or the place does not accept it.
    """
    check_target(target, form, force=force)
    if form == "json":
        write_atomically(target, f"{summary_json(summary)}\n".encode(), force=force)
        return
    write = _write_csv if form == "csv" else _write_parquet
    _write_folder(target, lambda folder: _fill(folder, summary, form, write))


def check_target(target: Path, form: str, *, force: bool) -> None:
    """Complain of a place or a name that will not do, before any work is done.

    Raises:
        UsageError: there is no such form, the name belongs to another one, or pyarrow is missing.
        OutputError: something stands there already, or there is no such folder.
    """
    name = shown(str(target), 200)
    if form not in FORMS:
        raise UsageError(f"没有“{shown(form)}”这种格式；可以用 {'、'.join(FORMS)}。")
    ending = target.suffix.lower()
    if form == "json":
        if ending != ".json":
            raise UsageError(f"输出文件“{shown(target.name)}”应以 .json 结尾；请改名后再试。")
        check_is_free(target, force=force)
        return
    if form == "parquet":
        _pyarrow()
    if ending in {".xlsx", ".json", ".csv", ".parquet"}:
        raise UsageError(
            f"--format {form} 写的是一个文件夹，里面四个 .{form} 文件；"
            f"“{shown(target.name)}”像是文件名，请去掉 {ending} 再试。"
        )
    if not target.is_dir():
        check_is_free(target, force=False)
        return
    strangers = sorted({each.name for each in target.iterdir()} - _names(form))
    if strangers:
        raise OutputError(
            f"没有写“{name}”：文件夹里有别的文件（例如“{shown(strangers[0])}”），覆盖会丢掉它们；请换一个文件夹。"
        )
    if not force and any(target.iterdir()):
        raise OutputError(
            f"没有写“{name}”：文件夹里已有上一次的结果；要覆盖它请加 --force，或者换一个文件夹。"
        )


def _names(form: str) -> set[str]:
    return {f"{table.name}.{form}" for table in TABLES}


def _fill(
    folder: Path,
    summary: CountySummary,
    form: str,
    write: Callable[[Path, Table, CountySummary], None],
) -> None:
    for table in TABLES:
        write(folder / f"{table.name}.{form}", table, summary)


def _write_csv(path: Path, table: Table, summary: CountySummary) -> None:
    with path.open("x", encoding=ENCODING, newline="") as stream:
        stream.writelines(csv_lines(table, summary))
        stream.flush()
        os.fsync(stream.fileno())


def _write_parquet(path: Path, table: Table, summary: CountySummary) -> None:
    """Write a table by groups of rows; amounts as doubles in 元 like the frames', words as text."""
    arrow = _pyarrow()
    from pyarrow import parquet  # noqa: PLC0415 - an extra

    kinds = {
        Kind.COUNT: arrow.int64(),
        Kind.DECIMAL: arrow.float64(),
        Kind.FLAG: arrow.bool_(),
        Kind.TIME: arrow.timestamp("us", tz="UTC"),
    }
    schema = arrow.schema(
        [
            arrow.field(
                column.name,
                kinds.get(column.kind, arrow.string()),
                metadata={"heading": column.title},
            )
            for column in table.columns
        ]
    )
    are_decimal = [column.kind is Kind.DECIMAL for column in table.columns]
    with path.open("xb") as stream:
        with parquet.ParquetWriter(stream, schema) as writer:
            for rows in _groups(table.records(summary)):
                columns = [
                    [None if value is None else float(value) for value in values]
                    if is_decimal
                    else values
                    for is_decimal, values in zip(are_decimal, zip(*rows, strict=True), strict=True)
                ]
                arrays = [
                    arrow.array(values, field.type)
                    for values, field in zip(columns, schema, strict=True)
                ]
                writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
        stream.flush()
        os.fsync(stream.fileno())


def _groups(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while group := list(islice(rows, _ROWS_AT_ONCE)):
        yield group


def _pyarrow() -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError(
            '写 parquet 要用 pyarrow，这里没有装；请运行 pip install "xlaudit[parquet]"，或者改用 --format csv。'
        ) from error
    return pa


def _write_folder(target: Path, fill: Callable[[Path], None]) -> None:
    """Fill a new folder beside the place, then move it there.

    No system moves one folder over another. Who is killed between the two moves leaves the old one beside
    its place, whole, and the next run brings it back before anything else.
    """
    place = target.resolve() if target.is_symlink() else target
    new = place.parent / f".xlaudit-{secrets.token_hex(8)}.tmp"
    old = place.parent / f".{place.name}.xlaudit-old"
    try:
        _bring_back(old, place)
        new.mkdir()
        fill(new)
        if place.is_dir():
            _exchange(new, place, old)
        else:
            new.rename(place)
    except OSError as error:
        raise OutputError(
            f"写不了“{shown(str(target), 200)}”：{error.strerror or '系统拒绝了操作'}；"
            "请关闭占用它的程序、检查写入权限和磁盘空间，或者换一个位置。"
        ) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _bring_back(old: Path, place: Path) -> None:
    """Undo what a killed run left: the old folder without a new one, or beside it."""
    if not old.exists():
        return
    if place.exists():
        shutil.rmtree(old)
    else:
        old.rename(place)


def _exchange(new: Path, place: Path, old: Path) -> None:
    """Put the new folder into the place of the old one; where that fails, the old one comes back."""
    place.rename(old)
    try:
        new.rename(place)
    finally:
        if not place.exists():
            old.rename(place)
    shutil.rmtree(old, ignore_errors=True)
