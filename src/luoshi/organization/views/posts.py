"""People and their posts: the list of a day, a new post, and one post to correct or end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.policy import require
from luoshi.core.queries import events_about
from luoshi.core.request import own_jurisdiction
from luoshi.organization.actions import posts as verbs
from luoshi.organization.actions.hand import Hand
from luoshi.organization.actions.roster import revision_of
from luoshi.organization.actions.roster_checks import day_after
from luoshi.organization.directory import names_offered, posts_on
from luoshi.organization.forms import posts as forms
from luoshi.organization.history import entries
from luoshi.organization.models import Post, Unit
from luoshi.organization.views.verbs import back_to, carried_out, gone_on, made, may_edit, reader_of
from luoshi.web.days import as_of


@login_required
@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    """Lead officials, heads and liaisons of the day; other days' posts apart."""
    jurisdiction, day = reader_of(request), as_of(request)
    wanted = request.GET.get("q", "").strip()
    context = {
        "posts": posts_on(jurisdiction, as_of=day, wanted=wanted),
        "wanted": wanted,
        "as_of": day,
        "may_edit": may_edit(request),
    }
    return render(request, "organization/posts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_post(request: HttpRequest) -> HttpResponse:
    """The form that gives somebody a post; ``?unit=`` names the unit, ``?person=`` who."""
    require(may_edit(request))
    jurisdiction = own_jurisdiction(request)
    wanted = request.GET.get("unit", "")
    unit = Unit.objects.filter(jurisdiction=jurisdiction, pk=int(wanted) if wanted.isdigit() else 0).first()
    initial = {
        "person": request.GET.get("person", ""),
        "unit": str(unit or ""),
        "part": Post.Part.HEAD if unit else Post.Part.LEADER,
    }
    form = made(forms.PostForm, request, verb="give", seen=revision_of(jurisdiction), initial=initial)

    def act(form: forms.PostForm, hand: Hand) -> HttpResponse:
        post = verbs.give_post(form.entry(), jurisdiction=jurisdiction, hand=hand)
        messages.success(request, _("已登记%(post)s。") % {"post": post})
        return gone_on(request, "organization:posts")

    answer, status = carried_out(request, {"give": form}, {"give": act})
    context = {"form": form, "names": names_offered(jurisdiction), "back": back_to(request)}
    return answer or render(request, "organization/new_post.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def post_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One post: correct it, or end it and say who follows."""
    jurisdiction = reader_of(request)
    posts = Post.objects.select_related("person", "unit").filter(person__jurisdiction=jurisdiction)
    post = get_object_or_404(posts, pk=pk)
    seen = revision_of(jurisdiction)
    offered = {
        "correct": made(forms.PostForm, request, verb="correct", seen=seen, initial=forms.facts_of(post)),
        "end": made(forms.EndPostForm, request, verb="end", seen=seen),
    }

    def correct(form: forms.PostForm, hand: Hand) -> HttpResponse:
        verbs.correct_post(post.pk, form.entry(), jurisdiction=jurisdiction, hand=hand)
        messages.success(request, _("已改正。"))
        return redirect("organization:post", post.pk)

    def end(form: forms.EndPostForm, hand: Hand) -> HttpResponse:
        last, successor = form.cleaned_data["last"], form.cleaned_data["successor"]
        if successor:
            entry = _following(post, successor, form)
            verbs.hand_over(post.pk, entry, jurisdiction=jurisdiction, hand=hand)
        else:
            verbs.end_post(post.pk, last=last, jurisdiction=jurisdiction, hand=hand)
        messages.success(
            request, _("%(person)s的任职到%(last)s为止。") % {"person": post.person, "last": last}
        )
        return redirect("organization:post", post.pk)

    answer, status = carried_out(request, offered, {"correct": correct, "end": end})
    context = {
        "post": get_object_or_404(posts, pk=pk),
        "forms": offered if may_edit(request) else {},
        "names": names_offered(jurisdiction) if may_edit(request) else [],
        "entries": entries(events_about(jurisdiction, [("organization.post", str(pk))])),
    }
    return answer or render(request, "organization/post.html", context, status=status)


def _following(post: Post, successor: str, form: forms.EndPostForm) -> verbs.PostEntry:
    """The same post for somebody else from the next day on."""
    return verbs.PostEntry(
        person=successor,
        part=Post.Part(post.part),
        unit=post.unit,
        title=post.title,
        fields=post.fields,
        since=day_after(form.cleaned_data["last"]),
    )
