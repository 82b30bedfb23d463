//! Standard streams that are closed, full, or end: no panic in any command.
#![cfg(unix)]

use crate::common;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const TENSORS: &str = "tests/data/bf16/step_000083/shard_0.safetensors";

/// Commands that print, with OUT for a folder, and whether they say something on standard error.
const PRINTING: [(&str, bool); 18] = [
    ("calibrate TENSORS --element bf16", true),
    ("calibrate TENSORS --element bf16 -o OUT/a.yaml", false),
    ("calibrate TENSORS --element bf16 --json -o OUT/a.yaml", false),
    ("calibrate TENSORS --element bf16 --books 2 -o OUT/a.yaml", false),
    ("histogram TENSORS --element bf16 -o OUT/a.hist.json", false),
    ("histogram TENSORS --element bf16 -o -", true),
    ("analyze --calibrate TENSORS --evaluate TENSORS --element bf16", true),
    ("analyze --calibrate TENSORS --evaluate TENSORS --element bf16 --json --out OUT/report", true),
    ("generate configs/tiny.yaml -o OUT", false),
    ("generate configs/tiny.yaml -o OUT --json", false),
    ("generate configs/tiny.yaml --check", false),
    ("encode OUT/raw.bin --codebook OUT/bytes.yaml -o -", true),
    ("drift --counters OUT/counters.json --codebook OUT/bytes.yaml", false),
    ("completions bash", false),
    ("man", false),
    ("man calibrate", false),
    ("--help", false),
    ("--version", false),
];

struct Bench(TempDir);

impl Bench {
    fn new() -> Self {
        let bench = Self(TempDir::new().unwrap());
        let bytes: Vec<u8> = (0..50_000u32).map(|n| (n * n % 251) as u8).collect();
        std::fs::write(bench.0.path().join("raw.bin"), bytes).unwrap();
        let made = bench.output("calibrate OUT/raw.bin --element bytes -o OUT/bytes.yaml");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let counters = r#"{"frames_0": 1, "elements_0": 100, "bits_0": 500}"#;
        std::fs::write(bench.0.path().join("counters.json"), counters).unwrap();
        bench
    }

    fn command(&self, line: &str) -> Command {
        let out = self.0.path().display().to_string();
        let line = line.replace("OUT", &out).replace("TENSORS", TENSORS);
        let mut command = Command::new(env!("CARGO_BIN_EXE_huffwire"));
        command.current_dir(common::root()).args(line.split(' '));
        command
    }

    fn output(&self, line: &str) -> Output {
        self.command(line).output().unwrap()
    }

    /// With another standard output.
    fn output_to(&self, line: &str, stdout: Stdio) -> Output {
        self.command(line).stdout(stdout).output().unwrap()
    }
}

/// A pipe whose other end is closed.
fn ended() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

#[test]
fn a_pipe_that_ends_is_silent() {
    let bench = Bench::new();
    for (line, _) in PRINTING {
        let open = bench.output(line);
        assert!(open.status.success() && !open.stdout.is_empty(), "{line}: {open:?}");
        let output = bench.output_to(line, ended());
        assert_eq!(output.status.code(), Some(0), "{line}");
        let stderr = String::from_utf8_lossy(&output.stderr).to_lowercase();
        assert!(!stderr.contains("pipe") && !stderr.contains("panic"), "{line}: {stderr}");
    }
    // What the command found out stays.
    let tampered = bench.0.path().join("tiny/tiny_encoder.v");
    std::fs::write(tampered, "").unwrap();
    let check = "generate configs/tiny.yaml -o OUT --check";
    assert_eq!(bench.output_to(check, ended()).status.code(), Some(1));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_standard_output_is_an_error() {
    let bench = Bench::new();
    for (line, _) in PRINTING {
        let output = bench.output_to(line, full());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{line}: {stderr}");
        let last = stderr.lines().last().unwrap_or_default();
        assert!(last.starts_with("huffwire: ") && last.contains("No space left"), "{line}: {stderr}");
    }
}

/// What is said there is lost; what was done and found stays.
#[test]
fn standard_error_does_not_matter() {
    let bench = Bench::new();
    let wrong = [("encode none -o OUT/x --codebook none", 2), ("--nonsense", 2), ("generate", 2)];
    let lines = PRINTING.into_iter().map(|(line, _)| (line, 0)).chain(wrong);
    for (line, code) in lines {
        let open = bench.output(line);
        assert_eq!(open.status.code(), Some(code), "{line}");
        let mut broken = vec![ended()];
        if Path::new("/dev/full").exists() {
            broken.push(full());
        }
        for stderr in broken {
            let output = bench.command(line).stderr(stderr).output().unwrap();
            assert_eq!((output.status.code(), &output.stdout), (Some(code), &open.stdout), "{line}");
        }
    }
}

#[test]
fn closed_streams_are_silent() {
    let bench = Bench::new();
    for (line, _) in PRINTING {
        for close in [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
            let command = bench.command(line);
            let words = [command.get_program()].into_iter().chain(command.get_args());
            let words: Vec<_> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
            let script = format!("{} {close}", words.join(" "));
            let output =
                Command::new("sh").current_dir(common::root()).args(["-c", &script]).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{script}: {output:?}");
        }
    }
}

#[test]
fn quiet_leaves_results_and_errors() {
    let bench = Bench::new();
    for (line, says) in PRINTING {
        let loud = bench.output(line);
        assert_eq!(!loud.stderr.is_empty(), says, "{line}: {}", String::from_utf8_lossy(&loud.stderr));
        if line.starts_with("--") {
            continue;
        }
        for quiet in [format!("-q {line}"), format!("{line} --quiet")] {
            let output = bench.output(&quiet);
            assert!(output.status.success() && output.stderr.is_empty(), "{quiet}: {output:?}");
            assert!(output.stdout == loud.stdout, "{quiet}");
        }
    }
    let error = bench.output("-q encode none -o OUT/x --codebook none");
    assert!(error.status.code() == Some(2) && error.stderr.starts_with(b"huffwire: none: "), "{error:?}");
}

/// Every command has a page and is completed in every shell.
#[test]
fn completions_and_manual_pages_know_every_command() {
    let bench = Bench::new();
    let help = String::from_utf8(bench.output("--help").stdout).unwrap();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.contains(&"simulate") && commands.contains(&"drift"), "{help}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = bench.output(&format!("completions {shell}"));
        let text = String::from_utf8(text.stdout).unwrap();
        for command in &commands {
            assert!(text.contains(command), "{shell}: {command}");
        }
    }
    assert_eq!(bench.output("completions tcsh").status.code(), Some(2));
    assert!(bench.output("man -o OUT/man").status.success());
    for command in commands {
        let page = std::fs::read_to_string(bench.0.path().join(format!("man/huffwire-{command}.1"))).unwrap();
        assert!(page.contains(".TH") && page.contains(".SH OPTIONS"), "{page}");
        let printed = bench.output(&format!("man {command}")).stdout;
        assert_eq!(String::from_utf8(printed).unwrap(), page);
    }
    assert!(bench.0.path().join("man/huffwire.1").exists());
    let unknown = bench.output("man nonsense");
    assert!(
        unknown.status.code() == Some(2) && unknown.stderr.ends_with(b"completions, man\n"),
        "{unknown:?}"
    );
}
