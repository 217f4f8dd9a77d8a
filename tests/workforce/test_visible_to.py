"""Rows do not leak from one agency to another."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from workforce.enums import Peran
from workforce.models import PerangkatDaerah, User

OWNED = [
    model
    for app in ("workforce", "indicators", "budget", "reports")
    for model in apps.get_app_config(app).get_models()
    if model is not User
]


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_every_model_is_filtered_by_agency(model, bpsdm, contoh, akun):
    """Complete by construction: a new model without an owner fails here."""
    own = akun(Peran.PEMBACA, contoh)
    everything = akun(Peran.ADMIN_SISTEM)
    rows = model._default_manager
    seen = rows.visible_to(own)
    assert set(seen) == set(rows.of_pd(contoh))
    assert not set(seen) & set(rows.of_pd(bpsdm))
    assert rows.visible_to(everything).count() == rows.count()
    assert rows.visible_to(AnonymousUser()).count() == 0


def test_the_small_agency_has_rows_of_its_own(bpsdm, contoh):
    counts = {
        model.__name__: (
            model._default_manager.of_pd(bpsdm).count(),
            model._default_manager.of_pd(contoh).count(),
        )
        for model in OWNED
    }
    assert counts["PerangkatDaerah"] == (1, 1)
    assert counts["Indikator"][0] == 22
    assert counts["Indikator"][1] > 0
    assert counts["Realisasi"][1] > 0
    assert counts["Program"][1] > 0


def test_account_without_role_sees_nothing(db, bpsdm):
    stranger = User.objects.create_user("asing", password="sandi-yang-panjang")
    assert list(PerangkatDaerah.objects.visible_to(stranger)) == []


def test_inactive_account_sees_nothing(bpsdm, akun):
    user = akun(Peran.ADMIN_SISTEM)
    user.is_active = False
    assert list(PerangkatDaerah.objects.visible_to(user)) == []
