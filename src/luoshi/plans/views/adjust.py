"""What changes between versions: an edition that is to adjust the plan, and any two versions."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.request import me, own_jurisdiction, watched_jurisdiction
from luoshi.plans import queries
from luoshi.plans.actions.publish import hindrance_of, open_doubts
from luoshi.plans.compare_page import groups
from luoshi.plans.comparison import Comparison, compared
from luoshi.plans.forms.documents import AdjustForm, VersionsForm
from luoshi.plans.models import Document, PlanVersion
from luoshi.web.days import as_of


@login_required
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The document against the version that it would replace, or did replace."""
    require(holds(me(request), Role.SUPERVISION, Role.AUDITOR))
    return comparison_page(request, document_of(request, pk), form=None)


def document_of(request: HttpRequest, pk: int) -> Document:
    """A document of the account's jurisdiction with its version; else not found."""
    documents = Document.objects.select_related("version__publication__plan", "jurisdiction")
    return get_object_or_404(documents, pk=pk, jurisdiction=own_jurisdiction(request))


def comparison_page(
    request: HttpRequest, document: Document, *, form: AdjustForm | None, status: int = 200
) -> HttpResponse:
    """The differences, and for the supervision office the form that puts the document in force.

    ``form`` is one that was refused; its fingerprint becomes that of what is shown now.
    """
    new = queries.version_of(document)
    old = queries.version_before(new) if new is not None else None
    comparison = compared(old, new) if old is not None and new is not None else None
    may = _may_adjust(request, comparison)
    context = _worded(comparison) | {
        "document": document,
        "doubts": open_doubts(comparison.new) if may and comparison else {},
        "refused": form,
        "form": _form(form, comparison) if may and comparison else None,
    }
    return render(request, "plans/compare.html", context, status=status)


def _may_adjust(request: HttpRequest, comparison: Comparison | None) -> bool:
    if comparison is None or not comparison.difference.changes or not holds(me(request), Role.SUPERVISION):
        return False
    return not hasattr(comparison.new, "publication") and not hindrance_of(comparison.new)


def _form(refused: AdjustForm | None, comparison: Comparison) -> AdjustForm:
    if refused is not None:
        refused.data = refused.data.copy()
        refused.data["fingerprint"] = comparison.fingerprint
        return refused
    day = _likely_day(timezone.localdate(), comparison.old)
    return AdjustForm(initial={"effective_from": day, "fingerprint": comparison.fingerprint})


def _likely_day(today: date, replaced: PlanVersion) -> date:
    """Today, kept within the plan's year and not before the version that is replaced."""
    since = replaced.publication.effective_from
    return max(since, min(today, date(since.year, 12, 31)))


def _worded(comparison: Comparison | None) -> dict[str, object]:
    return {
        "comparison": comparison,
        "groups": groups(comparison) if comparison else [],
        "total": len(comparison.difference.changes) if comparison else 0,
        "strangers": comparison is not None and not comparison.difference.alignment.items.both,
    }


@login_required
@require_safe
def compare_plans(request: HttpRequest) -> HttpResponse:
    """Any two versions that were ever in force: of two years, or of one."""
    jurisdiction = watched_jurisdiction(request)
    versions = queries.versions_in_order(jurisdiction)
    chosen = _chosen(request, versions)
    comparison = compared(*chosen) if chosen else None
    initial = {"from": f"v{chosen[0].pk}", "to": f"v{chosen[1].pk}"} if chosen else {}
    context = _worded(comparison) | {"form": VersionsForm(initial=initial, versions=versions)}
    return render(request, "plans/compare_plans.html", context)


def _chosen(request: HttpRequest, versions: list[PlanVersion]) -> tuple[PlanVersion, PlanVersion] | None:
    """The versions that the address names; the last two where it names none."""
    wanted = request.GET.get("from", ""), request.GET.get("to", "")
    if not any(wanted):
        return (versions[-2], versions[-1]) if len(versions) > 1 else None
    day = as_of(request)
    old, new = (queries.version_named(each, versions, as_of=day) for each in wanted)
    if old is None or new is None:
        raise Http404
    return old, new
