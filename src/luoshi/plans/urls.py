"""Addresses of the document pages."""

from django.urls import path

from luoshi.plans.views import adjust, documents, review, review_verbs

app_name = "plans"
urlpatterns = [
    path("documents/", documents.document_list, name="documents"),
    path("documents/<int:pk>/", documents.document_detail, name="document"),
    path("documents/<int:pk>/review/", review.review, name="review"),
    path("documents/<int:pk>/review/pane/", review.review_pane, name="review-pane"),
    path("documents/<int:pk>/review/since/", review.review_since, name="review-since"),
    path("documents/<int:pk>/review/settle/", review_verbs.review_settle, name="review-settle"),
    path("documents/<int:pk>/review/target/", review_verbs.review_target, name="review-target"),
    path("documents/<int:pk>/review/duty/", review_verbs.review_duty, name="review-duty"),
    path("documents/<int:pk>/review/task/", review_verbs.review_task, name="review-task"),
    path("documents/<int:pk>/review/names/", review.review_names, name="review-names"),
    path("documents/<int:pk>/review/renew/", review_verbs.review_renew, name="review-renew"),
    path("documents/<int:pk>/review/undo/", review_verbs.review_undo, name="review-undo"),
    path("documents/<int:pk>/compare/", adjust.compare, name="compare"),
    path("plan/compare/", adjust.compare_plans, name="compare-plans"),
]
