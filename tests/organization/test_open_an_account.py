"""The administrator opens an account with its offices, its unit or its lead official."""

import pytest
from django.contrib.auth import authenticate

from luoshi.core.models import Event, Jurisdiction, User
from luoshi.organization.models import Unit
from luoshi.organization.policy import units_of
from tests.world import signed_in

pytestmark = pytest.mark.django_db

URL = "/accounts/new/"


def form(**changed: object) -> dict[str, object]:
    unit = Unit.objects.get(name="区建设局")
    return {
        "username": "jianshe",
        "display_name": "区建设局联络员",
        "unit": unit.pk,
        "part": "liaison",
    } | changed


def test_a_liaison_of_a_unit_can_sign_in_with_the_password_shown_once():
    answer = signed_in("administrator").post(URL, form(), follow=True)
    password = answer.content.decode().split("密码是 ")[1].split(" ")[0]
    user = authenticate(username="jianshe", password=password)
    assert isinstance(user, User)
    assert units_of(user, "liaison") == {Unit.objects.get(name="区建设局").pk}
    assert {"account.opened", "account.joined_unit"} <= set(Event.objects.values_list("verb", flat=True))


def test_an_office_without_a_unit():
    signed_in("administrator").post(URL, form(unit="", part="", roles=["supervision", "assessment"]))
    grants = User.objects.get(username="jianshe").grants.values_list("role", flat=True)
    assert set(grants) == {"supervision", "assessment"}


REFUSED = {
    "no duty at all": ({"unit": "", "part": ""}, 422, "至少选择一项职责"),
    "a unit without the part in it": ({"part": ""}, 422, "联络员还是负责人"),
    "a name that is taken": ({"username": "liaison"}, 409, "已存在"),
    "a name with blanks": ({"username": "a b"}, 422, "用户名"),
    "no name": ({"username": ""}, 422, "必填"),
    "an office that does not exist": ({"roles": ["emperor"]}, 422, "emperor"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_leaves_no_account(case: str):
    changed, status, message = REFUSED[case]
    before = User.objects.count(), Event.objects.count()
    answer = signed_in("administrator").post(URL, form(**changed))
    assert answer.status_code == status
    assert message in answer.content.decode()
    assert (User.objects.count(), Event.objects.count()) == before


def test_units_of_another_jurisdiction_are_not_on_offer():
    elsewhere = Unit.objects.create(
        jurisdiction=Jurisdiction.objects.create(name="别的区"), name="别区财政局"
    )
    assert signed_in("administrator").post(URL, form(unit=elsewhere.pk)).status_code == 422


@pytest.mark.parametrize("username", ["supervision", "auditor", "liaison"])
def test_nobody_else_opens_accounts(username: str):
    assert signed_in(username).post(URL, form()).status_code == 403
    assert not User.objects.filter(username="jianshe").exists()
