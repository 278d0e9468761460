"""People, their dated posts, and which account works for which unit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Jurisdiction, User
from luoshi.organization.models.dated import Dated
from luoshi.organization.models.units import Unit


class Person(models.Model):
    """Somebody who holds a post. The name tells people apart, as offices write it: `张伟(女)`."""

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


class Post(Dated):
    """What a person is for some time. A lead official's post has fields of work and no unit."""

    class Part(models.TextChoices):
        LEADER = "leader", _("分管领导")
        HEAD = "head", _("单位负责人")
        LIAISON = "liaison", _("单位联络员")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts")
    part = models.CharField(max_length=20, choices=Part.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    title = models.TextField(blank=True)
    """As it is called: `党工委委员、管委会副主任`."""
    fields = models.TextField(blank=True)
    """Fields of work of a lead official: `规划建设、生态环境`."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(part="leader") | models.Q(unit__isnull=False), name="post_in_a_unit"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.title or self.get_part_display()}"


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
