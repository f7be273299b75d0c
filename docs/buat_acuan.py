"""Writes the generated pages of the manual from the declarations in the code: `make acuan`. A test compares them."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from xl_lkjip.core import functions  # noqa: F401 - importing it fills the registry
from xl_lkjip.core.cetak import umum
from xl_lkjip.core.errors import KATALOG
from xl_lkjip.core.forms.data import SKEMA, Kunci
from xl_lkjip.core.forms.pernyataan_terbaca import JUDUL as JUDUL_PERNYATAAN
from xl_lkjip.core.parameter import METODE_EFISIENSI, SKALA, SKOR_PEGAWAI, Skala
from xl_lkjip.core.pernyataan import ARITMETIKA
from xl_lkjip.core.profil import PROFIL
from xl_lkjip.core.registry import FUNCTIONS, WorksheetFunction
from xl_lkjip.core.rules import Rule, semua_aturan

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "tests"))  # the corpus lives with the tests that prove it

import aturan as contoh_aturan  # noqa: E402
from korpus import JUDUL, Baris, semua  # noqa: E402
from korpus.skor import buku, temuan  # noqa: E402

_DIBUAT = "<!-- Halaman ini dibuat oleh `make acuan` dari deklarasi di dalam kode; jangan disunting langsung. -->"
_ARTI_SATUAN = {"rasio": "rasio (1,0294 tampil 102,94%)", "poin": "poin 0-100", "teks": "teks", "angka": "angka"}


def halaman() -> dict[str, str]:
    """File name -> content of every generated page."""
    isi = {"acuan.md": _acuan(), "data-json.md": _data(), "korpus.md": _korpus()}
    hasil = {nama: "\n".join(baris) + "\n" for nama, baris in isi.items()}
    return {**hasil, **_aturan(), "pernyataan.md": _sisipkan((FOLDER / "pernyataan.md").read_text(encoding="utf-8"), _pernyataan())}


def _acuan() -> Iterator[str]:
    yield from ("# Acuan", "", _DIBUAT, "", "## Fungsi", "")
    for fungsi in FUNCTIONS.values():
        yield from _fungsi(fungsi)
    yield from ("## Metode efisiensi", "")
    yield from _tabel(("Metode", "Rumus", "Dasar"), [(m.id, m.rumus, m.dasar) for m in METODE_EFISIENSI.values()])
    yield from ("## Skala predikat", "")
    for skala in SKALA.values():
        yield from _skala(skala)
    yield from ("## Skor Indeks Profesionalitas satu pegawai", "")
    for skor in SKOR_PEGAWAI:
        yield from (f"Dasar: {skor.dasar}, berlaku sejak {skor.berlaku_sejak}.", "")
        rinci = [("kualifikasi", k.upper(), umum(v)) for k, v in skor.kualifikasi.items()]
        rinci += [("kompetensi", f"{jenis}, {jabatan}", umum(v)) for jenis, per in skor.kompetensi.items() for jabatan, v in per.items()]
        rinci += [("kinerja", f"nilai SKP sejak {umum(batas)}", umum(v)) for batas, v in skor.kinerja]
        rinci += [("disiplin", f"hukuman {k}", umum(v)) for k, v in skor.disiplin.items()]
        yield from _tabel(("Dimensi", "Keadaan", "Skor"), rinci)
    yield from ("## Profil instansi", "", "Profil adalah praktik sebuah instansi, bukan aturan. Kosong: laporannya tidak menyebutkan.", "")
    kolom = [(p.id, p.judul, p.skala, p.metode_efisiensi, p.arah_invers, p.pembulatan, p.total, p.dasar) for p in PROFIL.values()]
    yield from _tabel(("Profil", "Judul", "Skala", "Efisiensi", "Arah invers", "Pembulatan", "Total atas", "Dasar"), kolom)
    yield from ("## Aturan pemeriksaan", "", "Lihat [satu halaman tiap aturan](aturan/README.md).", "", "## Kode kesalahan", "")
    yield from _tabel(("Kode", "Di dalam sel", "Sebab", "Perbaikan"), [(k, p.excel, p.sebab, p.saran) for k, p in KATALOG.items()])


def _aturan() -> dict[str, str]:
    """A page for each rule, and their list."""
    hasil = {}
    daftar = [
        "# Aturan pemeriksaan",
        "",
        _DIBUAT,
        "",
        "Satu halaman tiap aturan: tuntutannya, dasarnya, contoh yang salah dan yang benar.",
        "",
    ]
    isi = []
    for aturan in sorted(semua_aturan(), key=lambda a: a.kode):
        nama = type(aturan).__module__.rpartition(".")[2]
        isi.append((f"[{', '.join(aturan.kode)}]({nama}.md)", (type(aturan).__doc__ or "").strip(), aturan.tingkat.value))
        hasil[f"aturan/{nama}.md"] = "\n".join(_halaman_aturan(aturan)) + "\n"
    daftar += _tabel(("Kode", "Aturan", "Tingkat"), isi)
    daftar += [
        "Tingkat di sini tingkat yang lazim: *galat* hanya bila hitungannya pasti, *peringatan* bila dugaan, *info* bila soal",
        "cara menulis.",
        "Angka yang dipotong, bukan dibulatkan, adalah info di bawah kode yang sama.",
    ]
    return {**hasil, "aturan/README.md": "\n".join(daftar) + "\n"}


def _halaman_aturan(aturan: Rule) -> Iterator[str]:
    yield from (f"# {', '.join(aturan.kode)}", "", _DIBUAT, "", (type(aturan).__doc__ or "").strip(), "")
    yield from (f"Dasar: {aturan.dasar}. Tingkat: {aturan.tingkat.value}.", "")
    for kode in aturan.kode:
        contoh = contoh_aturan.semua().get(kode)
        if contoh is None:
            continue
        ada = [t for t in contoh_aturan.temuan(contoh.salah) if t.kode == kode]
        yield from (f"## {kode}", "")
        if contoh.sumber:
            yield from (f"Contoh dari {contoh.sumber}.", "")
        yield from ("Salah:", "", *contoh_aturan.tampil(contoh.salah), "")
        yield from _tabel(
            ("Lembar", "Sel", "Tingkat", "Temuan", "Saran"), [(t.lembar, t.sel, t.tingkat.value, t.pesan, t.saran) for t in ada]
        )
        yield from ("Benar:", "", *contoh_aturan.tampil(contoh.benar), "")


def _korpus() -> Iterator[str]:
    baris = semua()
    yield from ("# Bukti: setiap angka hitungan dalam lima laporan", "", _DIBUAT, "")
    yield from (
        f"Kelima laporan kinerja yang terbit memuat {len(baris)} angka yang dihitung dari angka lain dalam laporan yang sama.",
        "Masing-masing disalin seperti tercetak, dua kali oleh pembaca yang berbeda, lalu dihitung ulang oleh fungsi-fungsi ini",
        "di setiap pengujian (`tests/korpus`).",
        "",
    )
    urut = ("cocok", "dipotong", "salah", "tak_terurai")
    kota = dict.fromkeys(b.kota for b in baris)
    isi = [(k.title(), *_hitung_putusan([b for b in baris if b.kota == k], urut)) for k in kota]
    yield from _tabel(
        ("Laporan", "Angka", "Benar", "Dipotong", "Salah", "Tanpa aturan", "Salah di tabel"),
        [*isi, ("Jumlah", *_hitung_putusan(baris, urut))],
    )
    yield from ("## Jenis kesalahan", "")
    kelas = Counter(b.kelas for b in baris if b.putusan == "salah")
    contoh = {k: next(b for b in baris if b.kelas == k) for k in kelas}
    yield from _tabel(
        ("Jenis", "Banyak", "Contoh"),
        [
            (k, str(n), f"{contoh[k].kota.title()}, {contoh[k].bagian}: {contoh[k].tercetak}. {contoh[k].penjelasan}")
            for k, n in kelas.most_common()
        ],
    )


_ARTI_JUDUL = {
    "letak": "di mana dalam laporan; boleh beberapa kolom",
    "besaran": "angka apa itu",
    "rumus": "hitungannya, diketik sebagai teks",
    "tercetak": "angka, predikat, atau putusan seperti tercetak",
    "tahun": "tahun angka itu, bila bukan tahun laporan (boleh tidak ada)",
    "peran": "target, realisasi, capaian, pagu, realisasi anggaran, serapan, ... (boleh tidak ada)",
}
_CONTOH = (
    ("3.1.1, alinea 1", "ASN yang mengikuti diklat", "BAGIAN(2283; 3008)", "75,91%"),
    ("3.1.1, alinea 1", "Capaian indikator diklat", "CAPAIAN(13,02%; 75,91%)", "583,04%"),
    ("3.1.1, alinea 2", "ASN yang belum mengikuti", "SELISIH(3008; 2283)", "208"),
    ("3.1.2, tabel", "Capaian Indeks Sistem Merit", "CAPAIAN(260; 262)", "100,76%"),
    ("3.1.4", "Kategori nilai SAKIP", 'PREDIKAT(85,49; "sakip88")', "A (Memuaskan)"),
    ("4.1", "Anggaran ketiga program", 'JUMLAH("4,311,989,853.00"; "787,612,348.00"; "9,546,367,212.00")', "14.645.969.413"),
    ("4.1", "Serapan anggaran", "12.794.779.239 / 14.645.969.413", "87,36%"),
)


def _pernyataan() -> dict[str, Iterator[str]]:
    """The generated parts of the page on statements."""
    judul = [(k.title(), ", ".join(s.capitalize() for s in sinonim[1:]), _ARTI_JUDUL[k]) for k, sinonim in JUDUL_PERNYATAAN.items()]
    fungsi = [
        (f"`{a.tanda_tangan}`", a.arti, "<br>".join(f"`{c.rumus}` = {c.tampil}" + (f"; {c.sumber}" if c.sumber else "") for c in a.contoh))
        for a in ARITMETIKA.values()
    ]
    ada = [(t.sel, t.kode, t.tingkat.value, t.pesan, t.saran) for t in temuan(buku(_CONTOH))]
    return {
        "judul": _tabel(("Judul kolom", "Juga dikenal", "Isi"), judul),
        "fungsi": _tabel(("Fungsi", "Arti", "Contoh"), fungsi),
        "contoh": _tabel(("", "A", "B", "C", "D"), [("1", *JUDUL), *((str(n), *baris) for n, baris in enumerate(_CONTOH, 2))]),
        "temuan": _tabel(("Sel", "Kode", "Tingkat", "Temuan", "Saran"), ada),
    }


def _sisipkan(teks: str, bagian: dict[str, Iterator[str]]) -> str:
    """A page written by hand, with its generated parts between their marks."""
    for nama, baris in bagian.items():
        awal, akhir = f"<!-- dibuat: {nama} -->", "<!-- selesai -->"
        isi = "\n".join((awal, *baris, akhir))
        teks, banyak = re.subn(f"{awal}.*?{akhir}", lambda _, isi=isi: isi, teks, flags=re.DOTALL)  # type: ignore[misc]
        assert banyak == 1, nama
    return teks


def _hitung_putusan(baris: Sequence[Baris], urut: Sequence[str]) -> list[str]:
    banyak = Counter(b.putusan for b in baris)
    tabel = sum(b.putusan == "salah" and b.tempat == "tabel" for b in baris)
    return [str(n) for n in (len(baris), *(banyak[p] for p in urut), tabel)]


def _fungsi(fungsi: WorksheetFunction) -> Iterator[str]:
    yield from (f"### {fungsi.nama}", "", f"`{fungsi.tanda_tangan}`", "", fungsi.ringkas, "")
    yield from _tabel(("Argumen", "Arti", "Wajib"), [(a.nama, a.bantuan, "ya" if a.wajib else "") for a in fungsi.argumen])
    yield from (f"Hasil: {_ARTI_SATUAN[fungsi.satuan]}. Dasar: {fungsi.dasar}. Galat: {', '.join(fungsi.galat)}.", "")
    yield from _tabel(("Contoh", "Tampil", "Sumber"), [(f"`{c.rumus}`", c.tampil, c.sumber) for c in fungsi.contoh])


def _skala(skala: Skala) -> Iterator[str]:
    yield from (f"### {skala.id}", "", f"{skala.judul}. Dasar: {skala.dasar}. Berlaku sejak {skala.berlaku_sejak}. {skala.catatan}", "")
    pita = [(f"{p.operator.replace('>=', '≥')} {umum(p.batas)}" if i else _terendah(skala), p.label) for i, p in enumerate(skala.pita)]
    lengkap = [p.lengkap for p in skala.pita]
    yield from _tabel((f"Nilai ({skala.satuan})", "Label", "Lengkap"), [(n, p, s) for (n, p), s in zip(pita, lengkap, strict=True)][::-1])


def _terendah(skala: Skala) -> str:
    return f"≥ {umum(skala.pita[0].batas)}" if skala.berbatas_bawah else "di bawahnya"


def _data() -> Iterator[str]:
    yield from ("# Data JSON untuk `xl-lkjip isi`", "", _DIBUAT, "")
    yield from (
        "Satu berkas JSON (UTF-8) mengisi kedua formulir. Contoh lengkapnya dibuat oleh `xl-lkjip contoh`: `blitar_2023.json`",
        "berisi angka yang benar, `blitar_2023_tercetak.json` berisi angka seperti tercetak dalam laporan.",
        "",
        '- Angka boleh ditulis sebagai angka JSON (`271.5`) atau teks Indonesia (`"271,5"`, `"13,02%"`, `"Rp 1.000.000"`).',
        '  Teks yang berarti satu angka masuk ke sel sebagai angka, seperti bila diketik di Excel; `"A (86,35)"` tetap teks.',
        "- Teks tidak pernah menjadi rumus, juga bila diawali tanda sama dengan.",
        "- Kunci yang tidak dikenal, kunci ganda, dan isi yang salah bentuk ditolak dengan menyebut tempatnya, dan tidak ada yang ditulis.",
        "",
    )
    yield from _kunci(SKEMA, "")


def _kunci(kunci: Kunci, tempat: str) -> Iterator[str]:
    yield from (f"## {f'`{tempat}`' if tempat else 'Tingkat teratas'}", "")
    yield from _tabel(
        ("Kunci", "Jenis", "Wajib", "Arti"), [(f"`{k.nama}`", _jenis(k), "ya" if k.wajib else "", k.bantuan) for k in kunci.isi]
    )
    for anak in kunci.isi:
        if anak.isi:
            yield from _kunci(anak, f"{tempat}.{anak.nama}".lstrip(".") + ("[]" if anak.jenis == "daftar" else ""))


def _jenis(kunci: Kunci) -> str:
    if kunci.pilihan:
        return "pilihan: " + ", ".join(kunci.pilihan)
    return {"nilai": "angka atau teks", "teks-daftar": "teks atau daftar teks", "daftar": "daftar objek"}.get(kunci.jenis, kunci.jenis)


def _tabel(judul: Sequence[str], isi: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(judul)} |"
    yield "|" + "---|" * len(judul)
    for baris in isi:
        yield f"| {' | '.join(s.replace('|', chr(92) + '|') for s in baris)} |"
    yield ""


if __name__ == "__main__":
    (FOLDER / "aturan").mkdir(exist_ok=True)
    for nama, isi in halaman().items():
        (FOLDER / nama).write_text(isi, encoding="utf-8")
