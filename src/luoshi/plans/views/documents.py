"""Documents: the list, taking one in, and what the compiler found."""

from collections import Counter

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.forms import show
from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction
from luoshi.plans import queries
from luoshi.plans.actions.publish import hindrance_of, in_force_already, open_doubts
from luoshi.plans.actions.receive_document import Incoming, receive_document
from luoshi.plans.forms.documents import DocumentForm
from luoshi.plans.models import Document
from luoshi.web.language import language


@login_required
@require_http_methods(["GET", "POST"])
def document_list(request: HttpRequest) -> HttpResponse:
    """All documents; the supervision office adds one here."""
    jurisdiction = own_jurisdiction(request)
    may_add = holds(me(request), Role.SUPERVISION)
    require(may_add or holds(me(request), Role.AUDITOR))
    form = DocumentForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        require(may_add)
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            # One byte over the limit is enough to refuse it; the rest need not come into memory.
            data = file.read(settings.DOCUMENT_LIMIT + 1)
            incoming = Incoming(data=data, name=file.name, year=form.cleaned_data["year"])
            try:
                document = receive_document(
                    incoming, jurisdiction=jurisdiction, actor=me(request), now=timezone.now()
                )
                return redirect("plans:document", document.pk)
            except Refusal as refusal:
                show(form, refusal)
                status = refusal.status
    context = {"documents": queries.documents(jurisdiction), "form": form, "may_add": may_add}
    return render(request, "plans/documents.html", context, status=status)


@login_required
@require_safe
def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Findings of one document. While it waits to be read, the page asks again by itself."""
    require(holds(me(request), Role.SUPERVISION, Role.AUDITOR))
    document = get_object_or_404(
        Document.objects.select_related("version__publication", "file", "jurisdiction"),
        pk=pk,
        jurisdiction=own_jurisdiction(request),
    )
    ready = holds(me(request), Role.SUPERVISION) and queries.awaits_publishing(document)
    hindrance = hindrance_of(document.version) if ready else ""
    doubts = open_doubts(document.version) if ready and not hindrance else Counter()
    adjusts = ready and not hindrance and in_force_already(document.version)
    context = {
        "document": document,
        "waiting": document.state == Document.State.RECEIVED,
        "findings": queries.worded_findings(document, language=language()),
        "summary": queries.summary(document),
        "may_publish": ready and not hindrance and not adjusts and not doubts["error"],
        "adjusts": adjusts,
        "doubts": doubts,
        "open_doubts": doubts.total(),
        "hindrance": hindrance,
        "failed": document.state == Document.State.FAILED,
        "shown": queries.SHOWN,
        "other_place": queries.names_another_place(document),
        "reading": queries.reading(document) if ready else [],
        "overall": queries.overall_targets(document),
    }
    partial = request.headers.get("HX-Request") == "true"
    return render(request, "plans/_document.html" if partial else "plans/document.html", context)
