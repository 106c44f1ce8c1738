#!/usr/bin/env bash
# Ten thousand editions: memory as they go, and the same again, killed ten times and resumed.
#
#   benches/thousands.sh [EDITIONS] [KILLS]
#
# KANYIN as for peers.sh. Takes half an hour on two cores and 10 GB below TMPDIR. Results go into benches/RESULTS.md;
# exit code 1 where anything is not as promised.
set -euo pipefail
cd "$(dirname "$0")/.."
cache=''
TYPST=true # not needed here
# shellcheck source=benches/tools/binaries.sh
. benches/tools/binaries.sh
status=0
results=$(python3 -B benches/tools/thousands.py "$kanyin" "${1:-10000}" "${2:-10}") || status=$?
# What is not as promised is told too; a run that broke off has nothing to tell.
if [ -n "$results" ]; then
    python3 benches/tools/results.py thousands <<<"$results"
    printf '%s\n' "$results"
fi
exit "$status"
