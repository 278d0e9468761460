"""What all pages that change the roster share: who may, which form was sent, where to go on."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from luoshi.core.forms import show
from luoshi.core.models import Jurisdiction, Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction
from luoshi.organization.actions.hand import Hand
from luoshi.organization.forms.fields import RosterVerb

READERS = (Role.SUPERVISION, Role.AUDITOR, Role.ASSESSMENT, Role.ECONOMY)
V = TypeVar("V", bound=RosterVerb)
Act = Callable[[Any, Hand], HttpResponse]
"""Carries a valid form out and says where to go on; may refuse."""


def reader_of(request: HttpRequest) -> Jurisdiction:
    """The jurisdiction whose roster the account may read; refuses liaisons, heads and administrators."""
    require(holds(me(request), *READERS))
    return own_jurisdiction(request)


def may_edit(request: HttpRequest) -> bool:
    """Whether the account keeps the roster."""
    return holds(me(request), Role.SUPERVISION)


def made(
    form_of: type[V],
    request: HttpRequest,
    *,
    verb: str,
    seen: int,
    initial: Mapping[str, object] | None = None,
) -> V:
    """The verb's form on its page: filled with what was sent where this verb was sent."""
    sent = request.method == "POST" and request.POST.get("verb") == verb
    return form_of(
        request.POST if sent else None,
        request.FILES if sent else None,
        jurisdiction=own_jurisdiction(request),
        seen=seen,
        initial=initial,
        prefix=verb,
    )


def carried_out(
    request: HttpRequest, forms: Mapping[str, RosterVerb], acts: Mapping[str, Act]
) -> tuple[HttpResponse | None, int]:
    """The answer to a form that was sent, or the status under which its page is shown (again)."""
    if request.method != "POST":
        return None, HTTPStatus.OK
    require(may_edit(request))
    verb = request.POST.get("verb", "")
    form = forms.get(verb)
    if form is None:
        messages.error(request, _("没有这种操作，什么也没有改。请刷新页面后再试。"))
        return None, HTTPStatus.UNPROCESSABLE_ENTITY
    if not form.is_valid():
        return None, HTTPStatus.UNPROCESSABLE_ENTITY
    hand = Hand(me(request), timezone.now(), form.cleaned_data["seen"])
    try:
        return acts[verb](form, hand), HTTPStatus.OK
    except Refusal as refusal:
        show(form, refusal)
        return None, refusal.status


def back_to(request: HttpRequest) -> str:
    """The page of ours that sent the reader here, from ``?back=``; empty where none or a stranger's did."""
    wanted = request.POST.get("back") or request.GET.get("back", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else ""


def gone_on(request: HttpRequest, otherwise: str, *args: object) -> HttpResponse:
    """Back to where the reader came from, or to this page."""
    return redirect(back_to(request) or otherwise, *(() if back_to(request) else args))
