"""Name of the app as the settings pages print it."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Configuration of the app."""

    name = "workforce"
    verbose_name = "Organisasi dan SDM"
