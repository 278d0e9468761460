"""Processes that work through a list of jobs; one that dies takes only its own job with it.

``concurrent.futures`` gives up the whole pool when a process dies and cannot say on which job. Here each
process has a pipe of its own, so the job in its hands is known, and another process takes its place.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context
from signal import SIG_IGN, SIGINT, signal
from typing import Any, Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

_SPAWN = get_context("spawn")
"""A fresh interpreter each: alike on every system, and nothing of the parent is shared."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Job, Result]):
    """A job with its result; ``None`` where the process died over it, with ``code`` as its exit code."""

    job: Job
    result: Result | None
    code: int | None = None


class _Worker:
    """A process, and the job in its hands."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        self.job: Any = None

    def take(self, job: object) -> None:
        """Hand a job to the process; one that has just died is met when its answer is read."""
        self.job = job
        with suppress(OSError):
            self.pipe.send(job)

    def answer(self) -> Done[Any, Any]:
        """Its result. Called when there is something to read or the process has ended."""
        try:
            return Done(self.job, self.pipe.recv())
        except (EOFError, OSError):
            self.process.join()
            return Done(self.job, None, self.process.exitcode)


def work_through(
    jobs: Sequence[Job], work: Callable[[Job], Result], *, processes: int
) -> Iterator[Done[Job, Result]]:
    """Results as they come. ``work`` is a function of a module; it and jobs and results can be pickled.

    Closing the iterator early ends the processes at once.
    """
    waiting = list(reversed(jobs))
    crew: list[_Worker] = []
    try:
        while waiting or crew:
            while waiting and len(crew) < processes:
                crew.append(_Worker(work))
                crew[-1].take(waiting.pop())
            for worker in _answering(crew):
                done = worker.answer()
                if done.code is None and waiting:
                    worker.take(waiting.pop())
                else:
                    crew.remove(worker)
                    worker.pipe.close()
                yield done
    finally:
        for worker in crew:
            worker.process.kill()


def _answering(crew: Sequence[_Worker]) -> list[_Worker]:
    ready = connection.wait([worker.pipe for worker in crew])
    return [worker for worker in crew if worker.pipe in ready]


def _serve(pipe: "connection.Connection[Any, Any]", work: Callable[[Any], Any]) -> None:
    """Work until the pipe is closed, which also the death of the parent does. Ctrl-C is the parent's."""
    signal(SIGINT, SIG_IGN)
    while True:
        try:
            pipe.send(work(pipe.recv()))
        except (EOFError, BrokenPipeError):
            return
