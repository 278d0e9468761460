"""Addresses of the organization's pages."""

from django.urls import path

from luoshi.organization.views import accounts, divisions, exchange, groups, members, posts, units

app_name = "organization"
urlpatterns = [
    path("accounts/new/", accounts.open_account, name="open-account"),
    path("organization/code/", divisions.division, name="division"),
    path("organization/import/", exchange.import_page, name="import"),
    path("organization/import/report/", exchange.import_report, name="import-report"),
    path("organization/export/", exchange.export, name="export"),
    path("organization/export/template/", exchange.empty, name="template"),
]
