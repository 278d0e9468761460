"""The office says of which targets each lead unit reports its share."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, watched_jurisdiction
from luoshi.organization.queries import organization_on
from luoshi.plans.queries import in_force
from luoshi.progress.actions.share_targets import share_targets
from luoshi.progress.forms import SharingForm
from luoshi.progress.sharing import Several, led_by_several


@login_required
@require_http_methods(["GET", "POST"])
def sharing(request: HttpRequest) -> HttpResponse:
    """Targets of the plan in force that several units lead, with what is chosen or proposed."""
    require(holds(me(request), Role.SUPERVISION))
    jurisdiction, today = watched_jurisdiction(request), timezone.localdate()
    try:
        found = in_force(jurisdiction, as_of=today, year=request.GET.get("year", ""))
    except LookupError as error:
        raise Http404 from error
    if found is None:
        return render(request, "cockpit/no_plan.html")
    several = led_by_several(found.version, organization_on(jurisdiction, as_of=today))
    form = SharingForm(request.POST or None, several=several)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _saved(request, form, several)
            except Refusal as refusal:
                form.add_error(None, refusal.message)
                status = refusal.status
    context = {"rows": form.rows(several), "form": form, "plan": found.version.publication.plan}
    return render(request, "progress/sharing.html", {**context, "years": found.years}, status=status)


def _saved(request: HttpRequest, form: SharingForm, several: list[Several]) -> HttpResponse:
    done = share_targets(form.chosen(several), actor=me(request), now=timezone.now())
    if done:
        text = ngettext("已保存 %(n)d 个目标的分报方式。", "已保存 %(n)d 个目标的分报方式。", len(done))
        messages.success(request, text % {"n": len(done)})
    else:
        messages.info(request, _("没有改动。"))
    return redirect(request.get_full_path())
