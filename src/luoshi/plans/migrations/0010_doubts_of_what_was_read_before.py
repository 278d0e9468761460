"""Versions that have doubts, or are published and need none, have had theirs raised."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q


def mark(apps, schema_editor):
    doubts = apps.get_model("plans", "Doubt").objects.filter(version=OuterRef("pk"))
    versions = apps.get_model("plans", "PlanVersion").objects
    versions.filter(Q(publication__isnull=False) | Exists(doubts)).update(doubts_raised=True)


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_targets_set_by_hand")]

    operations = [
        migrations.AddField("planversion", "doubts_raised", models.BooleanField(default=False)),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
