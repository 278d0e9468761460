"""A pack file that does not hold together is refused with all its errors, each with line and remedy."""

import pytest

from luoshi.engines.registers import Pack, load_pack

SOUND = """\
pack: visits
version: 1
title: {zh: 走访台账, en: Visits}
description: {zh: 示例, en: an example}
source: {zh: 示例, en: an example}
serves: [走访]
key: number
label: name
fields:
  - {id: number, title: {zh: 编号, en: Number}, type: text, required: true, longest: 40}
  - {id: name, title: {zh: 企业, en: Enterprise}, type: text, required: true}
  - {id: amount, title: {zh: 金额, en: Amount}, type: money, unit: 万元}
  - {id: due_on, title: {zh: 期限, en: Due}, type: date}
  - id: kind
    title: {zh: 类别, en: Kind}
    type: choice
    choices: [{id: big, title: {zh: 大, en: big}}, {id: small, title: {zh: 小, en: small}}]
lifecycle:
  states:
    - {id: planned, title: {zh: 计划, en: Planned}, limit: {days: 5, count: working}}
    - {id: done, title: {zh: 完成, en: Done}, final: true}
  transitions:
    - {id: do, title: {zh: 完成, en: Do}, from: [planned], to: done, by: [liaison], needs: [amount]}
metrics:
  - {id: done, title: {zh: 走访数, en: Visits}, count: true, unit: 次, reached: [done]}
  - {id: spent, title: {zh: 金额, en: Spent}, sum: amount, reached: [done]}
  - {id: rate, title: {zh: 完成率, en: Rate}, ratio: {part: done, whole: done}}
"""


def load(text: str) -> list[str]:
    read = load_pack(text, name="p.yaml", language="en")
    return [] if isinstance(read, Pack) else [str(each) for each in read]


def test_a_sound_pack_loads() -> None:
    read = load_pack(SOUND, name="p.yaml")
    assert isinstance(read, Pack)
    assert read.metric("spent").unit == "万元"
    assert read.metric("rate").unit == "%"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("version: 1", "version: 1.5", "p.yaml:2: A version is a whole number from 1 on."),
        ("key: number", "key: amount", 'p.yaml:7: "amount" cannot be used here. Use one of: number.'),
        (
            "required: true, longest: 40",
            "required: true, longest: 101",
            'p.yaml:7: "number" cannot be used here.',
        ),
        ("type: date}", "type: day}", 'p.yaml:13: "day" cannot be used here.'),
        ("type: money, unit: 万元", "type: money", 'p.yaml:12: "unit" is missing.'),
        ("unit: 万元", "unit: 斤", 'p.yaml:12: "斤" cannot be used here.'),
        ("type: date}", "type: date, unit: 天}", 'p.yaml:13: A field of type date cannot have "unit".'),
        ("{id: name, title", "{id: number, title", 'p.yaml:11: The id "number" is already taken.'),
        ("days: 5", "days: 0", "p.yaml:20: A time limit is a whole number of days, 1 to 3660."),
        ("{days: 5, count: working}", "{field: amount}", 'p.yaml:20: "amount" cannot be used here.'),
        ("to: done", "to: gone", 'p.yaml:23: "gone" cannot be used here. Use one of: planned、done.'),
        ("by: [liaison]", "by: [mayor]", 'p.yaml:23: "mayor" cannot be used here.'),
        ("needs: [amount]", "needs: [money]", 'p.yaml:23: "money" cannot be used here.'),
        (", final: true", "", 'p.yaml:19: The state "done" is not final, yet no move leads out of it.'),
        ("count: true, unit: 次, reached", "unit: 次, reached", "p.yaml:25: A metric has exactly one of"),
        (
            ", reached: [done]}\n  - {id: spent",
            "}\n  - {id: spent",
            "p.yaml:25: A metric has exactly one of reached",
        ),
        ("sum: amount", "sum: kind", 'p.yaml:26: "kind" cannot be used here.'),
        ("part: done", "part: x", 'p.yaml:27: "x" cannot be used here.'),
        (
            "sum: amount, ",
            "sum: amount, where: [{field: kind, is: [huge]}], ",
            'p.yaml:26: "huge" cannot be used here. Use one of: big、small.',
        ),
        (
            "sum: amount, ",
            "sum: amount, where: [{field: kind, from: 1}], ",
            'p.yaml:26: "kind" holds no number to compare.',
        ),
    ],
)
def test_what_does_not_hold_is_told_with_line_and_remedy(before: str, after: str, said: str) -> None:
    assert before in SOUND
    assert any(line.startswith(said) for line in load(SOUND.replace(before, after, 1))), load(
        SOUND.replace(before, after, 1)
    )


def test_a_state_that_no_move_leads_to_is_told() -> None:
    lost = SOUND.replace(
        "  transitions:", "    - {id: lost, title: {zh: 失, en: L}, final: true}\n  transitions:"
    )
    assert any('No move leads to the state "lost"' in line for line in load(lost))


@pytest.mark.parametrize("text", ["", "- a\n- b", "pack: [", "pack: x"])
def test_what_is_no_pack_at_all_is_refused(text: str) -> None:
    assert load(text)
