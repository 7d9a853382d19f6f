"""One workbook → what the county keeps of it, as bytes that a ledger can hold. Runs in a worker."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from xlaudit.county.digest import Digest, FileStamp
from xlaudit.county.extract import digest_of
from xlaudit.county.model import Failure
from xlaudit.errors import XlauditError
from xlaudit.hosts.audited import audit_snapshot
from xlaudit.hosts.batch.archives import member_bytes
from xlaudit.hosts.batch.packing import packed, unpacked
from xlaudit.hosts.batch.source import Source
from xlaudit.hosts.files import read_bytes, read_workbook, workbook_in
from xlaudit.output import summary
from xlaudit.output.summary.book import MADE
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["Read", "content_of", "is_summary", "read_source"]


@dataclass(frozen=True, slots=True)
class Read:
    """A workbook that was read: ``payload`` is its digest, packed.

    ``modified`` is the file's own time, UTC as 2023-03-14T09:26:53Z; it stands in where the document
    does not say when it was saved. ``is_summary``: the workbook is one that ``consolidate`` wrote; the
    payload is then that of the level above, or empty where nothing is handed up.
    """

    name: str
    sha256: str
    modified: str
    payload: bytes
    is_summary: bool = False

    def digest(self) -> Digest:
        """Return the digest, under the name that this file has.

        Raises:
            ValueError: the payload is no digest.
        """
        return unpacked(self.payload, self.name, self.modified, self.sha256)


def read_source(source: Source, scheme_id: str | None) -> Read | Failure:
    """Read and audit one workbook. A bug keeps its traceback, with the file's name."""
    if source.fault:
        return Failure(source.name, source.fault)
    stamp = None
    try:
        data, modified = content_of(source)
        stamp = FileStamp(source.name, hashlib.sha256(data).hexdigest(), len(data), modified)
        snapshot = workbook_in(data, Path(source.name).name)
        del data
        kept = _kept(snapshot, stamp)
        if summary.is_summary(snapshot):
            row = summary.handed_up(snapshot, kept)
            payload = packed(row) if row else b""
            return Read(source.name, stamp.sha256, modified, payload, is_summary=True)
        report = audit_snapshot(source.path, snapshot, scheme_id).report
    except XlauditError as error:
        return Failure(source.name, str(error), stamp.sha256 if stamp else "", stamp)
    except Exception as error:
        error.add_note(f"读取的文件：{source.path}")
        raise
    digest = digest_of(report, kept, version("xlaudit"))
    return Read(source.name, stamp.sha256, modified, packed(digest))


def _kept(snapshot: Snapshot, stamp: FileStamp) -> FileStamp:
    """Return what the document says of itself; ``unpacked`` adds what belongs to the file."""
    modified = snapshot.properties.get("modified", "")
    return FileStamp(
        source="",  # the same content may come under several names
        sha256=stamp.sha256,
        size=stamp.size,
        modified="" if modified == MADE else modified,
        application=snapshot.properties.get("Application", ""),
    )


def content_of(source: Source) -> tuple[bytes, str]:
    """Return the bytes of a workbook, and when its file was changed, UTC as 2023-03-14T09:26:53Z.

    Raises:
        WorkbookError: it cannot be read, or is too large.
    """
    if source.members:
        return member_bytes(source)
    data = read_bytes(source.path)
    moment = datetime.fromtimestamp(int(source.path.stat().st_mtime), UTC)
    return data, moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def is_summary(path: Path) -> bool:
    """Return whether a file is a summary that xlaudit wrote; False where it cannot be read."""
    try:
        return summary.is_summary(read_workbook(path))
    except XlauditError:
        return False
