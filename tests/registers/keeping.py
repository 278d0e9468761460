"""What tests of registers share: an open register, its liaison's and the office's hands, days."""

from datetime import UTC, date, datetime
from decimal import Decimal

from luoshi.core.models import Jurisdiction, User
from luoshi.engines.registers import pack, typed
from luoshi.organization.models import Unit
from luoshi.progress.facts import facts_on
from luoshi.registers.actions.keeping import Hand
from luoshi.registers.actions.records import open_record
from luoshi.registers.actions.registers import open_register
from luoshi.registers.models import Record, Register
from tests.world import NOW, UNIT, account, target

PROJECTS = "investment-projects"


def jurisdiction() -> Jurisdiction:
    """The sample's."""
    return account("supervision").jurisdiction


def unit() -> Unit:
    """The demonstration unit."""
    return Unit.objects.get(name=UNIT)


def kept(name: str = PROJECTS) -> Register:
    """A register that the office opened."""
    return open_register(pack(name), jurisdiction=jurisdiction(), actor=account("supervision"), now=NOW)


def hand(by: str = "liaison", *, seen: int | None = None, now: datetime = NOW) -> Hand:
    """Who acts, by the name of the account."""
    return Hand(account(by), now, seen)


def values(register: Register, **said: str) -> dict[str, object]:
    """Typed values from texts."""
    fields = pack(register.pack)
    return {name: typed(fields.field(name), text) for name, text in said.items()}


def project(register: Register, key: str = "A-01", *, day: str = "2022-01-10", **said: str) -> Record:
    """An investment project that the liaison enters."""
    given = {"number": key, "name": f"项目{key}", "origin": "省外", **said}
    return open_record(
        register, values(register, **given), unit=unit().pk, day=date.fromisoformat(day), hand=hand()
    )


def fact(metric: str, day: str, *, known: datetime | None = None) -> Decimal | bool | None:
    """What counts of a target of the sample on a day, as known at a moment."""
    aim = target(metric)
    found = facts_on(aim.version, as_of=date.fromisoformat(day), known=known).get(aim.root_pk)
    if found is None:
        return None
    return found.value if found.value is not None else found.outcome


def at(text: str) -> datetime:
    """A moment, UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def liaison() -> User:
    """The demonstration unit's liaison."""
    return account("liaison")
