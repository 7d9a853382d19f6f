"""A Dask cluster: the same results as at home; clear words where there is none."""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_cli import Run, run
from xlaudit.errors import UsageError
from xlaudit.hosts.batch import find_sources, read_files
from xlaudit.hosts.batch.cluster import cluster

__all__ = ["run"]  # the fixture

COUNTY = sorted((Path(__file__).parents[2] / "workbooks" / "samples" / "示例县").glob("*.xlsx"))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start a cluster on loopback, in threads of this process, and give its address."""
    distributed = pytest.importorskip("distributed", reason="dask distributed is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = distributed.LocalCluster(
            n_workers=1,
            threads_per_worker=2,
            processes=False,
            protocol="tcp",
            host="127.0.0.1",
            dashboard_address=None,
        )
    with made:
        yield made.scheduler_address


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    for path in COUNTY[:3]:
        shutil.copy(path, folder)
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    return folder


def test_a_cluster_gives_the_same(
    address: str, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inbox.parent)
    sources = find_sources([Path("报送")])
    with cluster(address) as found:
        assert found.workers == 2
        results = list(
            read_files(sources, workers=found.workers, executor=found.executor, lost=found.lost)
        )
    assert results == list(read_files(sources, workers=0))


def test_the_command_on_a_cluster(address: str, inbox: Path, run: Run, tmp_path: Path) -> None:
    here = run("consolidate", inbox, "-o", "here.xlsx")
    there = run("consolidate", inbox, "-o", "there.xlsx", "--cluster", address)
    assert there.out == here.out
    assert (tmp_path / "here.xlsx").read_bytes() == (tmp_path / "there.xlsx").read_bytes()


@pytest.mark.parametrize("nowhere", ["tcp://127.0.0.1:9", "no address", "tcp://127.0.0.1:x"])
def test_an_address_that_does_not_answer(nowhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="dask distributed is not installed")
    monkeypatch.setattr("xlaudit.hosts.batch.cluster._SECONDS", 0.5)
    with pytest.raises(UsageError, match="没有回应"), cluster(nowhere):
        pytest.fail("connected")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"xlaudit\[cluster\]"), cluster("tcp://127.0.0.1:1"):
        pytest.fail("connected")
