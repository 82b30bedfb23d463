#!/usr/bin/env bash
# What takes too long for every change, and prints what it found: the proofs at their full depth, every design in both
# simulators and the widest ones, millions of elements, more resets, flips and breaks, a thousand codebooks swapped under traffic with
# ten thousand damaged loads among them. Takes an hour or more; an argument chooses among the tests, such as
# `formal`, `simulate::parallel` or `simulate::swaps`.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/environment.sh
export HUFFWIRE_CAMPAIGN=1
exec cargo test --test tools "$@" -- --nocapture
