"""Every address of the web face. Each app names its own; the site's root is the cockpit."""

from django.urls import include, path

urlpatterns = [
    path("", include("luoshi.cockpit.urls")),
    path("", include("luoshi.registers.urls")),
    path("", include("luoshi.progress.urls")),
    path("", include("luoshi.plans.urls")),
    path("", include("luoshi.organization.urls")),
    path("", include("luoshi.core.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler400 = "luoshi.web.errors.bad_request"
handler403 = "luoshi.web.errors.forbidden"
handler404 = "luoshi.web.errors.not_found"
handler500 = "luoshi.web.errors.server_error"
