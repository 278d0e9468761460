"""Addresses of publishing, reporting and confirming."""

from django.urls import path

from luoshi.progress.views import acceptance, publishing, readings, rules, schedules, sharing, support, work

app_name = "progress"
urlpatterns = [
    path("documents/<int:pk>/publish/", publishing.publish, name="publish"),
    path("documents/<int:pk>/adjust/", publishing.adjust, name="adjust"),
    path("my-work/", work.work, name="work"),
    path("targets/<int:pk>/report/", readings.report, name="report"),
    path("readings/<int:pk>/", readings.decide, name="decide"),
    path("readings/accept/", acceptance.accept, name="accept"),
    path("evidence/<int:pk>/", readings.evidence, name="evidence"),
    path("schedules/", schedules.schedules, name="schedules"),
    path("targets/<int:pk>/schedule/", schedules.schedule, name="schedule"),
    path("sharing/", sharing.sharing, name="sharing"),
    path("support/", support.support, name="support"),
    path("support/<int:pk>/report/", support.report, name="report-support"),
    path("support/<int:pk>/rate/", support.rate, name="rate-support"),
    path("rules/", rules.rules, name="rules"),
]
