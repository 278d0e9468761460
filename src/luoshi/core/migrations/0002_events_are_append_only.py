"""The database itself refuses to change or erase an event."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    "CREATE TRIGGER core_event_no_{verb} BEFORE {verb} ON core_event "
    "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
)
POSTGRESQL = (
    "CREATE FUNCTION core_event_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$",
    "CREATE TRIGGER core_event_append_only BEFORE UPDATE OR DELETE ON core_event "
    "FOR EACH ROW EXECUTE FUNCTION core_event_append_only()",
)


def guard(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Install the triggers in the dialect at hand."""
    statements = (
        POSTGRESQL
        if editor.connection.vendor == "postgresql"
        else [SQLITE.format(verb=verb) for verb in ("UPDATE", "DELETE")]
    )
    for statement in statements:
        editor.execute(statement)


class Migration(migrations.Migration):
    """After the table itself."""

    dependencies = (("core", "0001_initial"),)
    operations = (migrations.RunPython(guard),)
