//! Verilator: Verilog to C++ to a native program.

use super::{Bench, SimError, Trace, cache, tool, write_files};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Warnings of newer versions must not stop anyone from simulating; the project lints elsewhere. Without the gate
/// optimisation expressions are not copied to where they are used: a parallel decoder's C++ is a third as long.
const FLAGS: [&str; 6] = ["--cc", "--exe", "--main", "--timing", "-Wno-fatal", "-fno-gate"];
/// Most of the speed for little of the compiler's time.
const OPTIMISE: &str = "OPT_FAST=-O1";
/// The library that every program links, built as Verilator's makefile builds it.
const RUNTIME: &str = "verilated";

pub(super) fn version() -> Result<String, SimError> {
    let text = tool(Command::new("verilator").arg("--version"))?;
    Ok(text.trim().to_owned())
}

pub(super) fn compile(
    bench: Bench,
    trace: Option<Trace>,
    files: &[(String, String)],
) -> Result<PathBuf, SimError> {
    let trace = match trace {
        None => "--no-trace",
        Some(Trace::Vcd) => "--trace",
        Some(Trace::Fst) => "--trace-fst",
    };
    let version = version()?;
    let top = bench.top(files)?;
    let flags = FLAGS.join(" ");
    let key = cache::key(&[&version, &flags, OPTIMISE, trace, bench.name()], files);
    let folder = cache::kept(&key, |kept| {
        // Not in the cache itself: its path may hold spaces, which make cannot take.
        let build = tempfile::tempdir().map_err(SimError::io("temporary folder"))?;
        let modules = write_files(build.path(), files)?;
        let mut verilate = Command::new("verilator");
        verilate.current_dir(build.path()).args(FLAGS).arg(trace);
        tool(verilate.args(["--top-module", &top, "-Mdir", "obj", "-o", "sim"]).args(modules))?;
        let objects = build.path().join("obj");
        let make = || {
            let makefile = format!("V{top}.mk");
            let mut make = Command::new("make");
            tool(make.current_dir(&objects).args(["-f", &makefile, OPTIMISE])).map(drop)
        };
        // The runtime library takes four fifths of a small design's build and is the same for all:
        // objects newer than the makefile are taken as they are.
        let runtime = cache::key(&["runtime", &version, trace, std::env::consts::ARCH], &[]);
        let mut made = false;
        let runtime = cache::kept(&runtime, |runtime| {
            make()?;
            made = true;
            copy_runtime(&objects, runtime)
        })?;
        if !made {
            copy_runtime(&runtime, &objects)?;
            make()?;
        }
        let (from, to) = (objects.join("sim"), kept.join("sim"));
        std::fs::copy(&from, &to).map(drop).map_err(SimError::io(to.display()))
    })?;
    Ok(folder.join("sim"))
}

/// Copies the runtime library's objects.
fn copy_runtime(from: &Path, to: &Path) -> Result<(), SimError> {
    for entry in std::fs::read_dir(from).map_err(SimError::io(from.display()))? {
        let name = entry.map_err(SimError::io(from.display()))?.file_name();
        let text = name.to_string_lossy();
        if text.starts_with(RUNTIME) && text.ends_with(".o") {
            std::fs::copy(from.join(&name), to.join(&name)).map_err(SimError::io(to.display()))?;
        }
    }
    Ok(())
}

/// Registers without reset start with random bits: nothing may depend on them.
pub(super) fn command(program: &Path, seed: u32) -> Command {
    let mut command = Command::new(program);
    // 0 would ask for a seed that changes.
    command.arg("+verilator+rand+reset+2").arg(format!("+verilator+seed+{}", seed % 0x7fff_fffe + 1));
    command
}
