"""The page on which a government says which division it is, with a search over all editions."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.core.forms import show
from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction
from luoshi.organization import divisions
from luoshi.organization.actions.divisions import import_divisions, set_division_code
from luoshi.organization.forms.divisions import CodeForm, DivisionsForm


@login_required
@require_http_methods(["GET", "POST"])
def division(request: HttpRequest) -> HttpResponse:
    """Look a code up, set it, and, for the administrator, take in a later list."""
    require(holds(me(request), Role.SUPERVISION, Role.ADMINISTRATOR))
    jurisdiction = own_jurisdiction(request)
    initial = {"code": request.GET.get("code", jurisdiction.code), "seen": jurisdiction.code}
    code, file = CodeForm(initial=initial), DivisionsForm()
    status = 200
    if request.method == "POST":
        form: CodeForm | DivisionsForm
        if "code" in request.POST:
            form = code = CodeForm(request.POST)
        else:
            form = file = DivisionsForm(request.POST, request.FILES)
        if (status := _done(request, form)) == 200:
            return redirect("organization:division")
    query = request.GET.get("q", "")
    context = {
        "jurisdiction": jurisdiction,
        "code_form": code,
        "file_form": file if holds(me(request), Role.ADMINISTRATOR) else None,
        "present": _shown(divisions.places_of(jurisdiction.code) if jurisdiction.code else []),
        "query": query,
        "found": _shown(divisions.search(query)),
        "editions": [divisions.edition_label(each) for each in divisions.editions()],
    }
    return render(request, "organization/division.html", context, status=status)


def _shown(places: list[divisions.Place]) -> list[tuple[divisions.Place, str]]:
    return [(place, divisions.edition_label(place.edition)) for place in places]


def _done(request: HttpRequest, form: CodeForm | DivisionsForm) -> int:
    """Carry the form out; the status, with what was refused at its field."""
    if not form.is_valid():
        return 422
    jurisdiction, actor, now = own_jurisdiction(request), me(request), timezone.now()
    try:
        if isinstance(form, CodeForm):
            entered = form.cleaned_data
            set_division_code(jurisdiction, entered["code"], seen=entered["seen"], actor=actor, now=now)
            messages.success(request, _("行政区划代码已设为 %(code)s。") % {"code": entered["code"]})
        else:
            data = form.cleaned_data["file"].read(settings.DOCUMENT_LIMIT + 1)
            count = import_divisions(data, jurisdiction=jurisdiction, actor=actor, now=now)
            messages.success(request, _("已导入%(count)d个代码。") % {"count": count})
    except Refusal as refusal:
        show(form, refusal)
        return int(refusal.status)
    return 200
