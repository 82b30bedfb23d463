//! Signals and full disks while the simulators themselves work.
#![cfg(unix)]

use super::have;
use crate::common;
use huffwire::sim::Simulator;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

fn simulate(folder: &Path, simulator: Simulator, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huffwire"));
    command.current_dir(common::root()).args([
        "simulate",
        "configs/tiny.yaml",
        "--simulator",
        simulator.name(),
    ]);
    command.args(arguments).env("TMPDIR", folder.join("tmp"));
    for name in ["tmp", "cache", "traces"] {
        fs::create_dir_all(folder.join(name)).unwrap();
    }
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

/// Processes that work in a folder.
fn working_in(folder: &Path) -> usize {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter(|process| fs::read_link(process.path().join("cwd")).is_ok_and(|cwd| cwd.starts_with(folder)))
        .count()
}

/// Wherever it is just then: compiling, linking, running.
#[test]
fn an_interrupt_leaves_no_process_and_no_file() {
    for simulator in Simulator::ALL.iter().filter(|simulator| have(**simulator)) {
        for (signal, code, wait) in
            [("TERM", 143, 0), ("INT", 130, 300), ("HUP", 129, 1500), ("TERM", 143, 4000)]
        {
            let folder = TempDir::new().unwrap();
            let at = |name: &str| folder.path().join(name);
            let trace = at("traces/t.vcd");
            let runs = [
                "--packets",
                "60000",
                "--bench",
                "loopback",
                "--payload",
                "random",
                "--idle",
                "none",
                "--stall",
                "none",
            ];
            let mut command = simulate(folder.path(), *simulator, &runs);
            let mut child = command
                .env("HUFFWIRE_CACHE", at("cache"))
                .args(["--trace", trace.to_str().unwrap()])
                .spawn()
                .unwrap();
            while count(&at("tmp")) == 0 {
                std::thread::sleep(Duration::from_millis(10));
            }
            std::thread::sleep(Duration::from_millis(wait));
            assert!(child.try_wait().unwrap().is_none(), "{simulator} still works");
            let sent =
                Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
            assert!(sent.success());
            assert_eq!(child.wait().unwrap().code(), Some(code), "{simulator} {signal}");
            assert_eq!((count(&at("tmp")), count(&at("traces"))), (0, 0), "{simulator} {signal}");
            let building = |entry: fs::DirEntry| entry.file_name().to_string_lossy().starts_with("building-");
            assert!(!fs::read_dir(at("cache")).unwrap().any(|entry| building(entry.unwrap())));
            for _ in 0..500 {
                if working_in(&at("tmp")) == 0 {
                    break;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
            assert_eq!(working_in(&at("tmp")), 0, "{simulator} {signal}");
        }
    }
}

/// Both formats, by a limit on the size of files, which every disk has in the end.
#[test]
fn a_trace_that_does_not_fit_is_an_error() {
    for simulator in Simulator::ALL.iter().filter(|simulator| have(**simulator)) {
        // Compiled by Verilator it is one as the other.
        let both = *simulator == Simulator::Icarus || common::campaign();
        for format in ["vcd", "fst"].into_iter().take(if both { 2 } else { 1 }) {
            let folder = TempDir::new().unwrap();
            let trace = folder.path().join(format!("traces/t.{format}"));
            let arguments = ["--packets", "40", "--trace", trace.to_str().unwrap()];
            let whole = simulate(folder.path(), *simulator, &arguments).status().unwrap();
            assert_eq!(whole.code(), Some(0), "{simulator} {format}");
            let bytes = fs::metadata(&trace).unwrap().len();
            fs::remove_file(&trace).unwrap();
            // In units of 512 bytes; what is compiled is in the cache by now.
            let program = simulate(folder.path(), *simulator, &arguments);
            let words = [program.get_program()].into_iter().chain(program.get_args());
            let words: Vec<String> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
            let mut limited = Command::new("sh");
            limited
                .current_dir(common::root())
                .envs(program.get_envs().filter_map(|(key, value)| Some((key, value?))));
            limited.args(["-c", &format!("ulimit -f {}; exec {}", bytes / 1024, words.join(" "))]);
            let output = limited.output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{simulator} {format}: {output:?}");
            assert_eq!(count(&folder.path().join("tmp")), 0);
        }
    }
}
