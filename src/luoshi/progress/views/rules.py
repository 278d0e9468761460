"""The rules by which lights are computed, and the choice among them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.core.models import Role
from luoshi.core.policy import holds
from luoshi.core.request import me, watched_jurisdiction
from luoshi.engines import lights
from luoshi.progress import queries
from luoshi.progress.actions.choose_rules import choose_rules
from luoshi.progress.forms import RulesForm
from luoshi.web.days import as_of


@login_required
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Rule families, which one is in force, and the choice of another."""
    jurisdiction = watched_jurisdiction(request)
    may_choose = holds(me(request), Role.SUPERVISION)
    form = RulesForm(request.POST or None, initial={"since": timezone.localdate()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            choose_rules(jurisdiction, **form.cleaned_data, actor=me(request), now=timezone.now())
            messages.success(request, _("已选用。从生效日起的看板按新规则亮灯。"))
            return redirect("progress:rules")
    day = as_of(request)
    context = {
        "families": [lights.preset(family) for family in lights.PRESETS],
        "in_force": queries.family_on(jurisdiction, as_of=day),
        "chosen": jurisdiction.light_rules.select_related("chosen_by"),
        "form": form,
        "may_choose": may_choose,
        "as_of": day,
    }
    return render(request, "progress/rules.html", context, status=status)
