//! Running a program to its end, to a timeout, or to an interrupt.

use super::scratch::{Folder, Group};
use crate::words::Shown as _;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;
use wait_timeout::ChildExt as _;

/// Bytes of a program's last words.
const TAIL: usize = 2000;

/// Why a program did not do what it was started for.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    /// It is not installed.
    #[error("`{program}` is not installed: {install}")]
    Missing {
        /// The program.
        program: String,
        /// How to get it.
        install: &'static str,
    },
    /// The system failed.
    #[error("{what}")]
    Io {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
    /// It ended with an error.
    #[error("{command}\n{output}\n{status}")]
    Failed {
        /// Its command line.
        command: String,
        /// How it ended.
        status: ExitStatus,
        /// What it wrote.
        output: String,
    },
    /// It was stopped, with all that it had started.
    #[error("`{program}` was stopped after {} s; its last words:\n{output}", after.as_secs())]
    Timeout {
        /// The program.
        program: String,
        /// How long it ran.
        after: Duration,
        /// The end of what it wrote.
        output: String,
    },
}

impl ToolError {
    /// The system's error, with what was being done.
    pub fn io(what: impl std::fmt::Display) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { what: what.to_string(), source }
    }
}

/// A program that came to its end.
#[derive(Clone, Debug)]
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
    command: String,
}

impl Finished {
    /// All that it wrote.
    pub fn output(&self) -> String {
        format!("{}{}", self.stdout, self.stderr).trim_end().to_owned()
    }

    /// What it wrote to standard output, of a program that ended well.
    ///
    /// # Errors
    /// [`ToolError::Failed`].
    pub fn success(self) -> Result<String, ToolError> {
        match self.status.success() {
            true => Ok(self.stdout),
            false => {
                Err(ToolError::Failed { output: self.output(), status: self.status, command: self.command })
            }
        }
    }
}

/// Runs a program to its end, or to the timeout.
///
/// What it writes goes through files, which cannot fill up and block it. It has a process group of its own, which a
/// timeout or an interrupt ends with all that it started; its temporary files go into a folder that is removed.
///
/// # Errors
/// A program that is missing, does not start, or is stopped. An exit code is none: see [`Finished::success`].
pub fn run(command: &mut Command, timeout: Option<Duration>) -> Result<Finished, ToolError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let words: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
    let line = format!("{program} {}", words.join(" "));
    let folder = Folder::new().map_err(ToolError::io("temporary folder"))?;
    let temporary = folder.path().join("temporary");
    fs::create_dir(&temporary).map_err(ToolError::io(temporary.shown()))?;
    for variable in ["TMPDIR", "TMP", "TEMP"] {
        command.env(variable, &temporary);
    }
    let [stdout, stderr] = ["stdout", "stderr"].map(|name| folder.path().join(name));
    let create = |path: &Path| File::create(path).map_err(ToolError::io(path.shown()));
    command.stdin(Stdio::null()).stdout(create(&stdout)?).stderr(create(&stderr)?);
    let mut group = Group::spawn(command).map_err(|error| missing(&program, error))?;
    let status = match timeout {
        None => Some(group.0.wait()),
        Some(timeout) => group.0.wait_timeout(timeout).transpose(),
    };
    let Some(status) = status.transpose().map_err(ToolError::io(&program))? else {
        group.kill();
        let output = format!("{}{}", tail(&stdout), tail(&stderr)).trim_end().to_owned();
        return Err(ToolError::Timeout { program, after: timeout.unwrap_or_default(), output });
    };
    drop(group);
    let read = |path: &Path| {
        let bytes = fs::read(path).map_err(ToolError::io(path.shown()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    Ok(Finished { status, stdout: read(&stdout)?, stderr: read(&stderr)?, command: line })
}

/// The end of what was written, as far as it can be read.
fn tail(path: &Path) -> String {
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let start = file.metadata()?.len().saturating_sub(TAIL as u64);
        io::Seek::seek(&mut file, io::SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut file, &mut bytes)?;
        Ok(bytes)
    };
    String::from_utf8_lossy(&read().unwrap_or_default()).into_owned()
}

/// Why a program did not start.
fn missing(program: &str, source: io::Error) -> ToolError {
    if source.kind() != io::ErrorKind::NotFound {
        return ToolError::Io { what: program.to_owned(), source };
    }
    let install = match program {
        "iverilog" | "vvp" => {
            "install Icarus Verilog (Debian and Ubuntu: apt-get install iverilog; macOS: brew install icarus-verilog)"
        }
        "verilator" => {
            "install Verilator 5 (Debian and Ubuntu: apt-get install verilator; macOS: brew install verilator)"
        }
        "make" => {
            "install a C++ compiler and make (Debian and Ubuntu: apt-get install g++ make; macOS: xcode-select --install)"
        }
        "yosys" => "install yosys (Debian and Ubuntu: apt-get install yosys; macOS: brew install yosys)",
        "sta" => "install OpenSTA (Debian and Ubuntu: apt-get install opensta)",
        _ if program.starts_with("yowasp-") || program.starts_with("nextpnr-") => "install it from PyPI",
        _ => return ToolError::Io { what: program.to_owned(), source },
    };
    ToolError::Missing { program: program.to_owned(), install }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn both_streams_and_the_status_come_back() {
        let finished = run(&mut sh("echo out; echo err >&2; exit 3"), None).unwrap();
        assert_eq!((finished.stdout.as_str(), finished.stderr.as_str()), ("out\n", "err\n"));
        assert_eq!(finished.status.code(), Some(3));
        let error = finished.success().unwrap_err().to_string();
        assert!(error.contains("out\nerr") && error.contains("exit 3"), "{error}");
        assert_eq!(run(&mut sh("echo out"), None).unwrap().success().unwrap(), "out\n");
    }

    /// Of what it started as well, which holds a file open that nobody else does.
    #[test]
    fn a_timeout_ends_all_that_was_started() {
        let folder = tempfile::tempdir().unwrap();
        let pid = folder.path().join("pid");
        let script = format!("echo last words; sleep 1000 & echo $! > {}; wait", pid.shown());
        let error = run(&mut sh(&script), Some(Duration::from_secs(1))).unwrap_err();
        let ToolError::Timeout { output, .. } = &error else { panic!("{error}") };
        assert_eq!(output, "last words");
        let child: i32 = fs::read_to_string(pid).unwrap().trim().parse().unwrap();
        let child = rustix::process::Pid::from_raw(child).unwrap();
        // Nobody may be there to reap it, so that it stays in the table of processes; but it does not run.
        let state = || {
            let stat = fs::read_to_string(format!("/proc/{}/stat", child.as_raw_nonzero())).ok()?;
            stat.rsplit(')').next()?.split_whitespace().next().map(str::to_owned)
        };
        let gone = || match Path::new("/proc/self/stat").exists() {
            true => state().is_none_or(|state| state == "Z" || state == "X"),
            false => rustix::process::test_kill_process(child).is_err(),
        };
        while !gone() {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn a_missing_program_says_how_to_get_it() {
        let error = run(Command::new("iverilog").env("PATH", ""), None).unwrap_err();
        assert!(error.to_string().contains("apt-get install iverilog"), "{error}");
        let temporary = run(&mut sh("echo $TMPDIR; test -d $TMPDIR"), None).unwrap().success().unwrap();
        assert!(!Path::new(temporary.trim()).exists(), "it went with the program");
    }
}
