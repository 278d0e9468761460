"""Addresses of the document pages."""

from django.urls import path

from luoshi.plans.views import adjust, documents

app_name = "plans"
urlpatterns = [
    path("documents/", documents.document_list, name="documents"),
    path("documents/<int:pk>/", documents.document_detail, name="document"),
    path("documents/<int:pk>/compare/", adjust.compare, name="compare"),
    path("plan/compare/", adjust.compare_plans, name="compare-plans"),
]
