"""Addresses of the boards."""

from django.urls import path

from luoshi.cockpit import views

app_name = "cockpit"
urlpatterns = [
    path("", views.board, name="board"),
    path("plan/", views.plan, name="plan"),
    path("tasks/<int:pk>/", views.task, name="task"),
]
