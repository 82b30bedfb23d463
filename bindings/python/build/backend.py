"""Builds the wheel by maturin, with the program `huffwire` in it: pip puts it where commands are.

HUFFWIRE_PROFILE chooses cargo's profile: release where it is not set, dev for tests. HUFFWIRE_PROGRAM names a program that is
built already.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Dict, List, Optional

import maturin

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ROOT / "bindings/python/huffwire.data/scripts"
PROFILE = os.environ.get("HUFFWIRE_PROFILE", "release")


def _target() -> Path:
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def _program() -> None:
    """Builds the program, where none is named, and puts it where maturin finds it."""
    name = "huffwire.exe" if os.name == "nt" else "huffwire"
    built = os.environ.get("HUFFWIRE_PROGRAM")
    if not built:
        packages = ["-p", "huffwire", "--bin", "huffwire"]
        subprocess.run(["cargo", "build", "--profile", PROFILE, *packages], cwd=ROOT, check=True)
        built = str(_target() / ("debug" if PROFILE == "dev" else PROFILE) / name)
    SCRIPTS.mkdir(parents=True, exist_ok=True)
    shutil.copy2(built, SCRIPTS / name)


def _settings(settings: Optional[Dict[str, Any]]) -> Dict[str, Any]:
    return {**(settings or {}), "maturin.build-args": f"--profile={PROFILE}"}


def get_requires_for_build_wheel(settings: Optional[Dict[str, Any]] = None) -> List[str]:
    return maturin.get_requires_for_build_wheel(settings)


def prepare_metadata_for_build_wheel(directory: str, settings: Optional[Dict[str, Any]] = None) -> str:
    # maturin wants the folder of its `data` before it is filled.
    SCRIPTS.mkdir(parents=True, exist_ok=True)
    return maturin.prepare_metadata_for_build_wheel(directory, settings)


def build_wheel(
    directory: str, settings: Optional[Dict[str, Any]] = None, metadata: Optional[str] = None
) -> str:
    _program()
    try:
        return maturin.build_wheel(directory, _settings(settings), metadata)
    finally:
        shutil.rmtree(SCRIPTS.parent, ignore_errors=True)
