#!/usr/bin/env bash
# Installs the built command, its shell completions and its manual pages under DESTDIR and PREFIX. Called by `make install`.
# Exit codes: 0 done; 74 the place cannot be written to.
set -Eeuo pipefail

readonly swift=${SWIFT:-swift}
readonly prefix=${PREFIX:-/usr/local}
readonly root=${DESTDIR:-}$prefix
readonly command=.build/release/offerbench
readonly staging=.build/install

# Everything is made first and copied last, so a failure installs nothing by halves.
stage() {
    rm -rf "$staging"
    mkdir -p "$staging/man"
    local shell
    for shell in bash zsh fish; do
        "$command" --generate-completion-script "$shell" >"$staging/completion.$shell"
    done
    # ArgumentParser's own plugin; the first time it builds its tool, apart from ours (about 12 seconds).
    local pages=.build/plugins/GenerateManual/outputs/offerbench
    rm -rf "$pages"
    "$swift" package generate-manual --multi-page >"$staging/manual.log" 2>&1 || {
        cat "$staging/manual.log" >&2
        return 1
    }
    cp "$pages"/*.1 "$staging/man/"
}

copy() {
    install -d "$root/bin" "$root/share/man/man1" "$root/share/bash-completion/completions" \
        "$root/share/zsh/site-functions" "$root/share/fish/vendor_completions.d"
    install -m 755 "$command" "$root/bin/offerbench"
    install -m 644 "$staging/completion.bash" "$root/share/bash-completion/completions/offerbench"
    install -m 644 "$staging/completion.zsh" "$root/share/zsh/site-functions/_offerbench"
    install -m 644 "$staging/completion.fish" "$root/share/fish/vendor_completions.d/offerbench.fish"
    install -m 644 "$staging"/man/*.1 "$root/share/man/man1/"
}

refuse() {
    printf 'install: cannot write to %s\n' "$root" >&2
    printf 'install: choose another PREFIX, such as "make install PREFIX=%s/.local", or run it as root\n' "$HOME" >&2
    exit 74
}

stage
trap refuse ERR
copy
printf 'installed %s\n' "$root/bin/offerbench"
