"""Entry points of background work; the worker's clock comes in here."""

from collections.abc import Callable

from django.utils import timezone

from luoshi.registers.actions import import_records


def check_import(import_id: int) -> None:
    """Try a workbook; safe to run again."""
    _run(import_records.check_import, import_id)


def write_import(import_id: int) -> None:
    """Write a confirmed workbook; safe to run again."""
    _run(import_records.write_import, import_id)


def _run(action: Callable[..., None], import_id: int) -> None:
    try:
        action(import_id, now=timezone.now())
    except Exception:
        import_records.give_up(import_id, now=timezone.now())
        raise
