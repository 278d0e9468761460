"""A day that was asked for stays asked for: in links, and in forms beside other filters."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from luoshi.web.templatetags.luoshi import figure, listed

TODAY = date(2026, 11, 22)


def render(source: str, address: str = "/plan/", **context: object) -> str:
    request = RequestFactory().get(address)
    values = {"request": request, "today": TODAY, **context}
    return Template("{% load luoshi %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("as_of", "address"),
    [(date(2022, 6, 30), "/plan/?as_of=2022-06-30"), (TODAY, "/plan/"), (None, "/plan/")],
)
def test_links_keep_the_day_unless_it_is_today(as_of: date | None, address: str) -> None:
    assert render("{% to 'cockpit:plan' %}", as_of=as_of) == address


def test_a_form_carries_the_other_filters_on() -> None:
    shown = render("{% kept_params 'as_of' %}", "/plan/?as_of=2022-06-30&unit=7&q=&light=red")
    assert (
        shown == '<input type="hidden" name="unit" value="7"><input type="hidden" name="light" value="red">'
    )


def test_what_is_carried_on_is_escaped() -> None:
    shown = render("{% kept_params %}", "/plan/?q=%22%3E%3Cscript%3E")
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (Decimal("99.178"), "99.2"),
        (Decimal("149.589"), "149.6"),
        (Decimal("0.25"), "0.3"),
        (Decimal(200), "200"),
        (Decimal("2160000.04"), "2,160,000"),
        (Decimal("-0.05"), "-0.1"),
    ],
)
def test_a_computed_value_is_rounded_half_up_for_reading_only(value: Decimal | None, text: str) -> None:
    assert figure(value) == text


def test_names_are_set_apart_and_break_whole() -> None:
    assert listed(["区财政局", "<b>"]) == (
        '<span class="name">区财政局、</span><span class="name">&lt;b&gt;</span>'
    )
    assert listed([]) == ""
