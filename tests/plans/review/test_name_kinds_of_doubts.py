"""The list of doubts says in words what each is about; a code would say nothing to who sees it first."""

import pytest

from luoshi.compiler.catalogue import CATALOGUE
from luoshi.plans.review.kinds import KINDS, READING, kind
from luoshi.plans.review.name_codes import NAME_CODES

CODES = sorted({*CATALOGUE, *NAME_CODES})


@pytest.mark.parametrize("code", [code for code in CODES if not code.startswith("R")])
def test_every_doubt_about_what_was_read_has_a_kind_in_words(code: str):
    assert code in KINDS
    assert 0 < len(kind(code)) <= 8


def test_no_kind_is_left_over():
    assert set(KINDS) <= set(CODES)


def test_what_is_about_the_file_itself_is_told_as_reading():
    assert kind("R001") == READING
