"""Times the review of a plan of 500 tasks: reading it, settling its doubts, changing and taking back.

usage: bench_review.py

The plan is made of the sample's items, numbered through. Verbs are timed in process, each with its transaction,
revision and audit event; pages by the server's work on a request, without the network. Processor time hardly
depends on what else runs. The installation is thrown away.
"""

import itertools
import os
import re
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from installation import SAMPLE, folder, started

from luoshi.cli.shell import start_django
from luoshi.compiler import compile_bytes

TASKS = 500
ROUNDS = 60
NOW = datetime(2023, 1, 9, 2, 0, tzinfo=UTC)
NUMBER = re.compile(r"^\s*\d+\s*[.．、]?")


def main() -> None:
    """Print the rows of docs/benchmarks.md, section Review."""
    with folder() as environment, started(environment):
        os.environ.update(environment)
        start_django()
        print("| what | median | p95 | processor | SQL statements |\n|---|---|---|---|---|")
        began, worked = time.perf_counter(), time.process_time()
        version = _read()
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        size = f"{version.tasks.count()} tasks, {version.targets.count()} targets, {version.doubts.count()} doubts"
        print(f"| read the plan: {size} | {seconds:.1f} s | | {worked:.1f} s | |")
        for name, verb in _verbs(version).items():
            print(_row(name, verb))
        for name, path in _pages(version).items():
            print(_row(name, path))


def plan_text() -> str:
    """The sample's first items over and over, as one plan of the next year."""
    compilation = compile_bytes(SAMPLE.read_bytes(), name=SAMPLE.name)
    if compilation.plan is None or compilation.source is None:
        raise SystemExit("the sample cannot be read")
    items = [compilation.source.slice(task.span) for task in compilation.plan.tasks]
    numbered = (
        f"{number}.{NUMBER.sub('', item).strip()}" for number, item in enumerate(_again(items), start=1)
    )
    return "2023年重点工作计划\n" + "\n".join(numbered).replace("2022", "2023")


def _again(items: list[str]) -> Iterator[str]:
    return itertools.islice(itertools.cycle(items), TASKS)


def _read() -> Any:
    from luoshi.core.models import User
    from luoshi.plans.actions.read_document import read_document
    from luoshi.plans.actions.receive_document import Incoming, receive_document

    user = User.objects.select_related("jurisdiction").get(username="supervision")
    incoming = Incoming(data=plan_text().encode(), name="500.txt")
    document = receive_document(incoming, jurisdiction=user.jurisdiction, actor=user, now=NOW)
    read_document(document.pk, now=NOW)
    document.refresh_from_db()
    return document.version


def _verbs(version: Any) -> dict[str, Callable[[int], object]]:
    """What is timed, by name; each is called with the number of the round."""
    from dataclasses import replace

    from luoshi.core.models import User
    from luoshi.plans.actions.review.keeping import stamp_of
    from luoshi.plans.actions.review.settle import settle_doubt
    from luoshi.plans.actions.review.targets import correct_target, values_of_row
    from luoshi.plans.actions.review.tasks import join_task, split_task
    from luoshi.plans.actions.review.undo import undo_latest
    from luoshi.plans.review.answers import offers

    actor = User.objects.select_related("jurisdiction").get(username="supervision")
    who: dict[str, Any] = {"actor": actor, "now": NOW}

    def settle(_round: int) -> object:
        doubt = version.doubts.filter(settled=None).select_related("finding").first()
        return settle_doubt(doubt.pk, answer=offers(doubt)[0].answer, **who)

    def correct(number: int) -> object:
        target = version.targets.all()[number]
        values = replace(values_of_row(target), metric=f"{target.metric}{number}")
        return correct_target(target.pk, values, seen=stamp_of(target), **who)

    def join(number: int) -> object:
        task = version.tasks.all()[number + 1]
        return join_task(task.pk, seen=stamp_of(task), **who)

    def split(number: int) -> object:
        task, offset = next(cuts)
        return split_task(task.pk, offset=offset, seen=stamp_of(task), **who)

    cuts = _cuts(version)
    return {
        "settle a doubt": settle,
        "correct a target": correct,
        "split a task": split,
        "join two tasks": join,
        "take the last change back": lambda _round: undo_latest(version.pk, **who),
    }


def _cuts(version: Any) -> Iterator[tuple[Any, int]]:
    """Tasks with the end of a sentence inside, the last of the plan first."""
    text = version.document.text
    for task in version.tasks.order_by("-ordinal"):
        offset = text.find("。", task.body_start, task.body_end - 2) + 1
        if offset > task.body_start:
            yield task, offset


def _pages(version: Any) -> dict[str, Callable[[int], object]]:
    """The review page and what it asks for while somebody works, as its scripts do."""
    from luoshi.core.models import User
    from luoshi.plans.review.answers import offers

    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(User.objects.get(username="supervision"))

    address = f"/documents/{version.document_id}/review/"

    def settle(_round: int) -> object:
        doubt = version.doubts.filter(settled=None).select_related("finding").first()
        answer = {"doubt": doubt.pk, "answer": offers(doubt)[0].answer}
        return _checked(browser.post(f"{address}settle/", answer, HTTP_HX_REQUEST="true"))

    return {
        "page: open it": lambda _round: _checked(browser.get(address)),
        "page: settle a doubt, show the next": settle,
        "page: ask what others did": lambda _round: _checked(
            browser.get(f"{address}since/?revision=0", HTTP_HX_REQUEST="true")
        ),
    }


def _checked(answer: Any) -> object:
    if answer.status_code not in (200, 204):
        raise SystemExit(f"{answer.request['PATH_INFO']}: {answer.status_code}")
    return answer.content


def _row(name: str, verb: Callable[[int], object]) -> str:
    times, worked = [], []
    with CaptureQueriesContext(connection) as captured:
        verb(0)
        statements = len(captured)
    for number in range(1, ROUNDS + 1):
        began, busy = time.perf_counter(), time.process_time()
        verb(number)
        times.append(time.perf_counter() - began)
        worked.append(time.process_time() - busy)
    late = statistics.quantiles(times, n=20)[-1]
    shown = (statistics.median(times), late, statistics.median(worked))
    return f"| {name} | {' | '.join(f'{seconds * 1000:.0f} ms' for seconds in shown)} | {statements} |"


if __name__ == "__main__":
    main()
