//! The Python package: its tests by the Python that is there, and the wheel with the program in it.
#![cfg(unix)]

use crate::common::root;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// Runs it, and gives back all that it said; fails with that where it fails.
#[track_caller]
fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{said}");
    said
}

/// Whether Python has these modules. Where one is missing its tests fail in CI, and say so and pass elsewhere.
fn have(modules: &str) -> bool {
    let found = Command::new("python3").args(["-c", &format!("import {modules}")]).output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        assert!(std::env::var_os("CI").is_none(), "{modules}: one is missing; scripts/test.sh installs them");
        eprintln!("SKIPPED: {modules}: one is missing; scripts/test.sh installs them");
    }
    found
}

/// Where cargo builds, and the profile that this was built by.
fn target() -> (PathBuf, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_huffwire"));
    let folder = program.parent().unwrap();
    let profile = match folder.file_name().unwrap().to_str().unwrap() {
        "debug" => "dev",
        profile => profile,
    };
    (folder.parent().unwrap().to_owned(), profile.to_owned())
}

/// A folder that Python finds the package in, built once.
fn package() -> &'static Path {
    static PACKAGE: OnceLock<TempDir> = OnceLock::new();
    let folder = PACKAGE.get_or_init(|| {
        let (target, profile) = target();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(root()).args(["build", "-q", "-p", "huffwire-python", "--profile", &profile]);
        said(cargo.arg("--target-dir").arg(&target));
        let (folder, source) = (TempDir::new().unwrap(), root().join("bindings/python/huffwire"));
        let package = folder.path().join("huffwire");
        std::fs::create_dir(&package).unwrap();
        for name in crate::common::names(&source).iter().filter(|name| name.contains('.')) {
            std::fs::copy(source.join(name), package.join(name)).unwrap();
        }
        let built = Path::new(env!("CARGO_BIN_EXE_huffwire")).with_file_name("lib_huffwire.so");
        std::fs::copy(built, package.join("_huffwire.abi3.so")).unwrap();
        folder
    });
    folder.path()
}

/// A PYTHONPATH that begins with this folder.
fn before_others(folder: &Path) -> OsString {
    let others = std::env::var_os("PYTHONPATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder.to_owned()).chain(std::env::split_paths(&others))).unwrap()
}

/// Python with the package in front of all others.
fn python(script: &str) -> Command {
    let mut command = Command::new("python3");
    command
        .arg(root().join("bindings/python/tests").join(script))
        .env("PYTHONPATH", before_others(package()));
    command.env("HUFFWIRE", env!("CARGO_BIN_EXE_huffwire")).env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

#[test]
fn the_package_does_what_the_program_does() {
    if have("numpy, ml_dtypes") {
        let said = said(&mut python("test_huffwire.py"));
        assert!(said.contains("\nOK\n"), "{said}");
    }
}

/// A Python with PyTorch: the one on the PATH, or the system's, whose packages bring it. Nothing demands it, also in CI.
fn with_torch() -> Option<&'static str> {
    let found = ["python3", "/usr/bin/python3"].into_iter().find(|python| {
        // What scripts/tools.sh installed is for another NumPy than the system's PyTorch.
        let mut import = Command::new(python);
        let output = import
            .args(["-c", "import sys, torch; assert sys.version_info >= (3, 11)"])
            .env_remove("PYTHONPATH");
        output.output().is_ok_and(|output| output.status.success())
    });
    if found.is_none() {
        eprintln!("SKIPPED: there is no PyTorch (python3-torch of Debian, or pip install torch)");
    }
    found
}

#[test]
fn hooks_count_what_the_program_counts() {
    let Some(torch) = with_torch() else { return };
    let mut command = Command::new(torch);
    command.arg(root().join("bindings/python/tests/test_torch.py")).env("PYTHONPATH", package());
    let said =
        said(command.env("HUFFWIRE", env!("CARGO_BIN_EXE_huffwire")).env("PYTHONDONTWRITEBYTECODE", "1"));
    assert!(said.contains("\nOK\n"), "{said}");
}

#[test]
fn the_example_trains_calibrates_and_codes() {
    let Some(torch) = with_torch() else { return };
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(torch);
    command.arg(root().join("examples/train_and_calibrate.py")).args(["--seconds", "2"]).current_dir(&folder);
    command.env("PYTHONPATH", package()).env("HUFFWIRE", env!("CARGO_BIN_EXE_huffwire"));
    let said = said(command.env("PYTHONDONTWRITEBYTECODE", "1"));
    assert!(said.contains("came back as they were"), "{said}");
    assert!(
        folder.path().join("codebook.yaml").exists() && folder.path().join("training.hist.json").exists()
    );
}

/// By `pip`, from the project's folder, as whoever installs it does; without the network.
#[test]
fn the_wheel_brings_the_package_and_the_program() {
    if !have("maturin, pip, numpy, ml_dtypes") {
        return;
    }
    let (folder, (target, profile)) = (TempDir::new().unwrap(), target());
    let site = folder.path().join("site");
    let mut pip = Command::new("python3");
    pip.args([
        "-m",
        "pip",
        "install",
        "-q",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--root-user-action=ignore",
    ]);
    pip.arg("--disable-pip-version-check").arg("--target").arg(&site).arg(root());
    // Not built once more: without the tests' dependencies it has others, and takes minutes.
    pip.env("HUFFWIRE_PROGRAM", env!("CARGO_BIN_EXE_huffwire"));
    said(pip.env("HUFFWIRE_PROFILE", profile).env("CARGO_TARGET_DIR", target));
    let version = said(Command::new(site.join("bin/huffwire")).arg("--version"));
    assert_eq!(version, format!("huffwire {}\n", env!("CARGO_PKG_VERSION")));
    // It finds the program beside itself.
    let script = "import huffwire, numpy, sys\n\
        made = huffwire.calibrate(sys.argv[1], element='bf16')\n\
        values = numpy.arange(15000, 16000, dtype='uint16')\n\
        assert made.codebook.decode(made.codebook.encode(values)) == values.tobytes()\n\
        print(huffwire.__version__, made.facts['tensors'])\n";
    let data = root().join("tests/data/bf16/step_000029/shard_0.safetensors");
    let mut python = Command::new("python3");
    python.args(["-c", script]).arg(data).env("PYTHONPATH", before_others(&site));
    let python = said(python.env_remove("HUFFWIRE"));
    assert_eq!(python, format!("{} 4\n", env!("CARGO_PKG_VERSION")));
}
