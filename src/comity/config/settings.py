"""All settings, in one file. What differs between installations is read from the environment.

Every variable, with its default, is listed in docs/OPERATIONS.md; a test compares the two.
"""

from pathlib import Path

from comity.config import environment
from comity.config.wiring import EVERY_TICK, FORGETTING, FREEZING, NEEDING, REACTIONS, SEALED, TOLD

PACKAGE = Path(__file__).resolve().parent.parent

COMITY_VAR = Path(environment.text("COMITY_VAR", "var")).resolve()
COMITY_KEY_FILE = Path(environment.text("COMITY_KEY_FILE", str(COMITY_VAR / "keys.json")))
COMITY_KEYS = environment.service_keys(COMITY_KEY_FILE)
COMITY_SANDBOX = environment.truth("COMITY_SANDBOX", default=False)
COMITY_URL = environment.text("COMITY_URL", "http://localhost:8000").rstrip("/")
COMITY_CONTACT = environment.text("COMITY_CONTACT", "")
"""How people reach whoever runs this service; shown where something went wrong."""
COMITY_SECURITY_CONTACT = environment.addresses(
    "COMITY_SECURITY_CONTACT", environment.text("COMITY_SECURITY_CONTACT", "")
)
"""Where weaknesses are reported; told in ``/.well-known/security.txt``."""
COMITY_ONION_URL = environment.onion("COMITY_ONION_URL", environment.text("COMITY_ONION_URL", ""))
COMITY_API = "comity.api.app.api"
"""Where the API stands, for the command that describes it: skins do not import each other."""
COMITY_REACTIONS = REACTIONS
COMITY_EVERY_TICK = EVERY_TICK
COMITY_SEALED = SEALED
COMITY_TOLD = TOLD
COMITY_NEEDING = NEEDING
COMITY_FREEZING = FREEZING
COMITY_FORGETTING = FORGETTING
COMITY_ERASURE_DAYS = int(environment.text("COMITY_ERASURE_DAYS", "14"))
"""Days between asking to be forgotten and being forgotten, in which one can stay after all."""
COMITY_LOG = environment.choice("COMITY_LOG", "plain", among=("plain", "json"))
COMITY_METRICS_TOKEN_FILE = environment.text("COMITY_METRICS_TOKEN_FILE", "")
COMITY_COUNTERS = environment.text("COMITY_COUNTERS", "")
"""Folder in which the processes of one web server count requests; ``comity web`` names it."""
COMITY_NOTICE_HOURS = frozenset(
    int(hour) for hour in environment.words("COMITY_NOTICE_HOURS", "" if COMITY_SANDBOX else "7,16")
)
"""Hours of the day in UTC at which letters leave; none: at any time."""
COMITY_REPLY_ADDRESS = environment.text("COMITY_REPLY_ADDRESS", "")
"""Where replies to letters about consultations go; empty: they are answered on pages only."""
COMITY_UPLOAD_LIMIT = 10 * 1024 * 1024
"""Bytes of files that one message may carry."""

SECRET_KEY = COMITY_KEYS.derived("django").hex()
DEBUG = False
ALLOWED_HOSTS = environment.words("COMITY_HOSTS", "localhost,127.0.0.1,[::1],testserver")
if COMITY_ONION_URL:
    ALLOWED_HOSTS.append(COMITY_ONION_URL.partition("://")[2])
SECURE = COMITY_URL.startswith("https://")
BEHIND_PROXY = SECURE and not environment.text("COMITY_TLS_CERTIFICATE", "")
"""Whether somebody else speaks TLS for us; only then is it believed which way a request came."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "comity.record",
    "comity.access",
    "comity.charter",
    "comity.people",
    "comity.notices",
    "comity.vault",
    "comity.communities",
    "comity.wikis",
    "comity.bodies",
    "comity.codes",
    "comity.search",
    "comity.signup",
    "comity.consultation",
    "comity.reports",
    "comity.measures",
    "comity.cases",
    "comity.web",
]
AUTH_USER_MODEL = "people.Person"
MIDDLEWARE = [
    "comity.web.measured.Measure",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "comity.web.middleware.HardenHeaders",
    "comity.web.middleware.Compress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "comity.web.middleware.NameOnion",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "comity.web.middleware.KnowWhoAsks",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "comity.web.middleware.ShowRefusals",
]
ROOT_URLCONF = "comity.config.urls"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "comity.web.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "comity.web.components.FormRenderer"

DATABASES = {
    "default": environment.database(
        environment.text("COMITY_DATABASE_URL", f"sqlite:///{COMITY_VAR / 'comity.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in: user name and password, then TOTP. No address is asked for: what is not kept cannot leak.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["comity.people.passwords.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    # NIST SP 800-63B-4, 3.1.1.2: length and a list of known passwords; no rules of composition.
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "comity.people.passwords.EasilyGuessed"},
]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "comity.web.people.adapters.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "comity.web.people.signin_forms.SignIn",
    "signup": "comity.web.people.signin_forms.SignUp",
    "change_password": "comity.web.people.signin_forms.ChangePassword",
    "reauthenticate": "comity.web.people.signin_forms.Confirm",
}
# Wrong tries are counted in people.actions.tries, under hashes of names. Nothing looks at a network
# address, and nothing is counted in the memory of one process.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_ADAPTER = "comity.web.people.adapters.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey alone signs somebody in, so it always asks for a finger, a face or a PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate": "comity.web.people.factor_forms.SecondStep",
    "reauthenticate": "comity.web.people.factor_forms.ConfirmByCode",
    "activate_totp": "comity.web.people.factor_forms.SetUpApp",
    "authenticate_webauthn": "comity.web.people.factor_forms.SecondStepByPasskey",
    "reauthenticate_webauthn": "comity.web.people.factor_forms.ConfirmByPasskey",
    "login_webauthn": "comity.web.people.factor_forms.SignInByPasskey",
    "add_webauthn": "comity.web.people.factor_forms.NewPasskey",
    "edit_webauthn": "comity.web.people.factor_forms.RenamePasskey",
}
MFA_TOTP_ISSUER = "Comity"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:me"
LOGOUT_REDIRECT_URL = "home"

SESSION_ENGINE = "comity.people.sessions"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
# Seconds without anything done; docs/OPERATIONS.md says what else ends a session, and why so.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
# Not "Strict": coming here by a link would change it, and forms in other windows would be refused.
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "comity.web.errors.csrf_failure"
# Nothing of ours sets it: the language stands in the address.
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
# For pages. What is no page sends nothing: comity.web.middleware.HardenHeaders.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
USE_X_FORWARDED_HOST = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    },
}

# Uploads stay in memory: a temporary file would hold them in plain text.
FILE_UPLOAD_HANDLERS = ["comity.web.files.OnlyInMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = COMITY_UPLOAD_LIMIT + 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("es", "Español"), ("fr", "Français")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = None  # whitenoise serves from the package itself; nothing is collected
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

DEFAULT_FROM_EMAIL = environment.text("COMITY_MAIL_FROM", "Comity <comity@localhost>")
globals().update(environment.mail(environment.text("COMITY_MAIL_URL", "console:")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "comity.config.logs.Plain"},
        "json": {"()": "comity.config.logs.Json"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": COMITY_LOG}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "comity": {"level": "INFO"},
        # A line a request is for machines that collect them, not for a terminal.
        "comity.requests": {"level": "INFO" if COMITY_LOG == "json" else "WARNING"},
        # Django logs the path of a refused request; our paths may name a case.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
    },
}
