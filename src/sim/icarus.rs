//! Icarus Verilog: `iverilog` compiles, `vvp` runs.

use super::{Bench, SimError, Trace, compiler, key, write_files};
use crate::tools::cache::{self, Entry};
use crate::tools::run;
use crate::tools::scratch::Folder;
use std::path::Path;
use std::process::Command;

const FLAGS: [&str; 3] = ["-g2005", "-I", "tb"];
/// What vvp runs, in the cache.
pub(super) const PROGRAM: &str = "sim.vvp";

pub(super) fn version() -> Result<String, SimError> {
    let text = run(Command::new("iverilog").arg("-V"), None)?.success()?;
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}

/// The program of `vvp`. Whether it dumps a trace, and in which format, is decided when it runs.
pub(super) fn compile(bench: Bench, files: &[(String, String)]) -> Result<Entry, SimError> {
    let key = key(&[&version()?, &FLAGS.join(" "), bench.name()], files);
    let build = |kept: &Path| {
        let sources = Folder::new().map_err(SimError::io("temporary folder"))?;
        let modules = write_files(&sources, files)?;
        let mut command = Command::new("iverilog");
        command.current_dir(sources.path()).args(FLAGS).args(["-s", &bench.top()]);
        compiler(command.arg("-o").arg(kept.join(PROGRAM)).args(modules))
    };
    cache::kept(&key, build, |_| true)
}

pub(super) fn command(program: &Path, trace: Option<Trace>) -> Command {
    let mut command = Command::new("vvp");
    // Without -n, $stop would wait for someone to type.
    command.arg("-n").arg(program);
    if trace == Some(Trace::Fst) {
        command.arg("-fst");
    }
    command
}
