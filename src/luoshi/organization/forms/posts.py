"""Forms on people and their posts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.organization.actions.posts import PostEntry
from luoshi.organization.forms.fields import RosterVerb, UnitField, day_field
from luoshi.organization.models import Post


class PostForm(RosterVerb):
    """Who is what from which day to which."""

    person = forms.CharField(label=_("姓名"), max_length=50, help_text=_("同名的人加注区分，如“张伟(女)”。"))
    part = forms.ChoiceField(label=_("职责"), choices=Post.Part.choices)
    unit = UnitField(label=_("所在单位"), required=False, help_text=_("分管领导不填。"))
    title = forms.CharField(label=_("职务"), required=False, max_length=100)
    fields_of_work = forms.CharField(
        label=_("分管领域"),
        required=False,
        max_length=500,
        help_text=_("只有分管领导填，用顿号隔开，如“规划建设、生态环境”。"),
    )
    since = day_field(_("任职日期"), help_text=_("不清楚可以不填，表示一直都是。"))
    until = day_field(_("离任日期"), help_text=_("在任的不填。"))

    def entry(self) -> PostEntry:
        """What was entered; call it on a valid form."""
        entered = self.cleaned_data
        return PostEntry(
            person=entered["person"],
            part=Post.Part(entered["part"]),
            unit=entered["unit"],
            title=entered["title"],
            fields=entered["fields_of_work"],
            since=entered["since"],
            until=entered["until"],
        )


def facts_of(post: Post) -> dict[str, object]:
    """A post as the form shows it."""
    return {
        "person": post.person.name,
        "part": post.part,
        "unit": post.unit.name if post.unit else "",
        "title": post.title,
        "fields_of_work": post.fields,
        "since": post.since,
        "until": post.until,
    }


class EndPostForm(RosterVerb):
    """The last day of a post, and who follows."""

    last = day_field(_("最后一天"), required=True)
    successor = forms.CharField(
        label=_("由谁接任"), required=False, max_length=50, help_text=_("填了就从第二天起接任，职务相同。")
    )
