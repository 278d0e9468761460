"""Django settings. Everything that differs between two installations comes from the environment.

``docs/configuration.md`` documents each variable; ``tests/test_docs.py`` holds that it does.
"""

import os
from pathlib import Path

import dj_database_url

from luoshi import __version__
from luoshi.config.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("LUOSHI_DATA") or PACKAGE.parent.parent / "var").resolve()
DATA.mkdir(parents=True, exist_ok=True)

SECRET_KEY = os.environ.get("LUOSHI_SECRET_KEY") or secret_key(DATA / "secret-key")
DEBUG = os.environ.get("LUOSHI_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("LUOSHI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("LUOSHI_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_q",
    "luoshi.web",
    "luoshi.core",
    "luoshi.organization",
    "luoshi.plans",
    "luoshi.progress",
    "luoshi.registers",
    "luoshi.cockpit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "luoshi.web.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "luoshi.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "luoshi.core.middleware.Refusals",
]

ROOT_URLCONF = "luoshi.config.urls"
WSGI_APPLICATION = "luoshi.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luoshi.cockpit.context.shell",
            ],
        },
    },
]

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'luoshi.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start of a
    # transaction, so that two writers queue instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
LOGIN_URL = "core:sign-in"
LOGIN_REDIRECT_URL = "cockpit:board"
LOGOUT_REDIRECT_URL = "core:sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 8 * 3600  # one working day
SESSION_COOKIE_HTTPONLY = True
# An intranet often has no certificate; an installation behind https says so.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("LUOSHI_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
FILES_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "luoshi.web.storage.Manifest"},
}

DOCUMENT_LIMIT = 20 * 1024 * 1024
"""Largest plan document in bytes."""
EVIDENCE_LIMIT = 20 * 1024 * 1024
"""Largest evidence file in bytes."""
SCAN = os.environ.get("LUOSHI_SCAN", "")
"""Command that looks at every file before it is kept; its last argument is the file's path."""
SCAN_SECONDS = 60
"""How long it may take."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

Q_CLUSTER = {
    "name": "luoshi",
    "orm": "default",
    "workers": 1,
    # A job that outlives `timeout` is ended; one that was lost is run again after `retry`.
    "timeout": 300,
    "retry": 360,
    "max_attempts": 3,
    "poll": 1,
    "catch_up": False,
    "save_limit": 1000,
    "label": "Jobs",
}

VERSION = __version__

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LUOSHI_LOG", "WARNING")},
}
