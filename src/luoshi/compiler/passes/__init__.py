"""Passes of one shape: ``(plan, context) -> (plan, findings)``, run in this order."""

from collections.abc import Callable

from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Plan
from luoshi.compiler.passes import checks, damage, deliverables, doubts, outline, responsibility, targets
from luoshi.compiler.passes.context import Context

Pass = Callable[[Plan, Context], tuple[Plan, tuple[Diagnostic, ...]]]

PASSES: tuple[Pass, ...] = (
    outline.run,
    responsibility.run,
    damage.run,
    targets.run,
    deliverables.run,
    doubts.run,
    checks.run,
)


def run_all(context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """The finished plan and every finding in printed order."""
    plan = Plan(year=context.year)
    found: list[Diagnostic] = [*context.source.findings]
    for each in PASSES:
        plan, more = each(plan, context)
        found += more
    return plan, tuple(sorted(found, key=lambda one: one.span or (-1, -1)))
