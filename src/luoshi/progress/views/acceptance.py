"""The office looks into what unit heads confirmed: accept it, or give it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Conflict, Refusal
from luoshi.core.request import me, watched_jurisdiction
from luoshi.progress.acceptance import to_accept, units_waiting, with_what_was_before
from luoshi.progress.actions.accept_reading import accept_readings, send_back_reading
from luoshi.progress.forms import SendBackForm
from luoshi.progress.models import Reading

PER_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Confirmed figures that wait for the office, the oldest first; POST accepts or gives back."""
    require(holds(me(request), Role.SUPERVISION))
    if request.method != "POST":
        return _page(request)
    verb = _send_back if request.POST.get("verb") == "send-back" else _accept
    try:
        messages.success(request, verb(request))
    except Refusal as refusal:
        return _page(request, refusal=refusal)
    return redirect(request.get_full_path())


def _accept(request: HttpRequest) -> str:
    """Those that were ticked, or the one whose own button was pressed."""
    ticked = [request.POST["only"]] if "only" in request.POST else request.POST.getlist("reading")
    own = Reading.objects.filter(target__version__document__jurisdiction=watched_jurisdiction(request))
    found = own.filter(pk__in=[each for each in ticked if each.isdecimal()]).values_list("pk", flat=True)
    if len(found) < len(set(ticked)):
        raise Conflict(_("有的数据已经不在，请刷新后再试。"))
    done = accept_readings(found, actor=me(request), now=timezone.now())
    return ngettext("已核定 %(n)d 条数据。", "已核定 %(n)d 条数据。", len(done)) % {"n": len(done)}


def _send_back(request: HttpRequest) -> str:
    form = SendBackForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("退回原因最多写500字。"), field="reason")
    own = Reading.objects.filter(target__version__document__jurisdiction=watched_jurisdiction(request))
    reading = get_object_or_404(own, pk=form.cleaned_data["reading"])
    send_back_reading(reading.pk, reason=form.cleaned_data["reason"], actor=me(request), now=timezone.now())
    return _("已退回，填报人会在“退回待改”里看到原因。看板不再采用这条数据。")


def _page(request: HttpRequest, *, refusal: Refusal | None = None) -> HttpResponse:
    waiting = to_accept(watched_jurisdiction(request), me(request))
    unit = request.GET.get("unit", "")
    chosen = waiting.filter(unit=int(unit)) if unit.isdecimal() else waiting
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": with_what_was_before(page.object_list),
        "units": units_waiting(waiting),
        "unit": int(unit) if unit.isdecimal() else None,
        "refusal": refusal,
        "sent": request.POST,
        "ticked": request.POST.getlist("reading"),
    }
    return render(request, "progress/accept.html", context, status=refusal.status if refusal else 200)
