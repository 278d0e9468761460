"""Units, their printed names, groups of units, people, and who works for which unit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Jurisdiction, User


class Unit(models.Model):
    """An office, company or committee that can answer for a task."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="units")
    name = models.TextField()
    kind = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("jurisdiction", "name"), name="unit_name_in_jurisdiction"),
        )

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """One way in which a unit is written; the spelling belongs to one unit only."""

    class Sort(models.TextChoices):
        SPELLING = "spelling", _("写法")
        NAMEPLATE = "nameplate", _("加挂牌子")

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name = models.TextField()
    sort = models.CharField(max_length=20, choices=Sort.choices, default=Sort.SPELLING)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("jurisdiction", "name"), name="unit_spelling_once"),)

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A collective as printed (`各社区管委会`); its members are not known from the plan."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="groups")
    name = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("jurisdiction", "name"), name="group_name_in_jurisdiction"),
        )

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A lead official, as the plan names them."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="people")
    name = models.TextField()
    users = models.ManyToManyField(User, blank=True, related_name="people")
    """Accounts that see this official's tasks: their own, or their secretary's."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("jurisdiction", "name"), name="person_name_in_jurisdiction"),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user works for a unit, as its liaison or as its head."""

    class Part(models.TextChoices):
        LIAISON = "liaison", _("单位联络员")
        HEAD = "head", _("单位负责人")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="members")
    part = models.CharField(max_length=20, choices=Part.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "unit", "part"), name="membership_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.unit} {self.get_part_display()}"
