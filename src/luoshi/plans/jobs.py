"""Entry points of background work; the worker's clock comes in here."""

from django.utils import timezone

from luoshi.plans.actions.read_document import give_up
from luoshi.plans.actions.read_document import read_document as read


def read_document(document_id: int) -> None:
    """Read a received document; safe to run again, as the queue does where reading breaks down."""
    try:
        read(document_id, now=timezone.now())
    except Exception:
        give_up(document_id, now=timezone.now())
        raise
