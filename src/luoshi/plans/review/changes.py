"""Changes to rows, kept so that each can be undone exactly, or refused when something was built on it.

A change is plain JSON: ``{"model": "plans.target", "pk": 7, "before": {...}, "after": {...}}``. ``before``
is null for a row that was made, ``after`` for one that was removed; else both hold only what changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from luoshi.core.problems import Conflict

Values = dict[str, Any]
Change = dict[str, Any]


class Recorder:
    """Carries changes out and writes them down, in order. Used inside one transaction."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def create(self, row: models.Model) -> None:
        """Save a new row."""
        row.save(force_insert=True)
        self.changes.append(_change(row, before=None, after=values(row)))

    def create_all(self, rows: Sequence[models.Model]) -> None:
        """Save new rows of one model. One statement per 500."""
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=500)
            self.changes += [_change(row, before=None, after=values(row)) for row in rows]

    def update(self, row: models.Model, **fields: object) -> None:
        """Give the row other values; ``fields`` by attribute name, foreign keys as ``unit_id``."""
        self.update_all([row], **fields)

    def update_all(self, rows: Sequence[models.Model], **fields: object) -> None:
        """Give all rows of one model the same values. What has them already is left alone."""
        changed = []
        for row in rows:
            before = values(row)
            for name, value in fields.items():
                setattr(row, name, value)
            after = values(row)
            names = [name for name in after if after[name] != before[name]]
            if names:
                self.changes.append(
                    _change(row, before={n: before[n] for n in names}, after={n: after[n] for n in names})
                )
                changed.append(row)
        if changed:
            names = {_field(changed[0], name).name for name in fields}
            type(changed[0])._default_manager.bulk_update(changed, sorted(names), batch_size=500)

    def delete(self, row: models.Model) -> None:
        """Remove the row. What hangs on it must have been moved or removed before."""
        self.changes.append(_change(row, before=values(row), after=None))
        row.delete()

    def made(self, model: type[models.Model]) -> int:
        """How many rows of the model were saved new."""
        return sum(
            each["model"] == model._meta.label_lower and each["before"] is None for each in self.changes
        )


def values(row: models.Model) -> Values:
    """All own fields of a row but its key, as plain JSON values."""
    return {field.attname: _plain(field, row) for field in row._meta.concrete_fields if not field.primary_key}


def undo(changes: Iterable[Change]) -> None:
    """Take the changes back, the last first. Refuses when a row is no longer as the change left it."""
    with transaction.atomic():
        for change in reversed(list(changes)):
            _take_back(change)


def _take_back(change: Change) -> None:
    model = apps.get_model(change["model"])
    if change["after"] is None:
        _filled(model(pk=change["pk"]), change["before"]).save(force_insert=True)
        return
    row = model._default_manager.select_for_update().filter(pk=change["pk"]).first()
    if row is None or not _stands(row, change["after"]):
        raise Conflict(_("这一处后来又改过，不能单独撤销。请先撤销后来的修改。"))
    if change["before"] is None:
        _remove(row)
    else:
        _filled(row, change["before"]).save(
            update_fields=[_field(row, name).name for name in change["before"]]
        )


def _remove(row: models.Model) -> None:
    """Remove what was made. Refuses where something hangs on it by now, which would go with it."""
    hanging = (
        relation.related_model._default_manager.filter(**{relation.field.name: row})
        for relation in row._meta.related_objects
    )
    if any(rows.exists() for rows in hanging):
        raise Conflict(_("“%(row)s”已在别处使用，不能撤销。") % {"row": row})
    try:
        row.delete()
    except ProtectedError as error:
        raise Conflict(_("“%(row)s”已在别处使用，不能撤销。") % {"row": row}) from error


def _stands(row: models.Model, after: Mapping[str, Any]) -> bool:
    now = values(row)
    return all(now[name] == value for name, value in after.items())


def _filled(row: models.Model, stored: Mapping[str, Any]) -> models.Model:
    for name, value in stored.items():
        setattr(row, name, None if value is None else _field(row, name).to_python(value))
    return row


def _change(row: models.Model, *, before: Values | None, after: Values | None) -> Change:
    return {"model": row._meta.label_lower, "pk": row.pk, "before": before, "after": after}


def _plain(field: "models.Field[Any, Any]", row: models.Model) -> object:
    value = getattr(row, field.attname)
    if value is None or isinstance(value, bool | int | list | dict):
        return value
    if isinstance(field, models.DecimalField):
        # As the database gives it back: a value that was just set may have fewer places.
        return format(field.to_python(value).quantize(_place(field)), "f")
    return field.value_to_string(row)


def _place(field: "models.DecimalField[Any, Any]") -> Any:
    return field.to_python(1).scaleb(-field.decimal_places)


def _field(row: models.Model, attname: str) -> Any:
    return next(field for field in row._meta.concrete_fields if attname in (field.attname, field.name))
