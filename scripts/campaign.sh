#!/usr/bin/env bash
# What takes too long for every change, and prints what it found: the proofs at their full depth, the widest decoders in
# Verilator, more resets. Takes an hour or so; an argument chooses among the tests, such as `formal` or `simulate::parallel`.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/environment.sh
export HUFFWIRE_CAMPAIGN=1
exec cargo test --test tools "$@" -- --nocapture
