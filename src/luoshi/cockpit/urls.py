"""Addresses of the boards."""

from django.urls import path

from luoshi.cockpit import views

app_name = "cockpit"
urlpatterns = [
    path("", views.board, name="board"),
    path("plan/", views.plan, name="plan"),
    path("plan/workbook/", views.plan_workbook, name="plan-workbook"),
    path("matrix/", views.matrix, name="matrix"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("people/<int:pk>/", views.person, name="person"),
    path("tasks/<int:pk>/", views.task, name="task"),
]
