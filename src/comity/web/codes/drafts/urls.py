"""Addresses of the editor of drafts."""

from django.urls import path

from comity.web.codes.drafts import binding, editor, moments, names, provision, start

app_name = "drafts"
urlpatterns = [
    path("code/<slug:slug>/draft/", editor.draft, name="draft"),
    path("code/<slug:slug>/draft/start/", start.start, name="start"),
    path("code/<slug:slug>/draft/move/", editor.move, name="move"),
    path("code/<slug:slug>/draft/bring-back/", editor.bring_back, name="bring_back"),
    path("code/<slug:slug>/draft/preview/", editor.preview, name="preview"),
    path("code/<slug:slug>/draft/add/", provision.add, name="add"),
    path("code/<slug:slug>/draft/rule/<str:provision_id>/", provision.edit, name="edit"),
    path("code/<slug:slug>/draft/rule/<str:provision_id>/remove/", provision.remove, name="remove"),
    path("code/<slug:slug>/draft/names/", names.names, name="names"),
    path("code/<slug:slug>/draft/names/forget/", names.forget, name="forget"),
    path("code/<slug:slug>/draft/about/", moments.about, name="about"),
    path("code/<slug:slug>/draft/publish/", moments.publish, name="publish"),
    path("code/<slug:slug>/draft/freeze/", moments.freeze, name="freeze"),
    path("code/<slug:slug>/draft/discard/", moments.discard, name="discard"),
    path(
        "code/<slug:slug>/versions/<slug:version_id>/put-in-force/",
        binding.put_in_force,
        name="put_in_force",
    ),
]
