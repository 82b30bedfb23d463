//! Verilator: Verilog to C++ to a native program.

use super::{Bench, SimError, Trace, compiler, key, write_files};
use crate::tools::cache::{self, Entry};
use crate::tools::scratch::Folder;
use crate::tools::{ToolError, run};
use crate::words::Shown as _;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Warnings of newer versions must not stop anyone from simulating; the project lints elsewhere. Without the gate
/// optimisation expressions are not copied to where they are used, and without inlining the many copies of a module
/// share their code: a parallel decoder of 16 bytes compiles in 14 seconds instead of 40.
const FLAGS: [&str; 7] = ["--cc", "--exe", "--main", "--timing", "-Wno-fatal", "-fno-gate", "-fno-inline"];
/// Most of the speed for little of the compiler's time.
pub(super) const FAST: &str = "OPT_FAST=-O1";
/// Half of the compiler's time.
pub(super) const SOON: &str = "OPT_FAST=-O0";
/// Hundreds of small files, as there are without inlining, each cost the compiler a second or two of headers, so there are two:
/// what runs in every clock, and what runs once. The latter, and the constructor of all instances, are compiled as they stand:
/// that one function took -O1 half of all its time (9 of 20 seconds for a decoder of 16 bytes).
const UNITS: [(&str, &str, [&str; 2]); 2] = [
    ("VM_FAST", "fast", ["VM_CLASSES_FAST", "VM_SUPPORT_FAST"]),
    ("VM_SLOW", "slow", ["VM_CLASSES_SLOW", "VM_SUPPORT_SLOW"]),
];
const MAKE: [&str; 3] = ["VM_PARALLEL_BUILDS=1", "OPT_SLOW=-O0", "-j2"];
/// All in one where nothing is optimised: every file has its second of headers.
const TOGETHER: [&str; 1] = ["VM_PARALLEL_BUILDS=0"];
/// The library that every program links, built as Verilator's makefile builds it.
const RUNTIME: &str = "verilated";
/// The library's headers, with which all C++ of a program begins, compiled once for each level of optimisation too: reading them
/// is a third of a small design's build. Not by clang, to which headers that another version compiled are an error.
const HEADERS: (&str, &str) = ("headers.h", "#include \"verilated.h\"\n#include \"verilated_timing.h\"\n");
const COMPILED: &str = "headers.h.gch";
const RULE: (&str, &str) = (
    "headers.mk",
    "O%/headers.h.gch: O%/headers.h\n\
     \tif $(CXX) --version | grep -q 'Free Software'; then \\\n\
     \t    $(CXX) $(CXXFLAGS) $(CPPFLAGS) -O$* -x c++-header -c -o $@ $<; fi\n",
);
/// What is run, in the cache.
pub(super) const PROGRAM: &str = "sim";

pub(super) fn version() -> Result<String, SimError> {
    let text = run(Command::new("verilator").arg("--version"), None)?.success()?;
    Ok(text.trim().to_owned())
}

pub(super) fn compile(
    bench: Bench,
    trace: Option<Trace>,
    optimise: &str,
    files: &[(String, String)],
) -> Result<Entry, SimError> {
    let trace = match trace {
        None => "--no-trace",
        Some(Trace::Vcd) => "--trace",
        Some(Trace::Fst) => "--trace-fst",
    };
    let version = version()?;
    let top = bench.top(files)?;
    let flags = FLAGS.join(" ");
    let how = if optimise == SOON { &TOGETHER[..] } else { &MAKE };
    let name = key(&[&version, &flags, &how.concat(), optimise, trace, bench.name()], files);
    let build = |kept: &Path| {
        // Not in the cache itself: its path may hold spaces, which make cannot take.
        let build = Folder::new().map_err(SimError::io("temporary folder"))?;
        let modules = write_files(&build, files)?;
        let mut verilate = Command::new("verilator");
        verilate.current_dir(build.path()).args(FLAGS).arg(trace);
        compiler(verilate.args(["--top-module", &top, "-Mdir", "obj", "-o", PROGRAM]).args(modules))?;
        let objects = build.path().join("obj");
        let units = if optimise == SOON { Vec::new() } else { units(&objects, &top)? };
        let makefile = format!("V{top}.mk");
        let make = || {
            let mut make = Command::new("make");
            make.current_dir(&objects).args(["-f", &makefile]).args(&units);
            make
        };
        let variables: Vec<&str> = [optimise].into_iter().chain(how.iter().copied()).collect();
        // The runtime library takes four fifths of a small design's build and is the same for all:
        // objects newer than the makefile are taken as they are.
        let runtime = key(&["runtime", &version, trace, std::env::consts::ARCH], &[]);
        let mut made = false;
        let build_runtime = |runtime: &Path| {
            compiler(make().args(&variables))?;
            made = true;
            copy_runtime(&objects, runtime)
        };
        let runtime = cache::kept(&runtime, build_runtime, |_| true)?;
        if !made {
            copy_runtime(runtime.path(), &objects)?;
            // For the first program of all they would take longer than they save, and few are traced.
            let variables = if trace == "--no-trace" {
                with_headers(&objects, &variables, &version, make)?
            } else {
                variables.iter().map(|&variable| variable.to_owned()).collect()
            };
            compiler(make().args(variables))?;
        }
        let (from, to) = (objects.join(PROGRAM), kept.join(PROGRAM));
        std::fs::copy(&from, &to).map(drop).map_err(SimError::io(to.shown()))
    };
    cache::kept(&name, build, |folder| starts(&folder.join(PROGRAM)))
}

