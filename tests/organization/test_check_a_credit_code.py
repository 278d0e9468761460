"""A unified social credit code is checked as it is entered: length, letters and check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.uscc import calc_check_digit

from luoshi.organization.codes import ALPHABET, tidy_uscc, uscc_problem

PUBLIC = (
    "91110000600037341L",
    "914403001922038216",
    "9144030071526726XG",
    "12100000400002259P",
    "12100000400000624D",
)
"""Three companies and two universities, as public registers show them."""

WRONG = {
    "too short": ("123131313113213", "应为18位，这里是15位"),
    "too long": ("91110000600037341L0", "这里是19位"),
    "nothing": ("", "这里是0位"),
    "the letter O for the digit 0": ("9111000060003734OL", "第17位“O”不对"),
    "the letter I": ("I1110000600037341L", "第1位“I”不对"),
    "a small letter": ("91110000600037341l", "第18位“l”不对"),
    "a letter in the place": ("9111A000600037341L", "第3至8位"),
    "another check digit": ("911100006000373411", "末位应为“L”"),
    "two neighbours changed places": ("91110000600037431L", "末位应为"),
}


@pytest.mark.parametrize("code", PUBLIC)
def test_a_code_of_a_public_register_is_fine(code: str):
    assert uscc_problem(code) == ""


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(case: str):
    code, said = WRONG[case]
    assert said in uscc_problem(code)


TYPED = {
    "9111 0000 6000 3734 1l": "91110000600037341L",
    "９１１１００００６０００３７３４１Ｌ": "91110000600037341L",
    " 91110000-600037341L\u3000": "91110000600037341L",
    "": "",
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_pasted_code_is_tidied_before_it_is_judged(typed: str):
    assert tidy_uscc(typed) == TYPED[typed]


whole = st.builds(
    lambda body, place, own: body + place + own,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
).map(lambda head: head + calc_check_digit(head))


@given(whole)
def test_every_code_with_its_check_digit_is_fine(code: str):
    assert uscc_problem(code) == ""


@given(code=whole, at=st.integers(0, 17), other=st.sampled_from(ALPHABET))
def test_any_single_changed_character_is_found(code: str, at: int, other: str):
    changed = code[:at] + other + code[at + 1 :]
    assert bool(uscc_problem(changed)) == (changed != code)
