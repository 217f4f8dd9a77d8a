"""Name of the app as the settings pages print it."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Configuration of the app."""

    name = "budget"
    verbose_name = "Anggaran"
