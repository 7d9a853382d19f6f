"""A Dask cluster as an executor: the same files, read by machines that see them under the same paths."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from xlaudit.errors import UsageError
from xlaudit.hosts.faults import shown

__all__ = ["Cluster", "cluster"]

_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connection: ``workers`` files are read at a time; ``lost`` is raised where a worker died.

    Time and memory limits are those that the cluster's own workers were started with.
    """

    executor: Executor
    workers: int
    lost: tuple[type[BaseException], ...]


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Connect to the scheduler at an address such as ``tcp://10.0.0.8:8786``; it goes on without us.

    Raises:
        UsageError: the extra is not installed, nobody answers there, or there are no workers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
        from distributed.scheduler import KilledWorker  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            '--cluster 要用 dask，这里没有装；请运行 pip install "xlaudit[cluster]"，或者去掉 --cluster 在本机运行。'
        ) from error
    name = shown(address, 200)
    connect: Any = Client  # its methods have no types
    try:
        client = connect(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # TypeError, ValueError: no address at all
        raise UsageError(
            f"集群“{name}”没有回应；请检查地址（例如 tcp://10.0.0.8:8786）、网络和 dask 调度器。"
        ) from error
    with client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise UsageError(f"集群“{name}”里没有工作进程；请先启动 dask worker 再试。")
        # Not pure: a file may hold something else when it is asked for again.
        executor = client.get_executor(pure=False)
        try:
            yield Cluster(executor, workers, (KilledWorker,))
        finally:
            executor.shutdown(wait=False)
