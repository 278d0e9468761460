"""Turns a refusal that no form showed into the error page with its true status."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from luoshi.core.problems import Forbidden, Refusal
from luoshi.web.days import BadDay
from luoshi.web.errors import problem

Handler = Callable[[HttpRequest], HttpResponse]


class Refusals:
    """Answers 403, 409, 413 or 422 with what was wrong and what to do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this when a view raised."""
        if isinstance(exception, BadDay):
            text = _("“%(day)s”不是日期。请写成 2022-06-30 这样。") % {"day": exception}
            return problem(request, status=400, title=_("日期有误"), text=text)
        if not isinstance(exception, Refusal):
            return None
        title = _("没有权限") if isinstance(exception, Forbidden) else _("无法完成")
        return problem(request, status=exception.status, title=title, text=exception.message)
