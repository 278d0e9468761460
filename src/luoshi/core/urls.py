"""Addresses of the account pages."""

from django.urls import path

from luoshi.core import views

app_name = "core"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("accounts/", views.account_list, name="accounts"),
    path("accounts/<int:pk>/password/", views.reset_password, name="reset-password"),
    path("accounts/<int:pk>/switch/", views.switch_account, name="switch-account"),
    path("events/", views.event_list, name="events"),
]
