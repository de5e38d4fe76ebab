"""Addresses of the pages about oneself: those of allauth's views that exist here, one by one."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import include, path

from comity.web.people import elsewhere, factors, signin, tokens, views
from comity.web.people import own as own_data
from comity.web.people.signin import told
from comity.web.people.stepup import confirmed_recently

own = [
    path("", views.me, name="me"),
    path("language/", views.languages, name="language"),
    path("data/", own_data.data, name="data"),
    path("data/file/", own_data.export, name="export"),
    path("data/erase/", own_data.erase, name="erase"),
    path("data/stay/", own_data.stay, name="stay"),
    path("elsewhere/<slug:provider>/<slug:purpose>/", elsewhere.leave, name="leave"),
    path("join/", elsewhere.join, name="join"),
    path("linked/<slug:provider>/<slug:subject>/", elsewhere.unlink, name="unlink"),
    path("notices/", views.notices, name="notices"),
    path("signed-in/", signin.where, name="signed_in"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.new, name="new_token"),
    path("tokens/<str:token_id>/revoke/", tokens.revoke, name="revoke_token"),
    path("locked-out/", signin.locked_out, name="locked_out"),
]
urlpatterns = [
    path("", include((own, "people"))),
    path("sign-in/", told(account.login), name="account_login"),
    path("sign-in/passkey/", told(factors.SignInByPasskey.as_view()), name="mfa_login_webauthn"),
    path("sign-up/", told(account.signup), name="account_signup"),
    path("sign-out/", account.logout, name="account_logout"),
    path("confirm/", told(account.reauthenticate), name="account_reauthenticate"),
    path(
        "password/set/",
        confirmed_recently(told(account.password_set)),
        name="account_set_password",
    ),
    path(
        "password/",
        confirmed_recently(told(signin.ChangePassword.as_view())),
        name="account_change_password",
    ),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("second-step/", told(factors.SecondStep.as_view()), name="mfa_authenticate"),
    path("second-step/confirm/", told(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/settings/", factors.Settings.as_view(), name="mfa_index"),
    path(
        "second-step/app/",
        confirmed_recently(told(factors.SetUpApp.as_view())),
        name="mfa_activate_totp",
    ),
    path(
        "second-step/app/remove/",
        confirmed_recently(told(factors.LeaveApp.as_view())),
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
    path(
        "second-step/passkeys/new/",
        confirmed_recently(told(factors.NewPasskey.as_view())),
        name="mfa_add_webauthn",
    ),
    path(
        "second-step/passkeys/confirm/",
        told(factors.ConfirmByPasskey.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "second-step/passkeys/<int:pk>/name/",
        confirmed_recently(told(factors.RenamePasskey.as_view())),
        name="mfa_edit_webauthn",
    ),
    path(
        "second-step/passkeys/<int:pk>/remove/",
        confirmed_recently(told(factors.RemovePasskey.as_view())),
        name="mfa_remove_webauthn",
    ),
]
