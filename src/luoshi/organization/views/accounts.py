"""Open an account with its place in the organization."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.core.actions.accounts import new_password
from luoshi.core.forms import show
from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction
from luoshi.organization.actions.open_member_account import open_member_account
from luoshi.organization.forms.accounts import AccountForm


@login_required
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """The administrator's form; the new password is shown once."""
    require(holds(me(request), Role.ADMINISTRATOR))
    jurisdiction = own_jurisdiction(request)
    form = AccountForm(request.POST or None, jurisdiction=jurisdiction)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            password = new_password()
            try:
                user = open_member_account(
                    form.account(),
                    jurisdiction=jurisdiction,
                    password=password,
                    now=timezone.now(),
                    actor=me(request),
                )
                text = _("账号“%(name)s”已开通，密码是 %(password)s ，只显示这一次。")
                messages.success(request, text % {"name": user.username, "password": password})
                return redirect("core:accounts")
            except Refusal as refusal:
                show(form, refusal)
                status = refusal.status
    return render(request, "organization/open_account.html", {"form": form}, status=status)
