"""Keep people's posts: give one, put it right, end it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.models import Jurisdiction
from luoshi.core.problems import Conflict, Refusal
from luoshi.organization.actions.hand import Hand, differing
from luoshi.organization.actions.roster_checks import day_before, require_days
from luoshi.organization.checks import Spell, claim_of, overlapping
from luoshi.organization.models import Person, Post, Unit
from luoshi.organization.naming import folded


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post as entered. A lead official's has fields of work and no unit; the others have a unit."""

    person: str
    part: Post.Part
    unit: Unit | None = None
    title: str = ""
    fields: str = ""
    since: date | None = None
    until: date | None = None


@transaction.atomic
def give_post(entry: PostEntry, *, jurisdiction: Jurisdiction, hand: Hand) -> Post:
    """The person holds the post for these days; somebody new is entered.

    Refuses what :func:`correct_post` refuses.
    """
    hand.take(jurisdiction)
    post = Post(person=_person(entry.person, jurisdiction))
    _fill(post, entry, jurisdiction)
    post.save()
    hand.write("post.given", post, jurisdiction, _facts(post))
    return post


@transaction.atomic
def correct_post(pk: int, entry: PostEntry, *, jurisdiction: Jurisdiction, hand: Hand) -> Post:
    """Put right what was entered wrongly.

    Refuses an end before the beginning, a second head of a unit, and a post held twice, on one day.
    """
    hand.take(jurisdiction)
    post = _own_post(pk, jurisdiction)
    before = _facts(post)
    post.person = _person(entry.person, jurisdiction)
    _fill(post, entry, jurisdiction)
    changes = differing(before, _facts(post))
    if not changes:
        raise Refusal(_("没有改动，不需要保存。"))
    post.save()
    hand.write("post.corrected", post, jurisdiction, {**_who(post), "changes": changes})
    return post


@transaction.atomic
def end_post(pk: int, *, last: date, jurisdiction: Jurisdiction, hand: Hand) -> Post:
    """``last`` is the last day on which the person holds the post."""
    hand.take(jurisdiction)
    post = _own_post(pk, jurisdiction)
    if post.until is not None and post.until <= last:
        raise Conflict(_("这个任职已于%(until)s结束。") % {"until": post.until})
    require_days(post.since, last)
    post.until = last
    post.save(update_fields=["until"])
    hand.write("post.ended", post, jurisdiction, {**_who(post), "until": last})
    return post


@transaction.atomic
def hand_over(pk: int, entry: PostEntry, *, jurisdiction: Jurisdiction, hand: Hand) -> Post:
    """Somebody else holds the post from the entry's first day on; the one before, until the day before."""
    if entry.since is None:
        raise Refusal(_("请填写接任的日期。"), field="since")
    end_post(pk, last=day_before(entry.since), jurisdiction=jurisdiction, hand=hand)
    return give_post(entry, jurisdiction=jurisdiction, hand=Hand(hand.actor, hand.now))


def _own_post(pk: int, jurisdiction: Jurisdiction) -> Post:
    posts = Post.objects.select_related("person", "unit").filter(person__jurisdiction=jurisdiction)
    post = posts.filter(pk=pk).first()
    if post is None:
        raise Conflict(_("这个任职已经不在名册里，请刷新页面。"))
    return post


def _person(entered: str, jurisdiction: Jurisdiction) -> Person:
    name = folded(entered)
    if not name:
        raise Refusal(_("请填写姓名。"), field="person")
    known = Person.objects.filter(jurisdiction=jurisdiction, name=name).first()
    return known or Person.objects.create(jurisdiction=jurisdiction, name=name)


def _fill(post: Post, entry: PostEntry, jurisdiction: Jurisdiction) -> None:
    _require_place(entry, jurisdiction)
    require_days(entry.since, entry.until)
    post.part, post.unit = entry.part, entry.unit
    post.title, post.fields = entry.title.strip(), entry.fields.strip()
    post.since, post.until = entry.since, entry.until
    _require_alone(post, jurisdiction)


def _require_place(entry: PostEntry, jurisdiction: Jurisdiction) -> None:
    leads = entry.part == Post.Part.LEADER
    if entry.unit is not None and entry.unit.jurisdiction_id != jurisdiction.pk:
        raise Refusal(_("“%(name)s”不是本地区的单位。") % {"name": entry.unit}, field="unit")
    if leads and entry.unit is not None:
        raise Refusal(_("分管领导不填单位；是某单位的负责人就选“单位负责人”。"), field="unit")
    if not leads and entry.unit is None:
        raise Refusal(_("请填在哪个单位任职。"), field="unit")
    if not leads and entry.fields.strip():
        raise Refusal(_("只有分管领导才填分管领域。"), field="fields")


def _require_alone(post: Post, jurisdiction: Jurisdiction) -> None:
    """One query."""
    mine = _claim(post)
    others = Post.objects.filter(person__jurisdiction=jurisdiction, part=post.part, unit=post.unit)
    for other in others.exclude(pk=post.pk).select_related("person"):
        if overlapping([mine, _claim(other)]):
            raise Refusal(_words_of_overlap(other), field="since")


def _claim(post: Post) -> Spell:
    about = claim_of(str(post.part), person=post.person_id, unit=post.unit_id, title=post.title)
    return Spell(about, post.since, post.until, post)


def _words_of_overlap(other: Post) -> str:
    details = {
        "person": other.person,
        "since": other.since or _("一直以来"),
        "until": other.until or _("今后"),
        "unit": other.unit or "",
        "post": other.title or other.get_part_display(),
    }
    if other.part == Post.Part.HEAD:
        message = _(
            "任职时间重叠：%(person)s自%(since)s至%(until)s是%(unit)s的负责人，一个单位同一天只有一位负责人。请先结束前任的任职。"
        )
    else:
        message = _("任职时间重叠：%(person)s自%(since)s至%(until)s已任%(unit)s%(post)s。请改正日期。")
    return message % details


def _who(post: Post) -> dict[str, object]:
    return {"person": post.person.name, "part": str(post.part), "unit": str(post.unit or "")}


def _facts(post: Post) -> dict[str, object]:
    return {
        **_who(post),
        "title": post.title,
        "fields": post.fields,
        "since": post.since,
        "until": post.until,
    }
