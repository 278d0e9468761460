"""Units, how they are written, and the count of changes to a jurisdiction's roster."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Jurisdiction, User
from luoshi.organization.models.dated import Dated


class Roster(models.Model):
    """How often the units, groups and posts of a jurisdiction were changed.

    Its row is locked by every change. A form or an import names the revision that it was made from,
    so that what somebody else changed meanwhile is never overwritten.
    """

    jurisdiction = models.OneToOneField(Jurisdiction, on_delete=models.CASCADE, related_name="roster")
    revision = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.jurisdiction}: {self.revision}"


class Unit(Dated):
    """An office, company or committee that can answer for a task.

    It stays the same unit when it is renamed (``names``); when it ends it may have a successor, which
    answers for its tasks from the next day on.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="units")
    name = models.TextField()
    """The latest official name; ``names`` has the earlier ones with their days."""
    kind = models.CharField(max_length=30, blank=True)
    """A ``naming.UnitKind``."""
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    uscc = models.CharField(max_length=18, blank=True)
    """Unified social credit code (GB 32100-2015)."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("jurisdiction", "name"), name="unit_name_in_jurisdiction"),
            models.UniqueConstraint(
                fields=("jurisdiction", "uscc"), condition=~models.Q(uscc=""), name="unit_uscc_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class UnitName(Dated):
    """One way in which a unit is written. Several units may share an alias or a nameplate, never at the
    same time an official name; a name that several units bear is a doubt wherever it is printed."""

    class Sort(models.TextChoices):
        OFFICIAL = "official", _("正式名称")
        ALIAS = "alias", _("简称")
        NAMEPLATE = "nameplate", _("加挂牌子")
        SPELLING = "spelling", _("写法")
        """Met in a document, and settled there by rule or by a person."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name = models.TextField()
    sort = models.CharField(max_length=20, choices=Sort.choices, default=Sort.SPELLING)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """Who said that this name means this unit; null where a rule or an import did."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "name", "sort", "since"), name="unit_name_once"),
        )
        indexes = (models.Index(fields=("jurisdiction", "name"), name="unit_name_lookup"),)

    def __str__(self) -> str:
        return self.name


class DivisionCode(models.Model):
    """A code of GB/T 2260 (or of the statistical divisions) in one edition of the list."""

    edition = models.CharField(max_length=20)
    """Year or month of the list, and which list it is: ``2022``, ``2022 stats``."""
    code = models.CharField(max_length=12)
    name = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "code"), name="division_code_in_edition"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
