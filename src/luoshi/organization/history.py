"""Changes of the roster in words, from their events."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.core.models import Event
from luoshi.core.wording import doer, worded
from luoshi.organization.models import Post, UnitName
from luoshi.organization.wording import kind_label

LABELS: Mapping[str, Promise] = {
    "name": gettext_lazy("名称"),
    "sort": gettext_lazy("是什么"),
    "kind": gettext_lazy("单位类型"),
    "kinds": gettext_lazy("成员规则"),
    "parent": gettext_lazy("上级单位"),
    "uscc": gettext_lazy("统一社会信用代码"),
    "person": gettext_lazy("姓名"),
    "part": gettext_lazy("职责"),
    "title": gettext_lazy("职务"),
    "fields": gettext_lazy("分管领域"),
    "since": gettext_lazy("自"),
    "until": gettext_lazy("至"),
    "successor": gettext_lazy("承接单位"),
    "count": gettext_lazy("成员数"),
    "source": gettext_lazy("设立文件"),
    "file": gettext_lazy("文件"),
}
"""Facts in the order in which a line names them; whatever else an event holds is for the auditor."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the history shows it."""

    event: Event
    who: str
    text: str
    facts: list[str]


def entries(events: Iterable[Event]) -> list[Entry]:
    """The events in their order, in the reader's language."""
    return [Entry(event, doer(event), worded(event), list(_facts(event.detail))) for event in events]


def _facts(detail: Mapping[str, object]) -> Iterator[str]:
    changes = detail.get("changes")
    changed = changes if isinstance(changes, dict) else {}
    for key, label in LABELS.items():
        if key in changed:
            before, after = (_said(key, value) or _("无") for value in changed[key])
            yield _("%(fact)s：%(before)s → %(after)s") % {"fact": label, "before": before, "after": after}
        elif key in detail:
            yield _("%(fact)s：%(value)s") % {"fact": label, "value": _said(key, detail[key])}


def _said(key: str, value: object) -> str:
    if key == "kind":
        return kind_label(str(value))
    if key == "kinds" and isinstance(value, list):
        return "、".join(kind_label(str(kind)) for kind in value)
    if key == "sort" and value in UnitName.Sort.values:
        return str(UnitName.Sort(value).label)
    if key == "part" and value in Post.Part.values:
        return str(Post.Part(value).label)
    return str(value)
