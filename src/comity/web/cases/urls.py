"""Addresses of the pages of people who serve."""

from django.urls import path

from comity.web.cases import moves, views

app_name = "cases"
urlpatterns = [
    path("cases/", views.inbox, name="inbox"),
    path("cases/<str:case_id>/", views.case, name="case"),
    path("cases/<str:case_id>/message/", moves.message, name="message"),
    path("cases/<str:case_id>/vote/<str:question_id>/", moves.vote, name="vote"),
    path("cases/<str:case_id>/files/<str:item_id>/<int:number>/", views.file, name="file"),
    path("cases/<str:case_id>/<str:move>/", moves.move, name="move"),
]
