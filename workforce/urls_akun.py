"""Login, the own account, accounts of an agency. Pages of django-allauth that nobody needs here
(signing up, changing addresses, other providers) have no address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from django.contrib.auth.views import LogoutView
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from lkip.navigation import demo_logins
from workforce.views import akun, faktor, pengguna, undangan

masuk = account.LoginView.as_view(
    template_name="masuk.html", extra_context={"akun_demo": demo_logins}
)

urlpatterns = [
    path("masuk/", masuk, name="masuk"),
    path("masuk/", masuk, name="account_login"),  # The name that django-allauth goes by.
    path("masuk/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("masuk/nonaktif/", account.account_inactive, name="account_inactive"),
    path("keluar/", LogoutView.as_view(), name="keluar"),
    path("akun/", akun.akun, name="akun"),
    path("akun/sesi/", akun.sesi_akhiri, name="sesi_akhiri"),
    path("akun/peran/<int:pk>/delegasi/", akun.delegasi, name="delegasi"),
    path("akun/delegasi/<int:pk>/cabut/", akun.delegasi_cabut, name="delegasi_cabut"),
    path("akun/sandi/", account.password_change, name="account_change_password"),
    path("akun/sandi/lupa/", account.password_reset, name="account_reset_password"),
    path(
        "akun/sandi/lupa/terkirim/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "akun/sandi/atur/<slug:uidb36>/<slug:key>/",
        account.PasswordResetFromKeyView.as_view(success_url=reverse_lazy("masuk")),
        name="account_reset_password_from_key",
    ),
    path("akun/konfirmasi/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/konfirmasi/kode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("akun/faktor-kedua/", RedirectView.as_view(pattern_name="akun"), name="mfa_index"),
    path("akun/faktor-kedua/pasang/", faktor.PasangView.as_view(), name="mfa_activate_totp"),
    path("akun/faktor-kedua/lepas/", faktor.LepasView.as_view(), name="mfa_deactivate_totp"),
    path("akun/kode-pemulihan/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "akun/kode-pemulihan/buat/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/kode-pemulihan/unduh/",
        faktor.UnduhKodeView.as_view(),
        name="mfa_download_recovery_codes",
    ),
    path("undangan/<slug:token>/", undangan.terima, name="undangan"),
    path("undangan/<slug:token>/terima/", undangan.terima_akun, name="undangan_terima"),
    path("pengguna/<slug:kode>/", pengguna.daftar, name="pengguna"),
    path("pengguna/<slug:kode>/undang/", undangan.buat, name="undang"),
    path(
        "pengguna/<slug:kode>/undangan/<int:pk>/perbarui/",
        undangan.perbarui,
        name="undangan_perbarui",
    ),
    path("pengguna/<slug:kode>/undangan/<int:pk>/cabut/", undangan.cabut, name="undangan_cabut"),
    path("pengguna/<slug:kode>/peran/<int:pk>/", pengguna.peran_ubah, name="peran_ubah"),
    path("pengguna/<slug:kode>/peran/<int:pk>/akhiri/", pengguna.peran_akhiri, name="peran_akhiri"),
    path("pengguna/<slug:kode>/<int:pk>/", pengguna.rinci, name="pengguna_rinci"),
    path("pengguna/<slug:kode>/<int:pk>/peran/", pengguna.beri, name="peran_beri"),
    path(
        "pengguna/<slug:kode>/<int:pk>/nonaktifkan/",
        pengguna.nonaktifkan,
        name="pengguna_nonaktifkan",
    ),
    path("pengguna/<slug:kode>/<int:pk>/aktifkan/", pengguna.aktifkan, name="pengguna_aktifkan"),
    path(
        "pengguna/<slug:kode>/<int:pk>/faktor-kedua/lepas/",
        pengguna.faktor_lepas,
        name="pengguna_faktor_lepas",
    ),
]
