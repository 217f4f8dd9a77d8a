# Shared by bin/demo and bin/test: finding and installing what the project needs.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
CALLER_DIR="$PWD"
VENV="$ROOT/.venv"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONUNBUFFERED=1

say() { printf '• %s\n' "$*"; }

fail() {
  printf 'Gagal: %s\n' "$*" >&2
  exit 1
}

# need_packages PACKAGE...: install the Debian packages that are missing, and only those.
need_packages() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null; then
    say "Bukan Debian atau Ubuntu; pastikan pustaka Pango, HarfBuzz, dan Fontconfig terpasang."
    return 0
  fi
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed$' ||
      missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  local prefix=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null ||
      fail "paket sistem belum ada. Jalankan: sudo apt-get install ${missing[*]}"
    prefix=(sudo -n)
  fi
  say "Memasang paket sistem: ${missing[*]}"
  "${prefix[@]}" apt-get update -qq >/dev/null ||
    fail "daftar paket tidak dapat diperbarui; periksa sambungan ke arsip paket."
  "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends "${missing[@]}" >/dev/null ||
    fail "paket tidak dapat dipasang: ${missing[*]}"
}

# find_python: print a Python of at least 3.11 that can make virtual environments.
find_python() {
  local candidate
  for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null &&
      "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
        2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

# ensure_venv FILE: the virtual environment with the pinned packages of a requirements file.
# The environment of the tests also serves the demo, because it holds the same packages and more.
ensure_venv() {
  local wanted="$1" hash python
  hash="$(sha256sum "$ROOT/$wanted" | cut -d' ' -f1)"
  [ -f "$VENV/.stamp-$wanted" ] && [ "$(cat "$VENV/.stamp-$wanted")" = "$hash" ] && return 0
  if ! python="$(find_python)"; then
    need_packages python3 python3-venv
    python="$(find_python)" || fail "diperlukan Python 3.11 atau lebih baru dengan modul venv."
  fi
  say "Menyiapkan lingkungan Python (.venv) dari $wanted"
  [ -x "$VENV/bin/python" ] || "$python" -m venv "$VENV"
  "$VENV/bin/python" -m pip install --quiet --require-hashes -r "$ROOT/$wanted" \
    >"$VENV/pip.log" 2>&1 ||
    fail "paket Python tidak dapat dipasang. $(tail -n 2 "$VENV/pip.log" | tr '\n' ' ')"
  printf '%s' "$hash" >"$VENV/.stamp-$wanted"
  if [ "$wanted" = requirements-test.txt ]; then
    sha256sum "$ROOT/requirements.txt" | cut -d' ' -f1 | tr -d '\n' \
      >"$VENV/.stamp-requirements.txt"
  fi
}

# Libraries that the PDF renderer loads.
PDF_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 fontconfig)
