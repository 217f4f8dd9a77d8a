"""Name of the app as the settings pages print it."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Configuration of the app."""

    name = "indicators"
    verbose_name = "Kinerja"
