"""Whatever a pack holds goes out as a workbook and comes in again as it was; a value that is changed in it arrives."""

from datetime import date

import pytest

from luoshi.registers.exchange.showing import export
from luoshi.registers.models import Record
from tests.registers.cases import case, names
from tests.registers.keeping import kept, liaison
from tests.registers.sheets import book, imported, tried
from tests.registers.test_every_pack_moves_a_target import play
from tests.registers.test_export_a_register import rows

pytestmark = pytest.mark.django_db
DAY = date(2023, 3, 1)
"""After every day of the examples, and the tests' today."""


@pytest.mark.parametrize("name", names())
def test_an_export_comes_in_again_and_changes_nothing(name: str) -> None:
    register = kept(name)
    count = len(play(case(name), register))
    data, shown = export(register, reader=liaison(), as_of=DAY)
    found = tried(register, data, day=DAY)
    assert found.problems == []
    assert shown == count
    assert (found.counts["new"], found.counts["changed"], found.counts["unchanged"]) == (0, 0, count)


@pytest.mark.parametrize("name", names())
def test_a_label_changed_in_an_export_arrives(name: str) -> None:
    of, register = case(name), kept(name)
    play(of, register)
    data, _count = export(register, reader=liaison(), as_of=DAY)
    label = of.pack.field(of.pack.label).title.zh
    changed = [{**line, label: "改后的名称"} for line in rows(data)]
    done = imported(register, book(changed, name=of.pack.title.zh), day=DAY)
    assert done.counts["changed"] == len(changed)
    assert set(Record.objects.values_list("label", flat=True)) == {"改后的名称"}
