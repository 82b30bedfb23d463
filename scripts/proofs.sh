#!/usr/bin/env bash
# The proofs at their full depth, some of which take minutes each; the tests run the same ones less deep. Prints what was found.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/environment.sh
export HUFFWIRE_CAMPAIGN=1
exec cargo test --test tools formal -- --nocapture "$@"
