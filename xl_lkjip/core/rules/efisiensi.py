"""EFI101, EFI103, and the faults of EFISIENSI under their own codes."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import kosong
from ..banding import Putusan, putuskan
from ..cetak import DUA_DESIMAL
from ..domain.efisiensi import efisiensi
from ..errors import LkjipError
from ..forms.dokumen import Baris, TabelTerbaca
from ..parameter import METODE_EFISIENSI
from ..workbook import Cell
from ._base import Finding, Konteks, Rule, Sebab, Tingkat, sesudah


class Efisiensi(Rule):
    """Tingkat efisiensi yang tercetak sama dengan hasil metodenya."""

    kode = ("EFI101", "EFI002", "EFI003", "EFI103", "PRE002")
    dasar = "Metode efisiensi yang dipilih di lembar Identitas"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for tabel, baris in konteks.ukuran():
            cell = baris["efisiensi"]
            metode = METODE_EFISIENSI.get(konteks.hitungan.metode(baris))
            nama = f"metode {metode.id} ({metode.rumus})" if metode else "metode mana pun"
            ikut = cell.galat and (baris["capaian"].galat or baris["serapan"].galat)
            if kosong(cell.value) or ikut:
                continue
            try:
                harapan = konteks.hitungan.efisiensi(baris)
            except LkjipError as galat:
                yield self.dari_galat(konteks, tabel, cell, galat, "Tingkat efisiensi")
                continue
            if harapan is None:
                if konteks.hitungan.tanpa_anggaran(baris):
                    yield self.temuan(
                        konteks, tabel, cell, f"Tingkat efisiensi tercetak {cell.tercetak}, padahal baris ini tidak mempunyai anggaran.",
                        "Kosongkan efisiensinya, atau isi pagu dan realisasi anggarannya.",
                        kode="EFI103", tingkat=Tingkat.PERINGATAN, hitung="-",
                    )  # fmt: skip
                continue
            ikut_capaian = konteks.hitungan.ikut_tercetak(baris)
            sebab = konteks.dari(tabel, baris, "capaian") if ikut_capaian else Sebab(akar=konteks.akar_pagu(tabel, baris))
            akar = () if sebab.get("akar") else _akar(konteks, tabel, baris)
            for satu in self.bandingkan(
                konteks, tabel, cell, harapan.semua, siapa="Tingkat efisiensi",
                sebab=f"menurut {nama} hasilnya {{hitung}}", akibat=konteks.akibat(baris) or konteks.akibat_capaian(baris),
                format_baku=metode.format if metode else DUA_DESIMAL, dasar=metode.dasar if metode else "",
                **sebab,
            ):  # fmt: skip
                yield sesudah(satu, *akar) if akar and satu.tingkat is not Tingkat.INFO else satu


def _akar(konteks: Konteks, tabel: TabelTerbaca, baris: Baris) -> tuple[()] | tuple[str, str]:
    """The cell, and its finding, which once mended makes the printed efisiensi right."""
    hitungan, metode, cell = konteks.hitungan, konteks.hitungan.metode(baris), baris["efisiensi"]
    capaian, serapan = hitungan.capaian_ada(baris), hitungan.serapan(baris)
    if capaian is None or serapan is None or not metode:
        return ()
    usul = [
        (baris["capaian"], c, s, a)
        for c, a in konteks.usulan_rasio(tabel.lembar, baris["capaian"])
        for s in serapan.masukan(baris["serapan"])
    ]
    usul += [
        (baris["serapan"], c, s, a)
        for s, a in konteks.usulan_rasio(tabel.lembar, baris["serapan"])
        for c in capaian.masukan(baris["capaian"])
    ]
    usul += [(sel, c, s, a) for sel, s, a in _serapan(konteks, tabel, baris) for c in capaian.masukan(baris["capaian"])]
    for sel, c, s, a in usul:
        try:
            cocok = putuskan(cell, [efisiensi(c, s, metode)], rasio=metode != "rasio") is Putusan.COCOK
        except LkjipError:
            continue
        if cocok:
            return sel.alamat, a
    return ()


def _serapan(konteks: Konteks, tabel: TabelTerbaca, baris: Baris) -> Iterator[tuple[Cell, float, str]]:
    """What the serapan would be with another pagu or realisasi anggaran."""
    pagu, realisasi = baris.angka("pagu"), baris.angka("realisasi_anggaran")
    if pagu and realisasi and pagu.nilai and realisasi.nilai:
        for n, akar in konteks.usulan(tabel.lembar, baris["pagu"]):
            if n:
                yield baris["pagu"], realisasi.nilai / n, akar
        for n, akar in konteks.usulan(tabel.lembar, baris["realisasi_anggaran"]):
            yield baris["realisasi_anggaran"], n / pagu.nilai, akar
