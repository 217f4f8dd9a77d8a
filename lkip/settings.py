"""Settings of the project; everything that differs between places comes from the environment."""

from pathlib import Path

from lkip import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("LKIP_VAR", str(BASE_DIR / "var")))

DEBUG = env.flag("LKIP_DEBUG", default=False)
# Tests and tools run without a deployment; they get a key that no deployment can have.
SECRET_KEY = env.text("LKIP_SECRET_KEY", "kunci-hanya-untuk-pengujian")
ALLOWED_HOSTS = env.words("LKIP_ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
DEMO = env.flag("LKIP_DEMO", default=False)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "import_export",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lkip",
    "workforce",
    "indicators",
    "budget",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "lkip.security.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lkip.security.MasukDahuluMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lkip.security.BatasSesiMiddleware",
    "workforce.middleware.FaktorKeduaMiddleware",
]

ROOT_URLCONF = "lkip.urls"
WSGI_APPLICATION = "lkip.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lkip.navigation.navigation",
            ],
        },
    }
]

# Menu entries that apps add beside a page: the page's name, and functions (request, agency's code).
MENU_APLIKASI = {
    "tugas": ("indicators.menu.pemberitahuan",),
    "dasbor": ("reports.menu.provinsi",),
    "pengukuran": ("indicators.menu.verifikasi",),
    "laporan": ("reports.menu.penulisan", "reports.menu.edisi"),
    "pengaturan": ("workforce.menu.pengguna", "workforce.menu.jejak"),
}

# Work that apps add to the tasks of an account: functions (user, agencies by number, day).
TUGAS_APLIKASI = (
    "budget.tugas.tugas",
    "reports.tugas.tugas",
    "reports.tugas_tulis.tugas",
    "reports.tugas_edisi.tugas",
)
# Parts of the page of tasks for accounts that lead an agency: functions (user, day).
KEBUTUHAN_APLIKASI = ("reports.tugas_pimpinan.kebutuhan",)

DATABASES = {"default": env.database(VAR_DIR / "lkip.sqlite3")}
# One table for all processes: limits of failed logins must hold whichever worker answers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "lkip_cache",
        # So large that nobody empties it by trying many names.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Finished parts of dashboards, each process its own; templates being written show at once.
    "dasbor": {
        "BACKEND": "django.core.cache.backends."
        + ("dummy.DummyCache" if DEBUG else "locmem.LocMemCache"),
        "LOCATION": "dasbor",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "workforce.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "tugas"
LOGOUT_REDIRECT_URL = "masuk"

# Accounts come by invitation; names of settings are those of django-allauth.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "workforce.adapters.AkunAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "LKIP: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_UNIQUE_EMAIL = False
# Offices share one address: the limit by address is wide, the one by account narrow.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/10m/key"}
MFA_ADAPTER = "workforce.adapters.FaktorKeduaAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "workforce.forms_akun.KodeMasukForm",
    "reauthenticate": "workforce.forms_akun.KodeUlangForm",
}
MFA_TOTP_ISSUER = "LKIP"
# Telephones are seldom right to the second.
MFA_TOTP_TOLERANCE = 1

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The demo serves plain HTTP on loopback; every other place is expected to stand behind TLS.
HTTPS = env.flag("LKIP_HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# The proxy that ends TLS tells who asks; without it the connection itself does.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = env.words("LKIP_TRUSTED_ORIGINS")
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESI_DIAM = 60 * env.number("LKIP_SESI_DIAM", 60)
# Administrators and verifiers need a second factor; the demo shows its password, so it needs none.
WAJIB_MFA = env.flag("LKIP_WAJIB_MFA", default=HTTPS and not DEMO)

# Without a mail server, messages lie as files where whoever runs the place can read them.
globals().update(env.email(VAR_DIR / "email"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("LKIP_EMAIL_DARI", "LKIP <lkip@localhost>")
EMAIL_SUBJECT_PREFIX = "LKIP: "
# Where people find the application; links in messages begin with it.
ALAMAT = env.text("LKIP_ALAMAT", "http://127.0.0.1:8000").rstrip("/")

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
BUKTI_MAKS_BITA = 10 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "satu_baris": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "satu_baris"}},
    "root": {"handlers": ["konsol"], "level": "WARNING"},
}

IMPORT_EXPORT_USE_TRANSACTIONS = True
