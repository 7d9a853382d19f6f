"""Steps that change a machine: each is told, and unless it is a dry run, taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xlaudit.commands.screen import emit

if TYPE_CHECKING:
    from xlaudit.addin.steps import Machine, Step

__all__ = ["take"]


def take(steps: Iterable[Step], machine: Machine | None, *, dry_run: bool) -> None:
    """Tell every step before it is taken; a ``machine`` is checked first.

    Raises:
        XlauditError: nothing can be installed here, or a step failed; those before it were taken.
    """
    if machine is not None and not dry_run:
        machine.check()
    for step in steps:
        emit([f"会{step.text}" if dry_run else step.text])
        if not dry_run:
            step.run()
