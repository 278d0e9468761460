"""Refusals as one kind of exception: an action raises it, a face words and places it.

An action refuses before it writes, inside its transaction, so a refusal leaves nothing behind.
"""

from http import HTTPStatus


class Refusal(Exception):
    """The user's request cannot be carried out. ``field`` names the form field at fault."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Forbidden(Refusal):
    """Who asks may not do this."""

    status = HTTPStatus.FORBIDDEN


class Conflict(Refusal):
    """The thing is no longer in the state that the request supposes."""

    status = HTTPStatus.CONFLICT


class TooLarge(Refusal):
    """What was sent is larger than this installation takes."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
