"""A table's row as a task: its number, its text, until when it is due and who answers for it."""

from collections.abc import Sequence

from luoshi.compiler.model import Party, Responsibility, Span, Task
from luoshi.compiler.passes.clauses import listed
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.labels import COOP, EITHER, LEAD, LEADER
from luoshi.compiler.passes.numbering import as_number
from luoshi.compiler.passes.rows import Row, row_number
from luoshi.compiler.passes.titles import first_sentence


def task_of_row(context: Context, row: Row, section: int | None) -> Task:
    """The task of a row; a clause inside its text speaks where its columns name no one."""
    text = context.source.text
    number, body = row_number(text, row)
    clauses = context.clauses_in(body)
    named: dict[str, list[Party]] = {role: [] for role in (LEADER, LEAD, EITHER, COOP)}
    for role, cells in row.who.items():
        for cell in cells:
            for kind, names in _cell_names(context, cell, role, people=row.people).items():
                named[kind] += [name for name in names if name not in named[kind]]
    leads, either = named[LEAD], named[EITHER]
    return Task(
        number=as_number(number),
        section=section,
        span=Span(min(row.span.start, body.start), max(row.span.end, body.end)),
        body=body,
        title=first_sentence(text, Span(max(row.head.start, body.start), max(row.head.end, body.start))),
        due=row.due or context.deadline_in(body) or next((each.due for each in clauses if each.due), None),
        responsibility=Responsibility(
            leaders=_once(named[LEADER]),
            lead_units=_once(leads or either),
            coop_units=_once([*(either if leads else ()), *named[COOP]]),
            spans=tuple(sorted({cell for cells in row.who.values() for cell in cells})),
        ),
    )


def _cell_names(context: Context, cell: Span, role: str, *, people: bool) -> dict[str, list[Party]]:
    """Names of a cell by role; a cell may hold a whole clause with labels of its own."""
    clauses = context.clauses_in(cell)
    if clauses and any(clause.labels for clause in clauses):
        return {
            LEADER: [name for clause in clauses for name in clause.leaders],
            LEAD: [name for clause in clauses for name in clause.leads],
            COOP: [name for clause in clauses for name in clause.coops],
        }
    return listed(context.source.text, cell, role=role, with_people=people and role != LEADER)


def _once(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple({party.name: party for party in reversed(parties)}.values())[::-1]
