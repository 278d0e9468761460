"""The board that a request asks for: its jurisdiction, year and day."""

from django.http import Http404, HttpRequest

from luoshi.cockpit.board import Board, load_board
from luoshi.core.request import watched_jurisdiction
from luoshi.plans.queries import InForce, in_force
from luoshi.progress.queries import family_on
from luoshi.web.days import as_of, known_by, known_day


def found_in_force(request: HttpRequest) -> InForce | None:
    """The plan of the year asked for, of the latest year where none is; ``None`` where there is no plan at
    all. Not found for a year that has none. One query."""
    try:
        return in_force(
            watched_jurisdiction(request),
            as_of=as_of(request),
            year=request.GET.get("year", ""),
            known=known_by(request),
        )
    except LookupError as error:
        raise Http404 from error


def board_of(request: HttpRequest, found: InForce) -> Board:
    """Everything of the version on the day, by what was known then. Fifteen queries."""
    day, known = as_of(request), known_by(request)
    family = family_on(watched_jurisdiction(request), as_of=day, known=known)
    return load_board(found.version, as_of=day, family=family, known=known)


def knowledge(request: HttpRequest) -> dict[str, object]:
    """What a page that can be asked for by knowledge tells its frame."""
    return {"knowable": True, "known": known_day(request)}
