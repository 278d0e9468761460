"""Addresses of the document pages."""

from django.urls import path

from luoshi.plans import views

app_name = "plans"
urlpatterns = [
    path("documents/", views.document_list, name="documents"),
    path("documents/<int:pk>/", views.document_detail, name="document"),
]