/// Those variables of make, with the library's headers compiled for each level of optimisation where they can be.
fn with_headers(
    objects: &Path,
    variables: &[&str],
    version: &str,
    make: impl Fn() -> Command,
) -> Result<Vec<String>, SimError> {
    let write = |path: &Path, text: &str| std::fs::write(path, text).map_err(SimError::io(path.shown()));
    write(&objects.join(RULE.0), RULE.1)?;
    let with = |variable: &&str| {
        let Some((_, level)) = variable.split_once("=-") else { return Ok((*variable).to_owned()) };
        let folder = objects.join(level);
        std::fs::create_dir_all(&folder).map_err(SimError::io(folder.shown()))?;
        write(&folder.join(HEADERS.0), HEADERS.1)?;
        let compiled = folder.join(COMPILED);
        let name = key(&["headers", version, level, HEADERS.1, RULE.1, std::env::consts::ARCH], &[]);
        let build = |kept: &Path| {
            compiler(make().args(["-f", RULE.0, &format!("{level}/{COMPILED}")]))?;
            copied(&compiled, &kept.join(COMPILED))
        };
        let kept = cache::kept(&name, build, |_| true)?;
        if !compiled.exists() {
            copied(&kept.path().join(COMPILED), &compiled)?;
        }
        Ok(format!("{variable} -include {level}/{}", HEADERS.0))
    };
    variables.iter().map(with).collect()
}

/// Copies a large file that nobody changes, where it is there.
fn copied(from: &Path, to: &Path) -> Result<(), SimError> {
    if !from.exists() || std::fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    std::fs::copy(from, to).map(drop).map_err(SimError::io(to.shown()))
}

/// Writes the files of [`UNITS`], each of which includes those of its class; says to make what they are.
fn units(objects: &Path, top: &str) -> Result<Vec<String>, SimError> {
    let list = objects.join(format!("V{top}_classes.mk"));
    let text = std::fs::read_to_string(&list).map_err(SimError::io(list.shown()))?;
    let mut units = Vec::new();
    for (objects_of, unit, classes) in UNITS {
        let mut includes = String::new();
        for class in classes {
            let files = text.split_once(&format!("{class} += \\\n")).map_or("", |(_, files)| files);
            for file in files.lines().map_while(|line| line.strip_prefix('\t')) {
                let _ = writeln!(includes, "#include \"{}.cpp\"", file.trim_end_matches(['\\', ' ']));
            }
        }
        let path = objects.join(format!("{unit}.cpp"));
        std::fs::write(&path, includes).map_err(SimError::io(path.shown()))?;
        units.push(format!("{objects_of}={unit}"));
    }
    Ok(units)
}

/// Whether a program starts: the libraries that it was linked with may be gone. Without vectors it says so and ends.
fn starts(program: &Path) -> bool {
    let Ok(folder) = Folder::new() else { return true };
    match run(Command::new(program).current_dir(folder.path()), Some(Duration::from_secs(10))) {
        // What a loader ends with.
        Ok(ended) => !matches!(ended.status.code(), Some(126 | 127)),
        Err(error) => matches!(error, ToolError::Timeout { .. }),
    }
}

/// Copies the runtime library's objects.
fn copy_runtime(from: &Path, to: &Path) -> Result<(), SimError> {
    for entry in std::fs::read_dir(from).map_err(SimError::io(from.shown()))? {
        let name = entry.map_err(SimError::io(from.shown()))?.file_name();
        let text = name.to_string_lossy();
        if text.starts_with(RUNTIME) && text.ends_with(".o") {
            std::fs::copy(from.join(&name), to.join(&name)).map_err(SimError::io(to.shown()))?;
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
