"""Who keeps records: the unit's people and the office."""

from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds
from luoshi.engines.lifecycle import Lifecycle, Part, Transition
from luoshi.organization.models import Membership
from luoshi.organization.policy import units_of
from luoshi.registers.models import Record, Register

READERS = (Role.SUPERVISION, Role.ASSESSMENT, Role.ECONOMY, Role.AUDITOR)
"""Offices that read every register of their government."""


def may_keep_registers(user: User) -> bool:
    """Open registers, adopt their editions, bind targets to them: the supervision office."""
    return holds(user, Role.SUPERVISION)


def parts_of(user: User, unit: int, register: Register) -> frozenset[Part]:
    """In which parts the account acts on records of a unit. At most three queries per account."""
    if not belongs(user, register.jurisdiction):
        return frozenset()
    found = {
        Part.LIAISON: unit in units_of(user, Membership.Part.LIAISON),
        Part.HEAD: unit in units_of(user, Membership.Part.HEAD),
        Part.OFFICE: holds(user, Role.SUPERVISION),
    }
    return frozenset(part for part, has in found.items() if has)


def may_enter(user: User, unit: int, register: Register) -> bool:
    """Open a record for the unit and change its values: its liaison, or the office."""
    return not parts_of(user, unit, register).isdisjoint({Part.LIAISON, Part.OFFICE})


def part_for(user: User, record: Record, transition: Transition) -> Part | None:
    """The part in which the account may make a move; ``None`` where it may not."""
    mine = parts_of(user, record.unit_id, record.register)
    return next((part for part in transition.by if part in mine), None)


def moves_for(user: User, record: Record, lifecycle: Lifecycle) -> list[Transition]:
    """The moves that the account may make of a record as it is now."""
    if record.withdrawn:
        return []
    return [each for each in lifecycle.moves(record.state) if part_for(user, record, each)]


def may_export(user: User) -> bool:
    """Take records away as a workbook: the offices, and whoever works for a unit, each what they may read."""
    mine = units_of(user, Membership.Part.LIAISON) | units_of(user, Membership.Part.HEAD)
    return holds(user, *READERS) or bool(mine)


def may_read(user: User, record: Record) -> bool:
    """The offices, and whoever works for the unit that keeps it."""
    if not belongs(user, record.register.jurisdiction):
        return False
    return holds(user, *READERS) or bool(parts_of(user, record.unit_id, record.register))
