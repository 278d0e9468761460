"""Units and groups that were there already get their official names and their printed names."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def name_them(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The unit's own name becomes its official one; a group is printed as it is called."""
    names = apps.get_model("organization", "UnitName").objects
    names.filter(name=F("unit__name")).update(sort="official")
    group_names = apps.get_model("organization", "GroupName").objects
    for group in apps.get_model("organization", "Group").objects.all():
        group_names.get_or_create(jurisdiction=group.jurisdiction, group=group, name=group.name)


class Migration(migrations.Migration):
    dependencies = [("organization", "0002_who_is_who")]

    operations = [migrations.RunPython(name_them, migrations.RunPython.noop)]
