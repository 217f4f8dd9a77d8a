"""URL map of the project."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path, register_converter

from lkip.converters import TahunConverter
from lkip.navigation import demo_logins

# The apps' addresses use it, so it is known before they are read.
register_converter(TahunConverter, "tahun")

urlpatterns = [
    path(
        "masuk/",
        LoginView.as_view(
            template_name="masuk.html",
            redirect_authenticated_user=True,
            extra_context={"akun_demo": demo_logins},
        ),
        name="masuk",
    ),
    path("keluar/", LogoutView.as_view(), name="keluar"),
    path("pengaturan/", admin.site.urls),
    path("", include("workforce.urls")),
    path("", include("indicators.urls")),
    path("", include("budget.urls")),
    path("", include("reports.urls")),
]
