//! Signals: everything ends and nothing is left, or nothing happens where they were ignored.
#![cfg(unix)]

use super::tools::{Fake, running};
use crate::common;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Names and exit codes, which are 128 and the signal's number.
const SIGNALS: [(&str, i32); 4] = [("HUP", 129), ("INT", 130), ("QUIT", 131), ("TERM", 143)];

fn send(child: &Child, signal: &str) {
    let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Waits for what must come.
fn until(what: &str, mut there: impl FnMut() -> bool) {
    for _ in 0..6000 {
        if there() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("in a minute: {what}");
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// `encode` of what comes through a pipe, begun; `shell` runs before it.
fn encoding(folder: &Path, shell: &str) -> Child {
    fs::copy(common::root().join("configs/codebooks/tiny.yaml"), folder.join("book.yaml")).unwrap();
    let program = env!("CARGO_BIN_EXE_huffwire");
    let script = format!("{shell} exec {program} encode - -o out/deep/x.hfw --codebook book.yaml");
    let mut command = Command::new("sh");
    command.current_dir(folder).args(["-c", &script]).stdin(Stdio::piped());
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let out = folder.join("out/deep");
    until("a file in the making", || out.is_dir() && !names(&out).is_empty());
    child
}

#[test]
fn a_signal_leaves_nothing_behind() {
    for (signal, code) in SIGNALS {
        let folder = TempDir::new().unwrap();
        let mut child = encoding(folder.path(), "");
        // Waiting closes it, and then the command would come to its end.
        let _input = child.stdin.take();
        send(&child, signal);
        assert_eq!(child.wait().unwrap().code(), Some(code), "{signal}");
        assert_eq!(names(folder.path()), ["book.yaml"], "{signal}");
    }
}

#[test]
fn a_signal_that_was_ignored_is_left_alone() {
    for (signal, _) in SIGNALS {
        let folder = TempDir::new().unwrap();
        let mut child = encoding(folder.path(), &format!("trap '' {signal};"));
        send(&child, signal);
        let mut input = child.stdin.take().unwrap();
        input.write_all(&[0, 1, 2, 1, 0]).unwrap();
        drop(input);
        assert_eq!(child.wait().unwrap().code(), Some(0), "{signal}");
        assert_eq!(names(&folder.path().join("out/deep")), ["x.hfw"], "{signal}");
        // Others still end it.
        let folder = TempDir::new().unwrap();
        let mut child = encoding(folder.path(), &format!("trap '' {signal};"));
        let _input = child.stdin.take();
        let (other, code) = if signal == "TERM" { SIGNALS[0] } else { SIGNALS[3] };
        send(&child, other);
        assert_eq!(child.wait().unwrap().code(), Some(code), "{other}");
    }
}

/// Of yosys and of nextpnr, with a place per core begun.
#[test]
fn a_signal_ends_what_places_a_design() {
    for (hangs, processes) in [("yosys", 2), ("nextpnr-ice40", 4)] {
        let fake = Fake::with_placer();
        fake.hang(hangs);
        let mut command = fake.huffwire(&["synth", "configs/tiny.yaml", "--fpga", "ice40", "--seeds", "2"]);
        command.env("RAYON_NUM_THREADS", "2").stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        until("tools that run", || fake.started().len() == processes);
        send(&child, "INT");
        assert_eq!(child.wait().unwrap().code(), Some(130), "{hangs}");
        for process in fake.started() {
            until("the end of the tools", || !running(&process));
        }
        assert_eq!(names(&fake.path("tmp")), [""; 0], "{hangs}");
        let cache = names(&fake.path("cache"));
        assert!(cache.iter().all(|name| !name.starts_with("building-")), "{cache:?}");
    }
}

/// Of compilers and of simulators, with what they started in turn.
#[test]
fn a_signal_ends_the_tools() {
    for (signal, code) in SIGNALS {
        for hangs in ["iverilog", "vvp"] {
            let fake = Fake::new();
            fake.hang(hangs);
            let trace = fake.path("traces/new/t.vcd");
            let mut command = fake.simulate(&["--trace", trace.to_str().unwrap()]);
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            until("a tool that runs", || fake.started().len() == 2);
            send(&child, signal);
            assert_eq!(child.wait().unwrap().code(), Some(code), "{signal} {hangs}");
            for process in fake.started() {
                until("the end of the tools", || !running(&process));
            }
            assert_eq!(names(&fake.path("tmp")), [""; 0], "{signal} {hangs}");
            let cache = names(&fake.path("cache"));
            assert!(cache.iter().all(|name| !name.starts_with("building-")), "{cache:?}");
            assert!(!fake.path("traces").exists(), "{signal} {hangs}");
        }
    }
}
