#!/usr/bin/env bash
# Editions per second: a loop of cold `typst compile` against `kanyin batch`, and one worker against two.
#
#   benches/editions.sh [EDITIONS]
#
# KANYIN and TYPST as for peers.sh. EDITIONS is how many each block of a batch makes. Results go into benches/RESULTS.md.
set -euo pipefail
cd "$(dirname "$0")/.."
cache=${KANYIN_BENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kanyin-benches}
# shellcheck source=benches/tools/binaries.sh
. benches/tools/binaries.sh
results=$(python3 -B benches/tools/editions.py "$kanyin" "$typst" "${1:-200}")
python3 benches/tools/results.py editions <<<"$results"
printf '%s\n' "$results"
