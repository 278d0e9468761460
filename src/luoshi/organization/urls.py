"""Addresses of the organization's pages."""

from django.urls import path

from luoshi.organization.views import accounts

app_name = "organization"
urlpatterns = [path("accounts/new/", accounts.open_account, name="open-account")]
