"""Filters of the workforce models; `visible_to` is the one gate through which pages fetch."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, TextField
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from workforce.models import User


def hari_ini() -> date:
    """Today in the time zone of the agency."""
    return timezone.localdate()


class MilikPDQuerySet(QuerySet[Any]):
    """Rows that belong to a perangkat daerah, directly or through a parent.

    The model names the path to its owner in `PD_LOOKUP` (default `pd`), and the relations that
    its own name is made of in `NAMA_DARI`.
    """

    def _pd_lookup(self) -> str:
        return getattr(self.model, "PD_LOOKUP", "pd")

    def with_names(self) -> Self:
        """Join what `__str__` of the model reads (`NAMA_DARI`), so that a list stays one query."""
        return self.select_related(*getattr(self.model, "NAMA_DARI", ()))

    def of_pd(self, pd: Any) -> Self:
        """Rows of one perangkat daerah."""
        return self.filter(**{self._pd_lookup(): pd.pk})

    def of_pds(self, pds: Any) -> Self:
        """Rows of several perangkat daerah."""
        return self.filter(**{f"{self._pd_lookup()}__in": pds})

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Rows that `user` may see: all for a system administrator, else those of her agencies."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_everything:
            return self
        return self.of_pds(user.pd_ids)


class PerangkatDaerahQuerySet(MilikPDQuerySet):
    """Agencies; an agency is its own owner."""

    def _pd_lookup(self) -> str:
        return "pk"

    def berstempel(self) -> Self:
        """Agencies with their `stempel`, which no earlier state of an agency's records had.

        It is the last number among its notes of change and how many there are. The last number
        alone would not do: a transaction that took its number earlier may be seen later, and then
        adds one below the last. `workforce.actions.rapikan_perubahan` removes notes.
        Agency and stamp come from one statement, so that neither is newer than the other.
        """
        notes = apps.get_model("workforce", "Perubahan")._default_manager.order_by()
        mine = notes.filter(Q(pd=OuterRef("pk")) | Q(pd=None))
        text = "CAST(MAX(%(expressions)s) AS TEXT) || '-' || CAST(COUNT(*) AS TEXT)"
        stamp = Func(F("id"), template=text, output_field=TextField())
        return self.annotate(stempel=Subquery(mine.annotate(isi=stamp).values("isi")))


class PenugasanPeranQuerySet(MilikPDQuerySet):
    """Role assignments."""

    def in_force(self, on: date) -> Self:
        """Assignments that hold on a date; a delegated one holds no longer than its source.

        A closed account delegates nothing.
        """
        begun = Q(asal__mulai__lte=on, asal__pengguna__is_active=True)
        return self.belum_berakhir(on).filter(Q(asal=None) | begun, mulai__lte=on)

    def belum_berakhir(self, on: date) -> Self:
        """Assignments that hold on a date or may hold later."""
        source = Q(asal__selesai=None) | Q(asal__selesai__gte=on)
        return self.filter(Q(selesai=None) | Q(selesai__gte=on), Q(asal=None) | source)


class UndanganQuerySet(MilikPDQuerySet):
    """Invitations."""

    def terbuka(self) -> Self:
        """Those that were neither accepted nor withdrawn; they may have expired."""
        return self.filter(diterima_pada=None, dicabut_pada=None)


class PemangkuJabatanQuerySet(MilikPDQuerySet):
    """Who held which post when."""

    def on(self, day: date) -> Self:
        """Holders on a date."""
        return self.filter(Q(sampai=None) | Q(sampai__gte=day), sejak__lte=day)


class PegawaiQuerySet(MilikPDQuerySet):
    """Staff, with their state at a date."""

    def per_tanggal(self, day: date) -> Self:
        """Staff in service on a date, annotated with the record that is valid then.

        Adds `riwayat_id`; a person without any record on that date is left out, because
        nothing is known of her yet.
        """
        riwayat = self.model._meta.get_field("riwayat").related_model
        latest = riwayat._default_manager.filter(pegawai=OuterRef("pk"), tmt__lte=day)
        return (
            self.filter(Q(keluar=None) | Q(keluar__gt=day), masuk__lte=day)
            .annotate(riwayat_id=Subquery(latest.order_by("-tmt").values("pk")[:1]))
            .exclude(riwayat_id=None)
        )
