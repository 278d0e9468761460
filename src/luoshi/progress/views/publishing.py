"""Put a document in force, as a year's first plan or as its adjustment."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.core.forms import show
from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, watched_jurisdiction
from luoshi.plans.forms.documents import AdjustForm
from luoshi.plans.models import Document
from luoshi.plans.views.adjust import comparison_page, document_of
from luoshi.progress.actions.adjust_plan import adjust_plan
from luoshi.progress.actions.publish_plan import publish_plan


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a document in force."""
    document = get_object_or_404(Document, pk=pk, jurisdiction=watched_jurisdiction(request))
    despite = "despite" in request.POST
    publish_plan(document, actor=me(request), now=timezone.now(), despite=despite)
    messages.success(request, _("计划已发布。"))
    return redirect("cockpit:board")


@login_required
@require_POST
def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an adjusted edition in force from a day on; what is refused comes back on the page that compares."""
    require(holds(me(request), Role.SUPERVISION))
    document, form = document_of(request, pk), AdjustForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            adjusted = adjust_plan(document, **form.cleaned_data, actor=me(request), now=timezone.now())
        except Refusal as refusal:
            show(form, refusal)
            status = refusal.status
        else:
            day = adjusted.effective_from.isoformat()
            messages.success(request, _("调整已核准，自 %(day)s 起执行。") % {"day": day})
            return redirect("cockpit:board")
    return comparison_page(request, document, form=form, status=status)
