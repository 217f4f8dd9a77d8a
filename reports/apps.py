"""Name of the app as the settings pages print it."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Configuration of the app."""

    name = "reports"
    verbose_name = "Laporan"
