"""Write down what a person has to settle before a version is published."""

from django.db import transaction

from luoshi.plans.actions.resolve_names import resolve_names
from luoshi.plans.models import Doubt, PlanVersion
from luoshi.plans.review.doubts import Raised, in_order
from luoshi.plans.review.name_book import NameDoubt


def raise_doubts(version: PlanVersion) -> None:
    """A doubt for every finding and every name that is not certain, in order of weight.

    Ties the names that are certain to their units. Runs in the transaction of reading.
    """
    found = [
        Raised(
            code=finding.code,
            severity=finding.severity,
            start=finding.start,
            end=finding.end,
            finding=finding.pk,
            params=finding.params,
            confidence=finding.confidence,
        )
        for finding in version.document.findings.all()
    ]
    found += [raised_name(name) for name in resolve_names(version)]
    Doubt.objects.bulk_create(
        [row(version, ordinal, each) for ordinal, each in enumerate(in_order(found))], batch_size=500
    )
    version.doubts_raised = True
    version.save(update_fields=["doubts_raised"])


def raise_missing_doubts() -> int:
    """For what a release without a review read and nobody published: its doubts. How many versions."""
    missing = PlanVersion.objects.filter(doubts_raised=False, publication__isnull=True)
    return sum(_raise_once(pk) for pk in missing.values_list("pk", flat=True))


@transaction.atomic
def _raise_once(version_id: int) -> bool:
    version = PlanVersion.objects.select_for_update().get(pk=version_id)
    if version.doubts_raised:
        return False
    raise_doubts(version)
    return True


def raised_name(name: NameDoubt) -> Raised:
    """A doubt about a name, as one among those of the compiler."""
    return Raised(
        code=name.code,
        severity=name.severity,
        start=name.start,
        end=name.end,
        params=name.params,
        weight=name.weight,
    )


def row(version: PlanVersion, ordinal: int, raised: Raised) -> Doubt:
    """As it is kept."""
    return Doubt(
        version=version,
        ordinal=ordinal,
        code=raised.code,
        severity=raised.severity,
        finding_id=raised.finding,
        params=dict(raised.params),
        start=raised.start,
        end=raised.end,
    )
