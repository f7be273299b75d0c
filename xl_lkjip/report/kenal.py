"""What was recognised in a workbook, on the terminal: which tables stand where, what each column was taken for, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..core.forms import FORMULIR
from ..core.forms.dokumen import Dokumen, TabelTerbaca
from ..core.forms.hitungan import Hitungan
from ..core.forms.tabel_umum import KolomUmum, TabelUmum
from ..core.workbook import huruf_kolom

_SARAN = (
    "Salah tebak? Beri petunjuk: lembar bernama Petunjuk Validasi dengan satu baris tiap petunjuk, atau --petunjuk, misalnya"
    ' --petunjuk "kolom Lembar1!F = capaian" --petunjuk "skala = permendagri86" --petunjuk "arah Jumlah temuan = turun".'
)

_SEBAGAI = {"pengukuran": "Pengukuran", "pk_indikator": "PK, indikator", "pk_program": "PK, anggaran"}


def cetak_kenal(layar: Console, nama: str, dokumen: Sequence[Dokumen], *, cara: str) -> None:
    """Print the documents of one workbook; `cara` says how its tables were found."""
    layar.print(Text(nama, style="bold"))
    if not dokumen:
        layar.print(Text("  Tidak ada tabel PK atau Pengukuran yang dikenal.", style="yellow"))
        return
    layar.print(Text(f"  Dikenali dari {cara}."))
    for satu in dokumen:
        hitungan = Hitungan(satu, None)
        layar.print(Text(f"  {FORMULIR[satu.jenis].judul}: skala {_skala(satu, hitungan)}, metode efisiensi {_metode(satu, hitungan)}."))
        milik = [t for t in (*satu.tabel, *satu.pendukung) if t.asal is None]
        if milik:
            tabel = Table("Lembar", "Tabel", "Baris isi", "Baris jumlah", "Kolom")
            for t in milik:
                tabel.add_row(t.lembar, t.kunci, _baris(t), str(t.jumlah.baris) if t.jumlah else "-", _kolom(t))
            layar.print(tabel)
    umum = list({(t.lembar, t.luas): t for d in dokumen for t in d.umum if not t.templat}.values())  # a PK and its measurement share them
    if umum:
        layar.print(_umum(umum, dokumen))
        for d in dokumen:
            for teks in _arah(d):
                layar.print(Text(f"  {teks}"))
        layar.print(Text(f"  {_SARAN}", style="dim"))


def _umum(umum: Sequence[TabelUmum], dokumen: Sequence[Dokumen]) -> Table:
    tabel = Table("Lembar", "Luas", "Judul", "Dipakai sebagai", "Baris", "Kolom dan artinya")
    for t in umum:
        sebagai = dict.fromkeys(_SEBAGAI.get(u.kunci, u.kunci) for d in dokumen for u in d.tabel if _dari(u, t))
        pandangan = any(_dari(p, t) for d in dokumen for p in d.pandangan)
        apa = ", ".join(sebagai) or ("pembanding tabel utama" if pandangan else "data pendukung")
        tabel.add_row(t.lembar, t.luas, t.judul[:60], apa, str(len(t.isi())), "; ".join(map(_arti, t.kolom)))
    return tabel


def _dari(satu: TabelTerbaca, tabel: TabelUmum) -> bool:
    return satu.asal is not None and (satu.asal.lembar, satu.asal.luas) == (tabel.lembar, tabel.luas)


def _arti(kolom: KolomUmum) -> str:
    arti = kolom.arti
    waktu = f" {arti.tahun}" * bool(arti.tahun) + f" TW{arti.triwulan}" * bool(arti.triwulan) + f" ({arti.tahap})" * bool(arti.tahap)
    rumus = f" = {kolom.rumus}" if kolom.rumus else ""
    return f'{huruf_kolom(kolom.nomor)} {arti.peran}{waktu}{rumus} "{kolom.nama[:24]}"'


def _skala(dokumen: Dokumen, hitungan: Hitungan) -> str:
    if dokumen.skala:
        return dokumen.skala
    return f"tidak disebut; dari predikatnya {hitungan.skala_buku}" if hitungan.skala_buku else "tidak disebut"


def _metode(dokumen: Dokumen, hitungan: Hitungan) -> str:
    if dokumen.metode_efisiensi:
        return dokumen.metode_efisiensi
    simpulan = {m for t in (*dokumen.tabel, *dokumen.pandangan) if "efisiensi" in t.kolom and (m := hitungan.metode(t.baris[0]))}
    return f"tidak disebut; dari angkanya {', '.join(sorted(simpulan))}" if simpulan else "tidak disebut"


def _arah(dokumen: Dokumen) -> Iterator[str]:
    """Indicators that are not counted naik, and where that was seen."""
    for nama, arah in dokumen.arah.items():
        yield f'Arah "{nama}": {arah} (petunjuk).'
    for nama, tempat, arah in Hitungan(dokumen, None).arah_terbukti():
        yield f'Arah "{nama}": {arah}, karena hanya begitu capaian di {tempat} benar.'


def _baris(tabel: TabelTerbaca) -> str:
    """Which rows hold something."""
    nomor = [b.baris for b in tabel.baris]
    return f"{len(nomor)} ({nomor[0]}-{nomor[-1]})" if nomor else "kosong"


def _kolom(tabel: TabelTerbaca) -> str:
    return ", ".join(f"{huruf_kolom(n)} {k}" for k, n in sorted(tabel.kolom.items(), key=lambda k: k[1]))
