"""Sign in and out; accounts for the administrator; events for the auditor."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.core import audit
from luoshi.core.actions import accounts as verbs
from luoshi.core.actions.sign_in import check_credentials
from luoshi.core.forms import SignInForm, show
from luoshi.core.models import Chain, Jurisdiction, Role, User
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.queries import accounts, recent_events
from luoshi.core.request import me, own_jurisdiction
from luoshi.core.wording import doer, subject, worded


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The only page that a stranger sees."""
    form = SignInForm(request.POST or None)
    if form.is_valid():
        try:
            login(request, check_credentials(request, **form.cleaned_data, now=timezone.now()))
            return redirect(_next(request))
        except Refusal as refusal:
            show(form, refusal)
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "core/sign_in.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "cockpit:board"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("core:sign-in")


@login_required
@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    """Accounts of the jurisdiction, for its administrator."""
    require(holds(request.user, Role.ADMINISTRATOR))
    return render(request, "core/accounts.html", {"accounts": accounts(own_jurisdiction(request))})


@login_required
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the account a random password and show it once."""
    user = get_object_or_404(User, pk=pk, jurisdiction=own_jurisdiction(request))
    password = verbs.new_password()
    verbs.reset_password(user, password=password, actor=me(request), now=timezone.now())
    text = _("账号“%(name)s”的新密码是 %(password)s ,只显示这一次。")
    messages.success(request, text % {"name": user.username, "password": password})
    return redirect("core:accounts")


@login_required
@require_POST
def switch_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch the account off, or on again."""
    user = get_object_or_404(User, pk=pk, jurisdiction=own_jurisdiction(request))
    active = request.POST.get("active") == "1"
    verbs.switch_account(user, active=active, actor=me(request), now=timezone.now())
    return redirect("core:accounts")


@login_required
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """The latest events and whether the chain is whole."""
    require(holds(request.user, Role.AUDITOR))
    jurisdiction = own_jurisdiction(request)
    events = [
        {"event": event, "actor": doer(event), "text": worded(event), "subject": subject(event)}
        for event in recent_events(jurisdiction)
    ]
    chain = _chain_state(jurisdiction, verify="verify" in request.GET)
    return render(request, "core/events.html", {"events": events, "chain": chain})


def _chain_state(jurisdiction: Jurisdiction, *, verify: bool) -> dict[str, object]:
    """Length of the chain; walking it takes a second per some ten thousand events, so only on demand."""
    chain = Chain.objects.filter(jurisdiction=jurisdiction).first()
    broken = audit.first_break(chain) if chain and verify else None
    return {
        "checked": verify,
        "ok": broken is None,
        "count": chain.length if chain else 0,
        "broken_at": broken.position if broken else None,
    }
