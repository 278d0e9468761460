"""Addresses of the registers."""

from django.urls import URLPattern, path

from luoshi.registers.views import exchange, records, registers, sources

app_name = "registers"
urlpatterns: list[URLPattern] = [
    path("registers/", registers.registers, name="registers"),
    path("registers/sources/", sources.sources, name="sources"),
    path("registers/<int:pk>/", registers.register, name="register"),
    path("registers/<int:pk>/new/", records.new_record, name="new"),
    path("registers/<int:pk>/metrics/", registers.metrics, name="metrics"),
    path("registers/<int:pk>/metrics/<slug:name>/", registers.metric, name="metric"),
    path("registers/records/<int:pk>/", records.record, name="record"),
    path("registers/records/<int:pk>/files/<slug:name>/", records.file, name="file"),
    path("registers/entries/<int:pk>/correct/", records.correct, name="correct"),
    path("registers/<int:pk>/import/", exchange.import_page, name="import"),
    path("registers/<int:pk>/export/", exchange.export, name="export"),
    path("registers/<int:pk>/template/", exchange.template, name="template"),
    path("registers/imports/<int:pk>/", exchange.import_sent, name="import-sent"),
    path("registers/imports/<int:pk>/progress/", exchange.import_progress, name="import-progress"),
    path("registers/imports/<int:pk>/problems/", exchange.import_problems, name="import-problems"),
]
