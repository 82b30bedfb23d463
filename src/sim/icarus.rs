//! Icarus Verilog: `iverilog` compiles, `vvp` runs.

use super::{Bench, SimError, Trace, cache, tool, write_files};
use std::path::{Path, PathBuf};
use std::process::Command;

const FLAGS: [&str; 1] = ["-g2005"];

pub(super) fn version() -> Result<String, SimError> {
    let text = tool(Command::new("iverilog").arg("-V"))?;
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}

/// The program of `vvp`. Whether it dumps a trace, and in which format, is decided when it runs.
pub(super) fn compile(bench: Bench, files: &[(String, String)]) -> Result<PathBuf, SimError> {
    let top = bench.top(files)?;
    let key = cache::key(&[&version()?, &FLAGS.join(" "), bench.name()], files);
    let folder = cache::kept(&key, |kept| {
        let sources = tempfile::tempdir().map_err(SimError::io("temporary folder"))?;
        let modules = write_files(sources.path(), files)?;
        let mut command = Command::new("iverilog");
        command.current_dir(sources.path()).args(FLAGS).args(["-s", &top]);
        tool(command.arg("-o").arg(kept.join("sim.vvp")).args(modules)).map(drop)
    })?;
    Ok(folder.join("sim.vvp"))
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
