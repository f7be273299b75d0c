#!/usr/bin/env bash
# Prepares a machine for `make demo` (argument "python") or `make test` (argument "semua", the default).
# Installs with apt what is missing and nothing else; when nothing is missing it does nothing.
set -euo pipefail

readonly MINIMUM=25.2
readonly PYTHON=${PYTHON_SISTEM:-/usr/bin/python3}
readonly SCOPE=${1:-semua}
readonly BACKPORTS=/etc/apt/sources.list.d/xl-lkjip-backports

fail() {
  printf 'GAGAL: %s\n  Perbaikan: %s\n' "$1" "$2" >&2
  exit 1
}

as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }
apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@"; }

has_python() { "$PYTHON" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))'; }
has_office() {
  local program version
  program=$(dirname "$(readlink -f "$(command -v soffice)")") || return
  version=$(soffice --version | sed -nE 's/^LibreOffice ([0-9]+\.[0-9]+).*/\1/p') || return
  [[ $(printf '%s\n' "$MINIMUM" "$version" | sort -V | sed -n 1p) == "$MINIMUM" ]] &&
    [[ -e $program/../share/registry/calc.xcd && -e $program/pythonscript.py && -e $program/libvclplug_genlo.so ]] && "$PYTHON" -c 'import uno'
}
has_indonesian() { [[ -e $(dirname "$(readlink -f "$(command -v soffice)")")/../share/registry/Langpack-id.xcd ]]; }
has_fonts() { [[ $(find /usr/share/fonts /usr/local/share/fonts -iname 'LiberationSans-Regular.*') ]]; }
has_pdftotext() { command -v pdftotext; }

# The packages without windows (-nogui) have to give way; each is replaced, so that no part of LibreOffice is lost.
office_packages() {
  echo libreoffice-calc python3-uno libreoffice-script-provider-python
  dpkg-query -W -f '${db:Status-Status} ${Package}\n' 'libreoffice*-nogui' | sed -nE 's/^installed (.*)-nogui$/\1/p'
}

missing() {
  has_python >&2 || echo python3-venv
  [[ $SCOPE == semua ]] || return 0
  has_office >&2 || office_packages
  has_indonesian >&2 || echo libreoffice-l10n-id
  has_fonts || echo fonts-liberation
  has_pdftotext >&2 || echo poppler-utils
  command -v Xvfb >&2 || echo xvfb
  command -v xdotool >&2 || echo xdotool
  command -v import >&2 || echo imagemagick
}

# Nothing may be removed, except the packages without windows, which office_packages replaces.
install_packages() {
  local options=(-y --no-install-recommends "${target[@]}") removed
  removed=$(apt_get -s install "${options[@]}" "$@" | sed -nE 's/^Remv ([^ ]+).*/\1/p') || return
  if [[ -z $removed ]]; then
    apt_get install "${options[@]}" --no-remove "$@"
  elif grep -qvE '^libreoffice(-.*)?-nogui$' <<<"$removed"; then
    echo "apt hendak membuang:" $removed >&2
    return 1
  else
    apt_get install "${options[@]}" "$@"
  fi
}

# Debian 12 has LibreOffice 7.4; its backports come from the mirror this machine already uses.
add_backports() {
  local stanza line
  if apt-get indextargets --format '$(RELEASE)' | grep -x bookworm-backports >/dev/null; then return; fi
  shopt -s nullglob
  stanza=$(awk -v RS= '/(^|\n)Types: *deb/ && /(^|\n)Suites:[^\n]* bookworm( |\n|$)/ && !n++' /etc/apt/sources.list.d/*.sources /dev/null)
  line=$(sed -nE '/^deb +(\[[^]]*\] +)?[^ ]+ +bookworm +/{s/ bookworm / bookworm-backports /;p;}' \
    /etc/apt/sources.list.d/*.list /dev/null $([[ -e /etc/apt/sources.list ]] && echo /etc/apt/sources.list) | sed -n 1p)
  if [[ $stanza ]]; then
    added=$BACKPORTS.sources
    sed -E 's/^Suites:.*/Suites: bookworm-backports/' <<<"$stanza" | as_root tee "$added" >/dev/null
  elif [[ $line ]]; then
    added=$BACKPORTS.list
    as_root tee "$added" <<<"$line" >/dev/null
  else
    fail "sumber paket bookworm tidak ditemukan di /etc/apt, padahal LibreOffice $MINIMUM ada di bookworm-backports." \
      "tambahkan sumber bookworm-backports untuk apt, lalu ulangi."
  fi
}

packages=$(missing 2>/dev/null | xargs -n 1 | sort -u | xargs)
[[ $packages ]] || exit 0

command -v apt-get >/dev/null || fail "belum ada: $packages (nama paket Debian); mesin ini tidak memakai apt." \
  "pasang sendiri padanannya (Python 3.10+ dengan venv; untuk uji: LibreOffice $MINIMUM+ dengan modul uno dan bahasa Indonesia,
  huruf Liberation, pdftotext, Xvfb, xdotool, import dari ImageMagick)."
((EUID == 0)) || command -v sudo >/dev/null || fail "belum ada: $packages; memasangnya perlu hak root dan sudo tidak ada." \
  "jalankan sebagai root: .ci/siapkan_debian.sh $SCOPE"

echo "Memasang: $packages"
target=() added=
if [[ $packages == *libreoffice* && $(. /etc/os-release && echo "${VERSION_CODENAME:-}") == bookworm ]]; then
  add_backports
  target=(-t bookworm-backports)
fi
if ! apt_get update || ! install_packages $packages; then
  [[ -z $added ]] || as_root rm -f "$added" # a source the mirror lacks would break every later update
  fail "apt tidak dapat memasang $packages; sebabnya tertulis di atas." "periksa jaringan dan sumber paket apt, lalu ulangi."
fi

packages=$(missing 2>/dev/null | xargs)
[[ -z $packages ]] || fail "sesudah pemasangan masih kurang atau terlalu lama: $packages (perlu Python 3.10+, LibreOffice $MINIMUM+)." \
  "pakai Debian 12 atau lebih baru; Python lain tidak melihat modul uno, jadi biarkan PYTHON_SISTEM=/usr/bin/python3."
