"""The tree of a year: what hangs below what, what stands at the top, what hangs loose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from django.urls import reverse

from indicators.models import Indikator, ItemPerjanjian, PerjanjianKinerja, Sasaran
from indicators.queries_pohon import SimpulKinerja, pohon_kinerja
from indicators.triggers import PEMICU_PERJANJIAN
from lkip.triggers import lifted
from workforce.enums import Peran
from workforce.models import Jabatan, PemangkuJabatan, UnitKerja

# (code, post, what is below it); without a post nobody promises it.
Pohon = list[tuple[str, str, "Pohon"]]


def drawn(nodes: Iterable[SimpulKinerja]) -> Pohon:
    return [
        (n.indikator.kode, n.item.perjanjian.jabatan.kode if n.item else "", drawn(n.anak))
        for n in nodes
    ]


@pytest.fixture
def pohon(contoh) -> Callable[[], tuple[Pohon, Pohon, list[str]]]:
    """The tree of 2023 as (top, loose, without an owner)."""

    def read() -> tuple[Pohon, Pohon, list[str]]:
        tree = pohon_kinerja(contoh, 2023)
        top = [node for branch in tree.cabang for node in branch.simpul]
        return drawn(top), drawn(tree.tanpa_induk), [i.kode for i in tree.belum_diperjanjikan]

    return read


@pytest.fixture
def kepala(contoh) -> Jabatan:
    return Jabatan.objects.get(pd=contoh, kepala_pd=True)


@pytest.fixture
def jabatan(contoh, kepala) -> Callable[..., Jabatan]:
    def make(kode: str, atasan: Jabatan = kepala) -> Jabatan:
        unit = UnitKerja.objects.get(pd=contoh, kode="BID-LAYANAN")
        return Jabatan.objects.create(pd=contoh, kode=kode, nama=kode, unit=unit, atasan=atasan)

    return make


@pytest.fixture
def indikator(contoh) -> Callable[..., Indikator]:
    """An indicator, found or made."""

    def get(kode: str, induk: Indikator | None = None, **lain) -> Indikator:
        found = Indikator.objects.filter(pd=contoh, kode=kode).first()
        if found is not None:
            return found
        fields = {
            "nama": kode,
            "satuan": "Persen",
            "jenis_nilai": "persen",
            "polaritas": "maksimal",
            "konsolidasi": "rata_rata",
            "unit": UnitKerja.objects.get(pd=contoh, kode="BID-DATA"),
            "berlaku_sejak": 2023,
            "urutan": int(kode[1:]),
        }
        return Indikator.objects.create(pd=contoh, kode=kode, induk=induk, **(fields | lain))

    return get


@pytest.fixture
def janji(contoh) -> Callable[..., ItemPerjanjian]:
    """Let a post promise an indicator in an agreement that is in force."""

    def promise(
        post: Jabatan,
        row: Indikator,
        jenis: str = "strategis",
        dari: ItemPerjanjian | None = None,
        status: str = "berlaku",
    ) -> ItemPerjanjian:
        last = Sasaran.objects.filter(pd=contoh, tahun=2023).latest("urutan").urutan
        goal, _ = Sasaran.objects.get_or_create(
            pd=contoh,
            tahun=2023,
            kode=f"X-{jenis}",
            defaults={"urutan": last + 1, "jenis": jenis, "sasaran": jenis},
        )
        holder, _ = PemangkuJabatan.objects.get_or_create(
            jabatan=post, defaults={"nama": "Orang Rekaan", "sejak": date(2023, 1, 1)}
        )
        with lifted(PEMICU_PERJANJIAN):
            agreement, _ = PerjanjianKinerja.objects.get_or_create(
                pd=contoh,
                tahun=2023,
                jabatan=post,
                defaults={
                    "pihak_pertama": holder,
                    "pihak_kedua": holder,
                    "status": status,
                    "tanggal": date(2023, 1, 20) if status == "berlaku" else None,
                },
            )
            return ItemPerjanjian.objects.create(
                perjanjian=agreement,
                urutan=agreement.item.count() + 1,
                sasaran=goal,
                indikator=row,
                turunan_dari=dari,
            )

    return promise


KEPALA = "KEPALA-CONTOH"


def test_indicators_hang_below_those_that_they_support(pohon):
    top = [("I01", KEPALA, [("I02", KEPALA, [])]), ("I03", KEPALA, [])]
    assert pohon() == (top, [], [])


def test_the_top_stands_under_its_sasaran(contoh, kepala, indikator, janji):
    indikator("I04", berlaku_sejak=2020).target_tahunan.create(
        tahun=2025,
        sumber="renstra",
        nilai=1,
        sasaran_renstra=Indikator.objects.get(pd=contoh, kode="I01")
        .target_tahunan.filter(sumber="renstra")
        .first()
        .sasaran_renstra,
    )
    tree = pohon_kinerja(contoh, 2023)
    assert [(b.sasaran.kode if b.sasaran else None, drawn(b.simpul)) for b in tree.cabang] == [
        ("S01", [("I01", KEPALA, [("I02", KEPALA, [])])]),
        ("S02", [("I03", KEPALA, [])]),
        (None, [("I04", "", [])]),
    ]
    assert (tree.berlaku, tree.diperjanjikan) == (4, 3)


@pytest.mark.parametrize(
    ("jenis", "loose"), [("strategis", False), ("khusus", False), ("operasional", True)]
)
def test_what_the_head_promises_needs_a_parent_by_its_kind(
    pohon, kepala, indikator, janji, jenis, loose
):
    janji(kepala, indikator("I04"), jenis)
    node = ("I04", KEPALA, [])
    top, hanging, _ = pohon()
    assert (node in top, node in hanging) == (not loose, loose)


def test_an_operational_one_that_supports_another_is_not_loose(pohon, kepala, indikator, janji):
    janji(kepala, indikator("I04", indikator("I03")), "operasional")
    top, loose, _ = pohon()
    assert top[1] == ("I03", KEPALA, [("I04", KEPALA, [])])
    assert loose == []


def test_lower_posts_hang_below_their_superiors(pohon, kepala, jabatan, indikator, janji):
    kabid = jabatan("KABID")
    staf = jabatan("STAF", kabid)
    head = ItemPerjanjian.objects.get(perjanjian__jabatan=kepala, indikator__kode="I03")
    derived = janji(kabid, indikator("I04", indikator("I01")), dari=head)
    janji(kabid, indikator("I01"))
    janji(staf, indikator("I05"), dari=derived)
    janji(staf, indikator("I06", indikator("I02")))
    janji(staf, indikator("I07"))
    top, loose, unowned = pohon()
    assert top == [
        (
            "I01",
            KEPALA,
            [
                ("I02", KEPALA, [("I06", "STAF", [])]),
                # The same promise, handed down.
                ("I01", "KABID", []),
            ],
        ),
        # What the agreement says goes before what the plan says.
        ("I03", KEPALA, [("I04", "KABID", [("I05", "STAF", [])])]),
    ]
    assert loose == [("I07", "STAF", [])]
    assert unowned == []


def test_what_hangs_below_a_loose_one_is_shown_with_it(pohon, jabatan, indikator, janji):
    lower = indikator("I04")
    janji(jabatan("KABID"), lower)
    indikator("I05", lower)
    assert pohon()[1:] == ([("I04", "KABID", [("I05", "", [])])], ["I05"])


def test_nobody_promises_it(pohon, kepala, indikator, janji, jabatan):
    below = indikator("I04", indikator("I01"))
    janji(jabatan("KABID"), indikator("I05", below))
    indikator("I06")
    janji(jabatan("DRAF"), indikator("I07"), status="draf")
    indikator("I08", berlaku_sejak=2024)
    top, loose, unowned = pohon()
    assert ("I04", "", [("I05", "KABID", [])]) in top[0][2]
    assert loose == [("I06", "", []), ("I07", "", [])]
    assert unowned == ["I04", "I06", "I07"]


def test_a_derivation_from_what_is_no_longer_in_force_counts_for_nothing(
    pohon, kepala, jabatan, indikator, janji
):
    old = janji(jabatan("LAMA"), indikator("I04"), status="draf")
    janji(jabatan("KABID"), indikator("I05"), dari=old)
    assert ("I05", "KABID", []) in pohon()[1]


def test_circles_made_past_the_pages_end(pohon, contoh, jabatan, indikator, janji):
    first, second = indikator("I04"), indikator("I05")
    Indikator.objects.filter(pk=first.pk).update(induk=second)
    Indikator.objects.filter(pk=second.pk).update(induk=first)
    kabid = jabatan("KABID")
    staf = jabatan("STAF", kabid)
    Jabatan.objects.filter(pk=kabid.pk).update(atasan=staf)
    janji(staf, indikator("I06"))
    assert pohon()[1] == [("I06", "STAF", []), ("I04", "", []), ("I05", "", [])]


def test_the_published_agreement_says_nothing_of_its_operational_goals(bpsdm):
    tree = pohon_kinerja(bpsdm, 2023)
    assert [n.indikator.kode for n in tree.tanpa_induk] == ["I20", "I21", "I22"]
    assert sum(len(branch.simpul) for branch in tree.cabang) == 19
    assert (tree.berlaku, tree.belum_diperjanjikan) == (22, ())


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_takes_a_fixed_number_of_queries(
    contoh, kepala, indikator, janji, django_assert_num_queries, count
):
    for number in range(count):
        janji(kepala, indikator(f"I1{number}", indikator("I01")), "operasional")
        indikator(f"I2{number}")
    with django_assert_num_queries(4):
        drawn(pohon_kinerja(contoh, 2023).tanpa_induk)


def test_the_page_says_what_to_do_to_those_who_may(contoh, indikator, masuk):
    url = reverse("perjanjian_pohon", args=["CONTOH", 2023])
    way = "Buka indikatornya, pilih Ubah, lalu isi “Mendukung indikator”."
    planner, reader = masuk(Peran.PERENCANA, contoh), masuk(Peran.PEMBACA, contoh)
    assert way not in planner.get(url).text
    indikator("I04")
    page = planner.get(url).text
    for text in (
        way,
        "4 indikator berlaku: 3 diperjanjikan",
        "Tanpa induk (1)",
        "penanggung jawab: Bidang Data · belum",
    ):
        assert text in page
    assert way not in reader.get(url).text
    # A year without agreements: the plan alone is drawn, as long as there is one.
    assert "<h2>Belum diperjanjikan</h2>" in planner.get(url.replace("2023", "2025")).text
    assert (
        "Belum ada indikator paling atas"
        in planner.get(reverse("perjanjian_pohon", args=["CONTOH", 2030])).text
    )
