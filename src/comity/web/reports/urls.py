"""Addresses of the pages of reporters. None of them says which report it is about."""

from django.urls import path

from comity.web.reports import drafting, views

app_name = "reports"
urlpatterns = [
    path("report/", drafting.start, name="start"),
    path("receipt/", views.receipt, name="receipt"),
    path("receipt/saved/", views.saved, name="saved"),
    path("receipt/text/", views.text_file, name="text_file"),
    path("receipt/message/", views.message, name="message"),
    path("receipt/files/<str:item_id>/<int:number>/", views.file, name="file"),
    path("receipt/review/", views.review, name="review"),
    path("receipt/appeal/", views.appeal, name="appeal"),
    path("receipt/withdraw/", views.withdraw, name="withdraw"),
    path("receipt/close/", views.close, name="close"),
    path("leave/", views.leave, name="leave"),
]
