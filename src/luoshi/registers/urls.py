"""Addresses of the registers."""

from django.urls import URLPattern, path

from luoshi.registers.views import exchange

app_name = "registers"
urlpatterns: list[URLPattern] = [
    path("registers/<int:pk>/import/", exchange.import_page, name="import"),
    path("registers/<int:pk>/export/", exchange.export, name="export"),
    path("registers/<int:pk>/template/", exchange.template, name="template"),
    path("registers/imports/<int:pk>/", exchange.import_sent, name="import-sent"),
    path("registers/imports/<int:pk>/progress/", exchange.import_progress, name="import-progress"),
    path("registers/imports/<int:pk>/problems/", exchange.import_problems, name="import-problems"),
]
