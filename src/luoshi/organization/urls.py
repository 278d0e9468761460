"""Addresses of the organization's pages."""

from django.urls import path

from luoshi.organization import views

app_name = "organization"
urlpatterns = [path("accounts/new/", views.open_account, name="open-account")]
