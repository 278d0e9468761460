"""Addresses of the organization's pages."""

from django.urls import path

from luoshi.organization.views import accounts, divisions, exchange, groups, members, posts, units

app_name = "organization"
urlpatterns = [
    path("accounts/new/", accounts.open_account, name="open-account"),
    path("organization/code/", divisions.division, name="division"),
    path("organization/units/", units.unit_list, name="units"),
    path("organization/units/new/", units.new_unit, name="new-unit"),
    path("organization/units/<int:pk>/", units.unit_page, name="unit"),
    path("organization/groups/", groups.group_list, name="groups"),
    path("organization/groups/<int:pk>/", groups.group_page, name="group"),
    path("organization/groups/<int:pk>/members/", members.members, name="members"),
    path("organization/groups/<int:pk>/file/", groups.group_file, name="group-file"),
    path("organization/posts/", posts.post_list, name="posts"),
    path("organization/posts/new/", posts.new_post, name="new-post"),
    path("organization/posts/<int:pk>/", posts.post_page, name="post"),
    path("organization/import/", exchange.import_page, name="import"),
    path("organization/import/report/", exchange.import_report, name="import-report"),
    path("organization/export/", exchange.export, name="export"),
    path("organization/export/template/", exchange.empty, name="template"),
]
