# Sets `kanyin` and `typst` to what is to be measured; sourced from the repository's root, with `cache` set.
# shellcheck shell=bash disable=SC2154

if [ -z "${KANYIN:-}" ]; then
    cargo build --release --locked
    KANYIN=${CARGO_TARGET_DIR:-target}/release/kanyin
fi
kanyin=$(realpath "$KANYIN")

if [ -z "${TYPST:-}" ]; then
    TYPST=$cache/typst-0.15.1/bin/typst
    if ! [ -x "$TYPST" ]; then
        # As its own releases are built, from its own lock file.
        CARGO_PROFILE_RELEASE_LTO=thin CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 cargo install typst-cli --version =0.15.1 \
            --locked --no-default-features --features embedded-fonts --root "$cache/typst-0.15.1"
    fi
fi
typst=$(realpath "$TYPST")
