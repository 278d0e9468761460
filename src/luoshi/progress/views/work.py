"""What an account has to do."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luoshi.core.request import me, watched_jurisdiction
from luoshi.plans.queries import in_force
from luoshi.progress import queries
from luoshi.progress.support import quarter_named
from luoshi.progress.work import my_work
from luoshi.web.days import as_of


@login_required
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What the account has to do today."""
    jurisdiction, day = watched_jurisdiction(request), as_of(request)
    try:
        found = in_force(jurisdiction, as_of=day, year=request.GET.get("year", ""))
    except LookupError as error:
        raise Http404 from error
    if found is None:
        return render(request, "cockpit/no_plan.html")
    family = queries.family_on(jurisdiction, as_of=day)
    quarter = quarter_named(request.GET.get("quarter", ""))
    mine = my_work(me(request), found.version, as_of=day, family=family, quarter=quarter)
    context = {"work": mine, "as_of": day, "plan": found.version.publication.plan, "years": found.years}
    return render(request, "progress/work.html", context)
