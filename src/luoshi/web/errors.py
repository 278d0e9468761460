"""Error pages: what happened, what to do, and a way back. The status is always the true one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def problem(request: HttpRequest, *, status: int, title: str, text: str) -> HttpResponse:
    """Render the one error page of the site."""
    return render(
        request, "web/problem.html", {"status": status, "title": title, "text": text}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself cannot be understood."""
    return problem(request, status=400, title=_("请求有误"), text=_("请返回上一页，刷新后重试。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in or not, this person may not do this; the reason is told where there is one."""
    reason = str(exception) if exception and str(exception) else _("您没有查看此页或执行此操作的权限。")
    return problem(request, status=403, title=_("没有权限"), text=reason)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing at this address."""
    return problem(
        request, status=404, title=_("没有找到"), text=_("这个地址没有内容，可能已移走或输入有误。")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Nothing was saved, since each write is one transaction."""
    return problem(
        request,
        status=500,
        title=_("系统出错"),
        text=_("本次操作没有保存。请稍后重试；如反复出现，请联系系统管理员。"),
    )
