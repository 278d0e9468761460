"""Whatever goes wrong, the page says what it was, in words, and where to go."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from luoshi.web import errors


@pytest.mark.parametrize(
    ("view", "status", "title"),
    [
        (errors.bad_request, 400, "请求有误"),
        (errors.forbidden, 403, "没有权限"),
        (errors.not_found, 404, "没有找到"),
        (errors.server_error, 500, "系统出错"),
    ],
)
def test_an_error_is_told_with_its_true_status_and_a_way_back(view, status: int, title: str) -> None:
    response = view(RequestFactory().get("/plan/"))
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{title}</h1>" in page
    assert '<a class="button button-main" href="/">' in page


@pytest.mark.parametrize("status", [409, 413, 422])
def test_a_refusal_is_told_in_its_own_words(status: int) -> None:
    request = RequestFactory().post("/documents/", headers={"referer": "http://testserver/documents/"})
    response = errors.problem(request, status=status, title="无法完成", text="这个文件是空的。")
    page = response.content.decode()
    assert response.status_code == status
    assert "这个文件是空的。" in page
    assert 'href="http://testserver/documents/"' in page


def test_an_unknown_address_is_answered_by_our_own_page() -> None:
    response = Client().get("/nothing/here/")
    assert response.status_code == 404
    assert "没有找到" in response.content.decode()


def test_the_reason_is_never_read_as_markup() -> None:
    response = errors.problem(RequestFactory().get("/"), status=422, title="无法完成", text="<b>x</b>")
    assert "&lt;b&gt;x&lt;/b&gt;" in response.content.decode()


def test_a_reader_of_english_is_told_in_english() -> None:
    with translation.override("en"):
        page = errors.not_found(RequestFactory().get("/")).content.decode()
    assert "<h1>Not found</h1>" in page
