"""Who uses the system, for which government, and the record of what they did."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.Model):
    """A government (province, city, county, zone, town): the boundary of what a user may see."""

    name = models.CharField(max_length=100)
    code = models.CharField(max_length=12, blank=True)
    """GB/T 2260 code; blank until someone enters it."""
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("name", "parent"), name="jurisdiction_name_in_parent"),
        )

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """An account. What it may do is said by its grants and its unit memberships."""

    jurisdiction = models.ForeignKey(Jurisdiction, null=True, on_delete=models.PROTECT, related_name="users")
    display_name = models.CharField(max_length=50, blank=True)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username


class Role(models.TextChoices):
    """Offices of a jurisdiction. Unit roles (liaison, head) are memberships in `organization`."""

    SUPERVISION = "supervision", _("督查室")
    ASSESSMENT = "assessment", _("考核办")
    ECONOMY = "economy", _("经贸局")
    AUDITOR = "auditor", _("审计员")
    ADMINISTRATOR = "administrator", _("系统管理员")


class Grant(models.Model):
    """A role that a user holds in the user's own jurisdiction."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "role"), name="grant_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Chain(models.Model):
    """The end of one chain of events. Its row is locked while an event is appended."""

    key = models.CharField(max_length=40, unique=True)
    """``jurisdiction:<id>``, or ``installation`` for what belongs to no jurisdiction."""
    jurisdiction = models.OneToOneField(Jurisdiction, null=True, on_delete=models.PROTECT)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.jurisdiction or 'installation'}: {self.length}"


class Event(models.Model):
    """What someone did: append-only, each row carrying the hash of the one before.

    Triggers in the database refuse UPDATE and DELETE (see the migrations), so that a change
    behind the application's back needs a change of the schema first, and then breaks the chain.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events")
    position = models.PositiveBigIntegerField()
    """Counts from 1 in the chain, without gaps."""
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("chain", "position"), name="event_position_in_chain"),)
        indexes = (models.Index(fields=("subject_type", "subject_id"), name="event_subject"),)

    def __str__(self) -> str:
        return f"{self.position} {self.verb}"


class StoredFile(models.Model):
    """Bytes kept outside the web root under their hash; this row says what they are."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=255)
    """As the sender's computer called it."""
    media_type = models.CharField(max_length=100)
    """From the content, not from the name."""
    received_at = models.DateTimeField()
    received_from = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name
