"""One file: read it, audit it, and write its scored copy. The given file is opened for reading only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xlaudit.audit import Report, audit
from xlaudit.checks.finding import Decision
from xlaudit.errors import SchemeError, UsageError, WorkbookError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.target import refuse
from xlaudit.output.own import decisions, owned
from xlaudit.output.sheets import scored_copy
from xlaudit.workbook.patch import Patch
from xlaudit.workbook.snapshot import Snapshot

if TYPE_CHECKING:
    from xlaudit.schemes.schema import Scheme

__all__ = [
    "COPY_MARK",
    "Audited",
    "audit_file",
    "audit_snapshot",
    "audit_workbook",
    "copy_path",
    "find_scheme",
    "refuse_copy",
    "score_workbook",
    "write_copy",
]

COPY_MARK = ".评分"
"""What stands between the name of a workbook and the ending of its scored copy."""

_ENDINGS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Audited:
    """A report with the workbook that it came from, as it was read."""

    path: Path
    snapshot: Snapshot
    report: Report

    @property
    def patch(self) -> Patch:
        """What makes the scored copy."""
        return scored_copy(self.report, self.snapshot)


def audit_file(path: Path, scheme_id: str | None = None) -> Audited:
    """Read and audit one workbook, by the scheme of that id or by the one that it is recognised as.

    What an earlier run of xlaudit added to the workbook is not looked at.

    Raises:
        WorkbookError, FormError: the file cannot be read, or holds no form that is known.
        SchemeError: there is no such scheme.
    """
    from xlaudit.hosts.files import read_workbook  # noqa: PLC0415 - keeps the command line quick

    return audit_snapshot(path, read_workbook(path), scheme_id)


def audit_snapshot(path: Path, snapshot: Snapshot, scheme_id: str | None = None) -> Audited:
    """Audit a workbook that was read already; as ``audit_file``."""
    filed = owned(snapshot).stripped(snapshot)
    report = audit(filed, _scheme(filed, scheme_id))
    return Audited(path, snapshot, replace(report, decisions=decisions(snapshot)))


def audit_workbook(path: str | Path, scheme: str | None = None) -> Report:
    """Audit one workbook and return the report; nothing is written.

    Raises:
        XlauditError: one sentence that says what, where and what to do.
    """
    return audit_file(Path(path), scheme).report


def score_workbook(
    path: str | Path,
    output: str | Path | None = None,
    *,
    scheme: str | None = None,
    force: bool = False,
) -> Report:
    """Audit one workbook and write its scored copy: to ``output``, else beside it.

    Raises:
        XlauditError: one sentence that says what, where and what to do; nothing was written.
    """
    source = Path(path)
    target = copy_path(source) if output is None else Path(output)
    refuse_copy(target, source, force=force)
    audited = audit_file(source, scheme)
    return write_copy(audited, target, force=force).report


def copy_path(path: Path) -> Path:
    """Return where the scored copy goes: 自评表.xlsx → 自评表.评分.xlsx, in the same folder."""
    ending = path.suffix.lower()
    stem = path.stem.removesuffix(COPY_MARK)
    return path.with_name(f"{stem}{COPY_MARK}{ending if ending in _ENDINGS else '.xlsx'}")


def refuse_copy(target: Path, source: Path, *, force: bool) -> None:
    """Complain of a target for the scored copy of ``source`` that will not do.

    Raises:
        UsageError: it is the given file itself, or no workbook by its name.
        OutputError: it exists and is not to be replaced, or its folder is missing.
    """
    from xlaudit.hosts.files import check_length  # noqa: PLC0415 - keeps the command line quick

    check_length(target)
    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(
            f"输出文件就是送来的“{shown(str(source))}”；原文件不会被改动，请用 -o 另给一个文件名。"
        )
    refuse(target, *_ENDINGS, force=force)


def write_copy(audited: Audited, target: Path, *, force: bool = False) -> Audited:
    """Write the scored copy; return the audit with what people decided in the copy that it replaces.

    Raises:
        WorkbookError: a legacy file, or one that was changed since it was read.
        OutputError: the copy cannot be written there.
    """
    from xlaudit.hosts.files import read_bytes, write_atomically  # noqa: PLC0415 - keeps the command line quick
    from xlaudit.hosts.ooxml.write import apply  # noqa: PLC0415

    name = shown(audited.path.name)
    if audited.snapshot.values_only:
        raise WorkbookError(
            f"“{name}”是旧格式，只能读出数值；要评分副本，请先另存为 .xlsx 再评分。"
        )
    data = read_bytes(audited.path)
    if _sha256(data) != audited.snapshot.sha256:
        raise WorkbookError(f"“{name}”在评分时被改动了；请关闭它以后再试。")
    known = {**_decisions_in(target), **audited.report.decisions}
    audited = replace(audited, report=replace(audited.report, decisions=known))
    write_atomically(target, apply(data, audited.patch, audited.path.name), force=force)
    return audited


def _decisions_in(target: Path) -> Mapping[str, Decision]:
    """Return what people noted in the copy that is about to be replaced; it may be anything else."""
    from xlaudit.hosts.files import read_workbook  # noqa: PLC0415 - keeps the command line quick

    if not target.exists():
        return {}
    try:
        return decisions(read_workbook(target))
    except WorkbookError:
        return {}


def _sha256(data: bytes) -> str:
    from hashlib import sha256  # noqa: PLC0415 - keeps the command line quick

    return sha256(data).hexdigest()


def find_scheme(scheme: str) -> Scheme:
    """Return a shipped scheme by its id, or the one in a ``.toml`` file (from ``schemes import``).

    Raises:
        SchemeError: there is none, or the file has mistakes.
    """
    from xlaudit.schemes.load import load_scheme, parse_scheme  # noqa: PLC0415 - as above

    if not scheme.lower().endswith(".toml"):
        return load_scheme(scheme)
    path = Path(scheme)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SchemeError(f"找不到评分方案文件“{shown(scheme, 200)}”；请检查路径。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SchemeError(
            f"评分方案文件“{shown(scheme, 200)}”读不出来；请检查它是不是 UTF-8 文本。"
        ) from error
    return parse_scheme(text, path.name)


def _scheme(snapshot: Snapshot, scheme: str | None) -> Scheme:
    if scheme:
        return find_scheme(scheme)
    from xlaudit.forms import recognise  # noqa: PLC0415 - as above
    from xlaudit.schemes.load import load_all  # noqa: PLC0415

    return recognise(snapshot, load_all())
