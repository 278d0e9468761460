"""Documents, the versions read from them, what they hold, and how people settled what was unsure."""

from luoshi.plans.models.contents import Damage, Deliverable, Responsibility, Section, Target, Task
from luoshi.plans.models.documents import Document, Finding
from luoshi.plans.models.review import Doubt, Revision
from luoshi.plans.models.versions import Plan, PlanVersion, Publication

__all__ = [
    "Damage",
    "Deliverable",
    "Document",
    "Doubt",
    "Finding",
    "Plan",
    "PlanVersion",
    "Publication",
    "Responsibility",
    "Revision",
    "Section",
    "Target",
    "Task",
]
