"""The roster as a workbook: download it, look at what an upload would change, carry it out."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.files import keep, path_of
from luoshi.core.forms import show
from luoshi.core.models import Jurisdiction, Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Conflict, Refusal
from luoshi.core.request import me, own_jurisdiction
from luoshi.organization.actions.import_roster import XLSX, Trial, import_roster, try_roster
from luoshi.organization.exchange.known import known_roster
from luoshi.organization.exchange.writing import report, template, workbook
from luoshi.organization.forms.exchange import RosterForm
from luoshi.organization.views.trial import shown

_DAY_IN_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook between its trial and its import: where its bytes lie and what it was compared with."""

    name: str
    sha256: str
    revision: int

    def signed(self, jurisdiction: Jurisdiction) -> str:
        """As the page carries it."""
        return signing.dumps([self.name, self.sha256, self.revision], salt=_salt(jurisdiction))

    def data(self) -> bytes:
        """The bytes; refuses where they are gone."""
        path = path_of(self.sha256)
        if not path.is_file():
            raise Conflict(_("上传的文件已清理，请重新上传。"), field="file")
        return path.read_bytes()


def _salt(jurisdiction: Jurisdiction) -> str:
    return f"roster:{jurisdiction.pk}"


def _upload(text: str, jurisdiction: Jurisdiction) -> Upload:
    """The upload that the page carried. Refuses one that is older than a day or not from our page."""
    try:
        return Upload(*signing.loads(text, salt=_salt(jurisdiction), max_age=_DAY_IN_SECONDS))
    except signing.BadSignature as bad:
        raise Conflict(_("这次核对已过期，请重新上传。"), field="file") from bad


@login_required
@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """First the trial of an upload, then, with ``kept``, its import."""
    require(holds(me(request), Role.SUPERVISION))
    if request.method != "POST":
        return _page(request, RosterForm())
    if "kept" in request.POST:
        return _confirmed(request)
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    file = form.cleaned_data["file"]
    jurisdiction = own_jurisdiction(request)
    data = file.read(settings.DOCUMENT_LIMIT + 1)
    try:
        trial = try_roster(data, jurisdiction=jurisdiction, actor=me(request))
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, form, status=refusal.status)
    upload = Upload(file.name, keep([data], media_type=XLSX).sha256, trial.revision)
    return _page(request, form, trial=trial, upload=upload, status=422 if trial.problems else 200)


def _confirmed(request: HttpRequest) -> HttpResponse:
    jurisdiction = own_jurisdiction(request)
    form = RosterForm({})
    try:
        upload = _upload(request.POST["kept"], jurisdiction)
        import_roster(
            upload.data(),
            name=upload.name,
            jurisdiction=jurisdiction,
            seen=upload.revision,
            actor=me(request),
            now=timezone.now(),
        )
    except Refusal as refusal:
        form.full_clean()
        form.errors.clear()
        show(form, refusal)
        return _page(request, form, status=refusal.status)
    messages.success(request, _("名册“%(name)s”已导入。") % {"name": upload.name})
    return redirect("organization:import")


def _page(
    request: HttpRequest,
    form: RosterForm,
    *,
    trial: Trial | None = None,
    upload: Upload | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, object] = {"form": form, "upload": upload}
    if trial is not None and upload is not None:
        context |= {"trial": shown(trial), "kept": upload.signed(own_jurisdiction(request))}
    return render(request, "organization/import.html", context, status=status)


@login_required
@require_safe
def import_report(request: HttpRequest) -> HttpResponse:
    """What was sent in, as a workbook with a column of problems."""
    require(holds(me(request), Role.SUPERVISION))
    jurisdiction = own_jurisdiction(request)
    upload = _upload(request.GET.get("kept", ""), jurisdiction)
    trial = try_roster(upload.data(), jurisdiction=jurisdiction, actor=me(request))
    name = upload.name.removesuffix(".xlsx") + _("-问题.xlsx")
    return _download(report(trial.tables, trial.problems), name)


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole roster, for whoever may see it."""
    jurisdiction = _readable_jurisdiction(request)
    name = _("%(place)s名册%(day)s.xlsx") % {"place": jurisdiction, "day": timezone.localdate()}
    return _download(workbook(known_roster(jurisdiction)), name)


@login_required
@require_safe
def empty(request: HttpRequest) -> HttpResponse:
    """The template."""
    _readable_jurisdiction(request)
    return _download(template(), _("名册模板.xlsx"))


def _readable_jurisdiction(request: HttpRequest) -> Jurisdiction:
    """The jurisdiction, for the offices that see the whole of it."""
    require(holds(me(request), Role.SUPERVISION, Role.AUDITOR, Role.ASSESSMENT, Role.ECONOMY))
    return own_jurisdiction(request)


def _download(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
