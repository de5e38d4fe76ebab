"""Addresses of the pages about oneself: those of allauth's views that exist here, one by one."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import include, path

from comity.web.people import views
from comity.web.people.stepup import confirmed_recently

own = [
    path("", views.me, name="me"),
    path("language/", views.language, name="language"),
    path("notices/", views.notices, name="notices"),
]
urlpatterns = [
    path("", include((own, "people"))),
    path("sign-in/", account.login, name="account_login"),
    path("sign-up/", account.signup, name="account_signup"),
    path("sign-out/", account.logout, name="account_logout"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", confirmed_recently(account.password_change), name="account_change_password"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("second-step/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/settings/", mfa.index, name="mfa_index"),
    path("second-step/app/", confirmed_recently(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "second-step/app/remove/",
        confirmed_recently(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "second-step/codes/",
        confirmed_recently(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-step/codes/new/",
        confirmed_recently(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/codes/file/",
        confirmed_recently(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
