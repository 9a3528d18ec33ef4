"""The one settings file. Everything that differs between installations comes from CARELOOP_… variables."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured


def env(name: str, default: str = "") -> str:
    return os.environ.get(f"CARELOOP_{name}", default)


def secret(name: str) -> str:
    """A secret from the environment; only with CARELOOP_DEBUG may it be missing."""
    value = env(name)
    if not value and not DEBUG:
        raise ImproperlyConfigured(
            f"CARELOOP_{name} is not set. Give each installation a long random value of its own "
            f"(for example from `openssl rand -base64 48`), or set CARELOOP_DEBUG=1 on a developer's machine."
        )
    return value or f"only-for-development-{name.lower()}"


ROOT = Path(__file__).resolve().parent.parent
DEBUG = env("DEBUG") == "1"
SECRET_KEY = secret("SECRET_KEY")
JOURNAL_KEY = secret("JOURNAL_KEY")

DATA_DIR = Path(env("DATA_DIR", str(ROOT / "var")))
FRONT_END_DIR = Path(env("FRONT_END_DIR", str(ROOT / "node_modules")))
MEDIA_ROOT = DATA_DIR / "files"
JOURNAL_HEADS_FILE = DATA_DIR / "journal-heads.txt"

ALLOWED_HOSTS = [host for host in env("HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in env("ORIGINS").split(",") if origin]
PUBLIC_URL = env("PUBLIC_URL", "http://127.0.0.1:8000")
DEMO = env("DEMO") == "1"

INSTALLED_APPS = [
    "careloop.demo",
    "careloop.wiring",
    "careloop.portal",
    "careloop.service",
    "careloop.customers",
    "careloop.catalog",
    "careloop.tasks",
    "careloop.org",
    "careloop.kit.ui",
    "careloop.kit.pages",
    "careloop.kit.lifecycle",
    "careloop.kit.clocks",
    "careloop.kit.notices",
    "careloop.kit.papers",
    "careloop.kit.sheets",
    "careloop.kit.files",
    "careloop.kit.numbering",
    "careloop.kit.journal",
    "careloop.kit.jobs",
    "careloop.kit.rules",
    "careloop.kit.epochs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    # Both template packages install loaders of their own unless told not to, and then leave
    # <c-…> tags unrendered without a word; the loaders stand below instead.
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "careloop.org.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "careloop.kit.lifecycle.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "careloop.urls"
WSGI_APPLICATION = "careloop.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "careloop.kit.ui.context.shell",
            ],
        },
    },
]
COTTON_DIR = "cotton"
FORM_RENDERER = "careloop.kit.ui.forms.FieldRenderer"

DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'careloop.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # What was acknowledged is on disk (synchronous=FULL); a writer takes the lock at once, so that two
    # of them wait for each other instead of failing on the upgrade from read to write.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by the processes of this machine, so that the limits on signing in count what all of them saw.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "org.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "careloop.org.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "careloop.org.forms.signing_in.SignInForm",
    "change_password": "careloop.org.forms.signing_in.ChangePasswordForm",
    "reset_password": "careloop.org.forms.signing_in.ForgottenPasswordForm",
    "reset_password_from_key": "careloop.org.forms.signing_in.NewPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Addresses are entered by whoever manages people; no mail with a link goes out to prove them.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Careloop"
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("es", "español")]
LOCALE_PATHS = [ROOT / "careloop" / "locale"]
LANGUAGE_COOKIE_NAME = "careloop_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", "Asia/Shanghai")
COUNTRY = env("COUNTRY", "CN")
CURRENCY = env("CURRENCY", "CNY")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "careloop.kit.ui.assets.FrontEndFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "careloop.kit.ui.assets.HashedStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
HTTPS = env("HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env("BEHIND_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Else everybody behind the proxy would share one address, and one guesser would lock all of them out.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
# Not a cache of each process: a session that ended in one must have ended in all of them.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
X_FRAME_OPTIONS = "DENY"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILES_MAX_BYTES = 10 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

EMAIL_BACKEND = env("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_PASSWORD")
EMAIL_USE_TLS = env("EMAIL_TLS") == "1"
EMAIL_TIMEOUT = 10  # seconds: a server that hangs must not hold the worker
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", "careloop@localhost")
NOTICE_CHANNELS = {
    "email": "careloop.kit.notices.channels.Email",
    "sms": env("SMS_CHANNEL", "careloop.kit.notices.channels.Console"),
    "webhook": "careloop.kit.notices.channels.Webhook",
}

NINJA_PAGINATION_MAX_LIMIT = 200

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
}
