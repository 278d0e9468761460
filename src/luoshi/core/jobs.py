"""Work that need not be done while someone waits.

A thin front of django-q2's ORM broker: the job is a row in the same database, so it exists
exactly when the transaction that asked for it was committed. Jobs run at least once and are
therefore idempotent.
"""

from django_q.tasks import async_task


def enqueue(function: str, *arguments: int | str) -> None:
    """Have a worker call ``function`` (dotted path) with plain arguments."""
    async_task(function, *arguments)
