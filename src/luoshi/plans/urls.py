"""Addresses of the document pages."""

from django.urls import path

from luoshi.plans.views import adjust, documents, review

app_name = "plans"
urlpatterns = [
    path("documents/", documents.document_list, name="documents"),
    path("documents/<int:pk>/", documents.document_detail, name="document"),
    path("documents/<int:pk>/review/", review.review, name="review"),
    path("documents/<int:pk>/review/pane/", review.review_pane, name="review-pane"),
    path("documents/<int:pk>/review/since/", review.review_since, name="review-since"),
    path("documents/<int:pk>/review/settle/", review.review_settle, name="review-settle"),
    path("documents/<int:pk>/review/target/", review.review_target, name="review-target"),
    path("documents/<int:pk>/review/undo/", review.review_undo, name="review-undo"),
    path("documents/<int:pk>/compare/", adjust.compare, name="compare"),
    path("plan/compare/", adjust.compare_plans, name="compare-plans"),
]
