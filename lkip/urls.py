"""URL map of the project."""

from django.contrib import admin
from django.urls import include, path, register_converter

from lkip.converters import TahunConverter

# The apps' addresses use it, so it is known before they are read.
register_converter(TahunConverter, "tahun")

urlpatterns = [
    path("pengaturan/", admin.site.urls),
    path("", include("workforce.urls_akun")),
    path("", include("workforce.urls")),
    path("", include("indicators.urls")),
    path("", include("budget.urls")),
    path("", include("reports.urls")),
]
