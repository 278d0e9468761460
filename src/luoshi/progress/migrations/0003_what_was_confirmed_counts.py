"""Readings that a unit head confirmed count from that moment on, as they did before the column was there."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery


def count(apps: StateApps, _schema: BaseDatabaseSchemaEditor) -> None:
    """One statement."""
    reading, decision = apps.get_model("progress", "Reading"), apps.get_model("progress", "Decision")
    confirmed = decision.objects.filter(reading=OuterRef("pk"), verdict="confirmed")
    reading.objects.filter(decision__verdict="confirmed").update(
        counted_from=Subquery(confirmed.values("decided_at"))
    )


class Migration(migrations.Migration):
    dependencies = [("progress", "0002_facts_with_a_source")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
