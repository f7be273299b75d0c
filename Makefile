# Perintah untuk mencoba, menguji, dan membangun xl_lkjip. `make` saja menampilkan daftarnya.
#
# Python yang dipakai adalah Python milik sistem, karena modul uno dari LibreOffice dibuat untuknya.
# Bila perlu yang lain: make demo PYTHON_SISTEM=/jalur/ke/python3

PYTHON_SISTEM ?= $(firstword $(wildcard /usr/bin/python3) $(shell command -v python3) /usr/bin/python3)
export PYTHON_SISTEM

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check

.PHONY: bantuan demo contoh-semua test skor segel templat gambar acuan oxt xlam bersih libreoffice

bantuan:
	@echo 'make demo     menyiapkan .venv, lalu membuat contoh di build/contoh (tanpa LibreOffice)'
	@echo 'make contoh-semua membuat kedua formulir kelima laporan di build/contoh-semua'
	@echo 'make test     menyiapkan semuanya termasuk LibreOffice 25.2, lalu menjalankan seluruh pemeriksaan dan uji'
	@echo 'make skor     mengukur pemeriksa pada kelima laporan dan menulis docs/skor.md'
	@echo 'make segel    mengukur segel: 200 suntingan acak satu sel, 50 kali simpan ulang'
	@echo 'make templat  membangun ulang templates/*.xlsx'
	@echo 'make acuan    membangun ulang halaman acuan di docs'
	@echo 'make gambar   menggambar ulang halaman contoh di docs/gambar'
	@echo 'make oxt      membangun ekstensi LibreOffice, build/xl_lkjip.oxt'
	@echo 'make xlam     membangun ulang add-in Excel, xl_lkjip/hosts/excel/bahan/xl_lkjip.xlam'
	@echo 'make bersih   menghapus .venv, build, dan berkas sementara'

demo: .venv/.siap
	@rm -rf build/contoh
	@$(BIN)/xl-lkjip contoh build/contoh

contoh-semua: .venv/.siap
	@rm -rf build/contoh-semua
	@$(BIN)/xl-lkjip contoh --semua build/contoh-semua

test: .venv/.siap-uji libreoffice
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile

skor: .venv/.siap
	@PYTHONPATH=tests $(BIN)/python -m skor

segel: .venv/.siap-uji libreoffice
	@PYTHONPATH=tests $(BIN)/python -m segel_ukur

templat: .venv/.siap
	$(BIN)/python -m xl_lkjip.xlsx.templat

acuan: .venv/.siap
	$(BIN)/python docs/buat_acuan.py

oxt: .venv/.siap
	@$(BIN)/python -m xl_lkjip.hosts.libreoffice.oxt build/xl_lkjip.oxt

gambar: .venv/.siap-uji
	$(BIN)/python docs/buat_gambar.py
	$(BIN)/python docs/buat_langkah.py

xlam: .venv/.siap
	@$(BIN)/python -m xl_lkjip.hosts.excel.addin

bersih:
	rm -rf .venv build dist *.egg-info .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

libreoffice:
	@.ci/siapkan_debian.sh semua

$(BIN)/pip:
	@.ci/siapkan_debian.sh python
	$(PYTHON_SISTEM) -m venv --clear .venv

# Tanda .siap menghemat waktu: pemasangan diulang hanya bila daftar kebutuhan berubah.
.venv/.siap: setup.cfg pyproject.toml | $(BIN)/pip
	$(PIP) -e .
	@touch $@

# Hanya uno dan unohelper yang diambil dari sistem, lewat folder berisi dua tautan yang disebut oleh uno.pth.
.venv/.siap-uji: setup.cfg pyproject.toml | $(BIN)/pip libreoffice
	$(PIP) -e '.[uji]'
	@mkdir -p .venv/uno
	@modul=$$($(PYTHON_SISTEM) -c 'import uno, unohelper; print(uno.__file__, unohelper.__file__)') && ln -sf $$modul .venv/uno/
	@situs=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') && echo '../../../uno' > "$$situs/uno.pth"
	@$(BIN)/python -c 'import uno' || { echo 'Modul uno tidak cocok dengan Python di .venv. Jalankan: make bersih test' >&2; exit 1; }
	@touch .venv/.siap $@
