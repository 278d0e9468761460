"""Collectives as printed (`各社区管委会`, `…各成员单位`), and who belongs to them on which day."""

from django.db import models

from luoshi.core.models import Jurisdiction, StoredFile, User
from luoshi.organization.models.dated import Dated
from luoshi.organization.models.units import Unit


class Group(models.Model):
    """A collective. Its members are all units of some kinds, or a dated list, or not known yet."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="groups")
    name = models.TextField()
    kinds = models.JSONField(default=list)
    """``naming.UnitKind`` values whose units all belong to it; empty where there is no such rule."""
    source = models.TextField(blank=True)
    """What set the group up: title and number of a document, as entered."""
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    """That document, where it was handed in."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("jurisdiction", "name"), name="group_name_in_jurisdiction"),
        )

    def __str__(self) -> str:
        return self.name


class GroupName(models.Model):
    """One way in which a group is printed."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="names")
    name = models.TextField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("jurisdiction", "name"), name="group_spelling_once"),)

    def __str__(self) -> str:
        return self.name


class GroupMember(Dated):
    """A unit, or another group, belongs to a group for some time. Exactly one of the two is set."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="in_groups")
    subgroup = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="in_groups")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False, subgroup__isnull=True)
                | models.Q(unit__isnull=True, subgroup__isnull=False),
                name="group_member_is_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.unit or self.subgroup}"
