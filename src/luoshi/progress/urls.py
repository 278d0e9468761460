"""Addresses of publishing, reporting and confirming."""

from django.urls import path

from luoshi.progress import views

app_name = "progress"
urlpatterns = [
    path("documents/<int:pk>/publish/", views.publish, name="publish"),
    path("documents/<int:pk>/adjust/", views.adjust, name="adjust"),
    path("my-work/", views.work, name="work"),
    path("targets/<int:pk>/report/", views.report, name="report"),
    path("readings/<int:pk>/", views.decide, name="decide"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("rules/", views.rules, name="rules"),
]
