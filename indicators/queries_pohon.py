"""The tree of a year: which indicator supports which, who promised it, and what hangs loose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from indicators.enums import JenisSasaran, StatusPerjanjian, SumberTarget
from indicators.models import Indikator, ItemPerjanjian, Sasaran, TargetTahunan
from workforce.models import Jabatan, PerangkatDaerah

# Goals that come from above the agency: what the head promises for them supports nothing here.
PUNCAK = (JenisSasaran.STRATEGIS, JenisSasaran.KHUSUS)

# A post and an indicator; 0 where nobody promises the indicator.
Kunci = tuple[int, int]


@dataclass(frozen=True)
class SimpulKinerja:
    """An indicator as one post promises it, or as nobody does, with those that support it."""

    indikator: Indikator
    item: ItemPerjanjian | None
    anak: tuple[SimpulKinerja, ...] = ()


@dataclass(frozen=True)
class CabangKinerja:
    """What stands at the top for a sasaran; without one, what nobody promises yet."""

    sasaran: Sasaran | None
    simpul: tuple[SimpulKinerja, ...]


@dataclass(frozen=True)
class PohonKinerja:
    """The indicators of a year as a tree, and what hangs loose with all that is below it."""

    cabang: tuple[CabangKinerja, ...]
    tanpa_induk: tuple[SimpulKinerja, ...]
    belum_diperjanjikan: tuple[Indikator, ...]
    berlaku: int

    @property
    def diperjanjikan(self) -> int:
        """Indicators that somebody promises."""
        return self.berlaku - len(self.belum_diperjanjikan)


def pohon_kinerja(pd: PerangkatDaerah, tahun: int) -> PohonKinerja:
    """The tree of a year, four queries.

    An indicator hangs below the one from which an agreement in force derives it, else below its
    `induk`, else below the same indicator in a superior's agreement. At the top stand what the
    head promises for a strategic or special sasaran, and what a plan measures a sasaran of its
    own with. Everything else without a parent hangs loose. Not promised are indicators in use
    that no agreement in force holds; every one has a unit that answers for it.
    """
    items = list(
        ItemPerjanjian.objects.of_pd(pd)
        .filter(perjanjian__tahun=tahun, perjanjian__status=StatusPerjanjian.BERLAKU)
        .select_related("perjanjian__jabatan", "indikator__unit", "sasaran", "turunan_dari")
        .order_by("-perjanjian__jabatan__kepala_pd", "perjanjian__jabatan", "urutan")
    )
    promised = {i.indikator_id for i in items}
    rows = Indikator.objects.of_pd(pd).select_related("unit").order_by("urutan", "pk")
    used = [i for i in rows if i.berlaku_pada(tahun) or i.pk in promised]
    unowned = tuple(i for i in used if i.pk not in promised)
    nodes: dict[Kunci, SimpulKinerja] = {
        (i.perjanjian.jabatan_id, i.indikator_id): SimpulKinerja(i.indikator, i) for i in items
    }
    nodes |= {(0, i.pk): SimpulKinerja(i, None) for i in unowned}
    measured = _terukur(unowned, tahun)
    superior = dict(Jabatan.objects.of_pd(pd).values_list("pk", "atasan_id"))
    above = _induk(nodes, superior)
    whole = _rangkai(nodes, above)
    top = [whole[k] for k in nodes if above[k] is None and _puncak(nodes[k], measured)]
    loose = [whole[k] for k in nodes if above[k] is None and not _puncak(nodes[k], measured)]
    return PohonKinerja(tuple(_cabang(top)), tuple(loose), unowned, len(used))


def _terukur(rows: Iterable[Indikator], tahun: int) -> set[int]:
    """Indicators that measure a sasaran of a plan whose period covers the year; one query."""
    document = "sasaran_renstra__tujuan__dokumen"
    targets = TargetTahunan.objects.filter(
        **{f"{document}__tahun_awal__lte": tahun, f"{document}__tahun_akhir__gte": tahun},
        indikator__in=rows,
        sumber=SumberTarget.RENSTRA,
    )
    return set(targets.values_list("indikator", flat=True))


def _puncak(node: SimpulKinerja, measured: set[int]) -> bool:
    if node.item is None:
        return node.indikator.pk in measured
    return node.item.perjanjian.jabatan.kepala_pd and node.item.sasaran.jenis in PUNCAK


def _induk(
    nodes: Mapping[Kunci, SimpulKinerja], superior: Mapping[int, int | None]
) -> dict[Kunci, Kunci | None]:
    """Below which node each one hangs; None for those at the top, loose, or in a circle."""
    holders: dict[int, Kunci] = {}
    for post, number in nodes:
        holders.setdefault(number, (post, number))
    found: dict[Kunci, Kunci | None] = {}
    for key, node in nodes.items():
        places = _calon(key, node, superior, holders)
        found[key] = next((p for p in places if p in nodes and p != key), None)
    circling = [key for key in found if key in _ke_atas(key, found)]
    return found | dict.fromkeys(circling)


def _calon(
    key: Kunci,
    node: SimpulKinerja,
    superior: Mapping[int, int | None],
    holders: Mapping[int, Kunci],
) -> Iterator[Kunci]:
    """Where a node could hang, the best place first."""
    post, number = key
    chain = list(_atasan(post, superior))
    source = node.item.turunan_dari if node.item else None
    if source is not None:
        # A derivation holds for every version of the superior's agreement.
        yield from ((p, source.indikator_id) for p in chain)
    parent = node.indikator.induk_id
    if parent is not None:
        yield from ((p, parent) for p in (post, *chain))
        if parent in holders:
            yield holders[parent]
    yield from ((p, number) for p in chain)


def _atasan(post: int, superior: Mapping[int, int | None]) -> Iterator[int]:
    """The posts above one, nearest first."""
    seen: set[int] = {post}
    above = superior.get(post)
    while above is not None and above not in seen:
        seen.add(above)
        yield above
        above = superior.get(above)


def _ke_atas(key: Kunci, above: Mapping[Kunci, Kunci | None]) -> Iterator[Kunci]:
    seen: set[Kunci] = set()
    place = above[key]
    while place is not None and place not in seen:
        seen.add(place)
        yield place
        place = above[place]


def _rangkai(
    nodes: Mapping[Kunci, SimpulKinerja], above: Mapping[Kunci, Kunci | None]
) -> dict[Kunci, SimpulKinerja]:
    """Every node with all that is below it."""
    below: dict[Kunci, list[Kunci]] = {}
    for key, place in above.items():
        if place is not None:
            below.setdefault(place, []).append(key)

    def whole(key: Kunci) -> SimpulKinerja:
        node = nodes[key]
        children = tuple(whole(child) for child in below.get(key, ()))
        return SimpulKinerja(node.indikator, node.item, children)

    return {key: whole(key) for key, place in above.items() if place is None}


def _cabang(top: Iterable[SimpulKinerja]) -> Iterator[CabangKinerja]:
    """Nodes at the top under their sasaran, in its order; what nobody promises comes last."""
    groups: dict[int, tuple[Sasaran | None, list[SimpulKinerja]]] = {}
    for node in top:
        goal = node.item.sasaran if node.item else None
        groups.setdefault(goal.pk if goal else 0, (goal, []))[1].append(node)
    ordered = sorted(groups.values(), key=lambda g: (g[0] is None, g[0].urutan if g[0] else 0))
    return (CabangKinerja(goal, tuple(rows)) for goal, rows in ordered)
