"""Units and their names over time, groups of units, people and their posts, and who works for which unit."""

from luoshi.organization.models.groups import Group, GroupMember, GroupName
from luoshi.organization.models.people import Membership, Person, Post
from luoshi.organization.models.units import DivisionCode, Roster, Unit, UnitName

__all__ = [
    "DivisionCode",
    "Group",
    "GroupMember",
    "GroupName",
    "Membership",
    "Person",
    "Post",
    "Roster",
    "Unit",
    "UnitName",
]
