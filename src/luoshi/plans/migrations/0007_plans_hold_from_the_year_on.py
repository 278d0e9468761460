"""What was published before adjustments came holds from the first day of its year."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def date_them(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """1 January of the plan's year."""
    for publication in apps.get_model("plans", "Publication").objects.select_related("plan"):
        publication.effective_from = date(publication.plan.year, 1, 1)
        publication.save(update_fields=["effective_from"])


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL alters no table that has row changes pending

    dependencies = [("plans", "0006_review_and_adjust")]

    operations = [
        migrations.RunPython(date_them, migrations.RunPython.noop),
        migrations.AlterField("publication", "effective_from", models.DateField()),
    ]
