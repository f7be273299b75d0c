"""The documents in a workbook: our templates by the names of their cells, any other table by its header words.

Nothing is looked up by a fixed address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..angka import kosong
from ..workbook import Cell, Workbook
from . import FORMULIR, TABEL, identitas
from .dokumen import Baris, Dokumen, TabelTerbaca
from .indeks_tabel import berindeks
from .nama import normal
from .pandangan import pandangan
from .pengenal import kenali_lembar
from .pernyataan_terbaca import baca_pernyataan
from .petunjuk import Petunjuk, petunjuk_buku
from .tabel_umum import TabelUmum
from .templat_terbaca import baca_tabel, bernama

_BERARTI = frozenset({"target", "realisasi", "capaian", "pagu", "realisasi_anggaran", "serapan", "efisiensi", "kemajuan"})
_TEMPAT_TAMBAHAN = frozenset({"Triwulan Program"})  # sheets of ours that agencies fill with tables of data of their own
_JUDUL_PK = "perjanjian kinerja"
_LEMBAR_PK = re.compile(r"(?:.* )?pk(?: .*)?|perjanjian|perjanjian kinerja.*|perjanjian \d+")
_TAJUK_MAKS = 150  # longer texts above a table are sentences that mention a PK


def kenali(buku: Workbook, petunjuk: Petunjuk | None = None) -> list[Dokumen]:
    """The documents in a workbook, one of each form at most; none when no table of ours is in it. Faults: FRM001, PTJ001."""
    petunjuk = petunjuk_buku(buku, petunjuk)
    utama = {t.kunci for f in FORMULIR.values() for t in f.lembar_utama.tabel}
    tabel = baca_tabel(buku) if bernama(buku) else []
    milik_templat = {t.lembar for t in tabel}  # sheets of ours hold no other table; sheets that were added may
    pendukung = [t for t in tabel if t.kunci not in utama]
    tabel = [t for t in tabel if t.kunci in utama]
    _arah(tabel + pendukung, petunjuk)
    pernyataan = baca_pernyataan(buku)
    lewat = milik_templat | {p.lembar for p in pernyataan} | {s.nama for s in buku.sheets if s.nama.lower() in petunjuk.abaikan}
    umum = [t for sheet in buku.sheets if sheet.nama not in lewat for t in kenali_lembar(sheet, petunjuk)]
    if not pernyataan and not tabel and not any(k.peran in _BERARTI for t in umum for k in t.kolom) and not any(map(berindeks, umum)):
        umum = []  # a list of names or goods is no report of ours
    lihat = [p for t in umum for p in pandangan(t)]
    if not any(t.kunci == "pengukuran" for t in tabel):
        ukur = _utama(lihat)
        tabel += [ukur] if ukur else []
        lihat = [p for p in lihat if p is not ukur]
    if not any(t.kunci.startswith("pk_") for t in tabel):
        tabel += _pk(umum, ada_ukur=any(t.kunci == "pengukuran" for t in tabel))
    tabel = [t for t in tabel if t.baris] or tabel
    sel = {i.kunci: cell for i in identitas.ISIAN if (cell := buku.bernama(i.nama))}
    isi = {k: c.tercetak for k, c in sel.items() if not kosong(c.value)}
    alamat = {k: c.alamat for k, c in sel.items()}
    isi.update({k: v for k, v in (("skala", petunjuk.skala), ("metode_efisiensi", petunjuk.metode)) if v})
    hasil: list[Dokumen] = []
    for jenis, formulir in FORMULIR.items():
        milik = [t for t in tabel if t.kunci in {f.kunci for f in formulir.lembar_utama.tabel}]
        lain = [t for t in pendukung if t.kunci in {f.kunci for f in formulir.tabel}]
        if milik or (jenis == "pengukuran" and (lihat or umum or pernyataan) and not (hasil and not lihat and not pernyataan)):
            hasil.append(Dokumen(buku.nama, jenis, isi, milik, lain, alamat, buku=buku, pertama=not hasil))
    umum = [*umum, *(t for nama in _TEMPAT_TAMBAHAN & milik_templat for t in _templat(buku, nama))]
    if hasil:
        hasil[-1].pandangan, hasil[-1].pernyataan = lihat, pernyataan
    for satu in hasil:
        satu.arah, satu.umum, satu.terakhir = petunjuk.arah, umum, satu is hasil[-1]
        satu.pk_disebut, satu.maks = petunjuk.pk, petunjuk.maks
    return hasil


def _arah(tabel: Sequence[TabelTerbaca], petunjuk: Petunjuk) -> None:
    """The column Arah of our templates is not printed: in a submission the hints stand for it, and none means naik, as a blank does."""
    for t in tabel:
        if "arah" not in t.kolom and any(k.kunci == "arah" for k in TABEL[t.kunci].kolom):
            for b in t.baris:
                b.sel["arah"] = Cell(b.baris, 0, petunjuk.arah.get(normal(b.teks("indikator"))))


def _templat(buku: Workbook, nama: str) -> list[TabelUmum]:
    """A sheet of our template as a table of any layout: the rules on sums and on data by quarter apply to it as well."""
    sheet = buku.sheet(nama)
    hasil = kenali_lembar(sheet)[:1] if sheet else []
    for satu in hasil:
        satu.templat = True
    return hasil


def _utama(lihat: Sequence[TabelTerbaca]) -> TabelTerbaca | None:
    """The measurement itself: of the tables of one year with indikator, target and realisasi, the one that says most."""
    calon = [
        p for p in lihat if {"target", "realisasi"} <= p.kolom.keys() and p.waktu == (0, 0) and p.asal and p.asal.berperan("indikator")
    ]
    calon = [p for p in calon if not p.asal or not p.asal.berperan("program") or "sasaran" in p.kolom or len(calon) == 1] or calon
    if not calon:
        return None
    terbaik = max(calon, key=lambda p: len(p.kolom) * len(p.baris))
    terbaik.utama = True
    terbaik.jumlah = _jumlah(terbaik.asal, terbaik) if terbaik.asal else None
    return terbaik


def _pk(umum: Sequence[TabelUmum], *, ada_ukur: bool) -> list[TabelTerbaca]:
    """Tables of the agreement: indicators with targets, programmes with budgets, and nothing that was reached.

    Beside a measurement only those whose title or sheet says that they are the agreement, and what follows on the same sheet.
    """
    hasil: list[TabelTerbaca] = []
    lembar = ""
    for tabel in umum:
        bertajuk = any(_JUDUL_PK in normal(t) for t in tabel.judul_atas if len(t) <= _TAJUK_MAKS)
        bertajuk = bertajuk or bool(_LEMBAR_PK.fullmatch(normal(tabel.lembar))) or _JUDUL_PK in normal(tabel.lembar)
        peran = {k.peran for k in tabel.kolom}
        dicapai = peran & {"realisasi", "capaian", "realisasi_anggaran", "serapan", "efisiensi", "kemajuan", "persen"}
        berwaktu = any(k.arti.triwulan or k.arti.renstra for k in tabel.kolom)
        if ada_ukur and not bertajuk and not (lembar == tabel.lembar and peran >= {"program", "pagu"}):
            lembar = ""
            continue
        if dicapai or berwaktu:
            continue
        if {"indikator", "target"} <= peran and len(tabel.berperan("indikator")) == 1:
            hasil.append(_satu("pk_indikator", tabel, ("no", "sasaran", "indikator", "satuan", "target", "formulasi", "arah")))
            lembar = tabel.lembar
        if {"program", "pagu"} <= peran:
            hasil.append(_satu("pk_program", tabel, ("no", "program", "pagu", "keterangan")))
            lembar = ""
    return hasil


def _satu(kunci: str, tabel: TabelUmum, peran: Sequence[str]) -> TabelTerbaca:
    kolom: dict[str, int] = {}
    for p in peran:
        calon = tabel.berperan(p)
        if calon:
            kolom[p] = min(calon, key=lambda k: (k.arti.tahap == "awal", k.nomor)).nomor
    terbaca = TabelTerbaca(kunci, tabel.lembar, kolom, asal=tabel)
    punya = "indikator" if kunci == "pk_indikator" else "program"
    for b in tabel.isi():
        baris = Baris(b.baris, {k: b.sel.get(n) or Cell(b.baris, n) for k, n in kolom.items()}, b.teks.get("sasaran", ""))
        if not kosong(baris[punya].value) or not kosong(baris["target" if punya == "indikator" else "pagu"].value):
            terbaca.baris.append(baris)
    terbaca.jumlah = _jumlah(tabel, terbaca)
    return terbaca


def _jumlah(tabel: TabelUmum, terbaca: TabelTerbaca) -> Baris | None:
    """The total row, where there is one and it closes the table."""
    berisi = [b for b in tabel.baris if b.jenis != "bagian"]
    if [b.jenis in ("jumlah", "rata") for b in berisi].count(True) != 1 or berisi[-1].jenis not in ("jumlah", "rata"):
        return None
    return Baris(berisi[-1].baris, {k: berisi[-1].sel[n] for k, n in terbaca.kolom.items() if n in berisi[-1].sel})
