#!/usr/bin/env bash
# Makes sure that what the build needs is there: Swift, GLPK, OpenBLAS, pkg-config. With --tests also what the tests in Python need:
# Chromium with its driver, and .venv with the packages of Tests/requirements.txt.
# Installs missing libraries on Debian and its relatives; elsewhere it names them. Does nothing when all is there.
# Exit codes: 0 ready; 69 this system cannot be set up from here (the message says what to do).
set -euo pipefail

readonly wanted_major=6 wanted_minor=3
packages=(libglpk-dev libopenblas-dev pkg-config)
with_tests=false
case "$*" in
    "") ;;
    --tests) with_tests=true packages+=(chromium chromium-driver python3-venv) ;;
    *) printf 'setup: usage: scripts/setup.sh [--tests]\n' >&2 && exit 64 ;;
esac
readonly packages with_tests
readonly root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly os_release=${OS_RELEASE_FILE:-/etc/os-release}

stop() {
    printf 'setup: %s\n' "$@" >&2
    exit 69
}

check_swift() {
    local advice="get it from https://www.swift.org/install, then open a new shell so that swift is on the PATH"
    command -v swift >/dev/null || stop "Swift $wanted_major.$wanted_minor or later is needed and there is no swift on the PATH" "$advice"
    local banner major minor
    banner=$(swift --version 2>/dev/null) || stop "swift --version fails" "$advice"
    [[ $banner =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] || stop "cannot read the version of swift from: $banner" "$advice"
    major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
    if ((major < wanted_major || (major == wanted_major && minor < wanted_minor))); then
        stop "Swift $wanted_major.$wanted_minor or later is needed, this is $major.$minor" "$advice"
    fi
}

is_debian_like() {
    [[ -r $os_release ]] || return 1
    local ids
    ids=$(. "$os_release" && printf '%s %s' "${ID:-}" "${ID_LIKE:-}")
    [[ " $ids " == *" debian "* || " $ids " == *" ubuntu "* ]]
}

is_installed() { [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

install_on_debian() {
    local package missing=()
    for package in "${packages[@]}"; do
        # pkg-config may also come from pkgconf.
        if [[ $package == pkg-config ]] && command -v pkg-config >/dev/null; then continue; fi
        # Any Python that can make virtual environments will do.
        if [[ $package == python3-venv ]] && python3 -c 'import ensurepip' 2>/dev/null; then continue; fi
        is_installed "$package" || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || stop "these packages are missing: ${missing[*]}" "as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    printf 'setup: installing %s\n' "${missing[*]}" >&2
    "${as_root[@]}" apt-get update -q || stop "apt-get update failed"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" \
        || stop "apt-get could not install ${missing[*]}"
}

# GLPK has no pkg-config file; the compiler is asked for its header.
has_libraries() {
    command -v pkg-config >/dev/null && pkg-config --exists openblas \
        && printf '#include <glpk.h>\n' | clang -fsyntax-only -x c - 2>/dev/null
}

has_browser() {
    { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null && command -v chromedriver >/dev/null
}

check_elsewhere() {
    if $with_tests && ! has_browser; then
        stop "the tests of pages need Chromium and chromedriver on the PATH" \
            "Debian: chromium chromium-driver" "Fedora: chromium chromedriver" "Arch: chromium" \
            "without them: make test-core"
    fi
    has_libraries && return
    stop "GLPK 5, OpenBLAS with its C headers, and pkg-config are needed, and not all of them are found" \
        "Debian, Ubuntu: ${packages[*]}" \
        "Fedora: glpk-devel openblas-devel pkgconf-pkg-config" \
        "Arch: glpk openblas pkgconf" \
        "macOS with Homebrew: glpk openblas pkgconf (put OpenBLAS's lib/pkgconfig on PKG_CONFIG_PATH)"
}

# .venv holds what requirements.txt says, and is made anew where that has changed.
prepare_python() {
    local wanted=$root/Tests/requirements.txt installed=$root/.venv/test-requirements.txt
    [[ -x $root/.venv/bin/python ]] || python3 -m venv "$root/.venv" || stop "python3 cannot make the virtual environment .venv"
    cmp -s "$wanted" "$installed" && return
    printf 'setup: installing the packages of Tests/requirements.txt into .venv\n' >&2
    "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted" \
        || stop "pip could not install the packages of Tests/requirements.txt; it needs Python 3.11 or later and a network" \
            "without them: make test-core"
    cp "$wanted" "$installed"
}

check_swift
if is_debian_like && command -v dpkg-query >/dev/null; then install_on_debian; else check_elsewhere; fi
if $with_tests; then prepare_python; fi
