"""Notes that something of an agency changed: what finished pages are still true by."""

from __future__ import annotations

from django.db import models

from workforce.models.organisasi import PerangkatDaerah
from workforce.querysets import MilikPDQuerySet


class Perubahan(models.Model):
    """A statement changed rows of an agency; of no one knows which when `pd` is empty.

    Triggers write it (`workforce.triggers.tandai`), whatever the way of writing. An agency that
    is gone may still be named, so the database does not check the reference.
    """

    pd = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="perangkat daerah",
    )

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "perubahan"
        verbose_name_plural = "perubahan"
        indexes = (models.Index(fields=("pd", "id"), name="perubahan_per_pd"),)

    def __str__(self) -> str:
        return f"Perubahan {self.pk}"
