#!/usr/bin/env bash
# Installs what the tests need and is missing, then runs every test; with `quick` those that need nothing but
# Rust, and installs nothing; with `build` it stops before they are run. Arguments go to the test runner.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/environment.sh

if [ "${1:-}" = quick ]; then
    shift
    if cargo nextest --version > /dev/null 2>&1; then
        exec cargo nextest run --profile quick "$@"
    fi
    exec cargo test --no-fail-fast --lib --test model --test cli "$@"
fi

# While the tests are built; before, where not even a linker is there.
if command -v cc > /dev/null; then
    scripts/tools.sh &
else
    scripts/tools.sh
fi
if ! command -v cargo > /dev/null; then
    echo "missing: cargo; install Rust (rustup, or your package manager)" >&2
    exit 1
fi
# The same packages every time: with others their dependencies have other features, and are built once more.
packages=(-p huffwire -p huffwire-c -p huffwire-python)
cargo test -q --no-run "${packages[@]}"
wait
[ "${1:-}" != build ] || exit 0
cargo test -q --doc "${packages[@]}"
if cargo nextest --version > /dev/null 2>&1; then
    cargo nextest run "${packages[@]}" "$@"
else
    cargo test --no-fail-fast "${packages[@]}" "$@"
fi
