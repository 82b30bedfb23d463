//! Where results go: the rule of docs/files.md, command by command.

use crate::common;
use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::{contains, is_empty};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with raw bfloat16 elements, a codebook, a design and frames.
struct Bench(TempDir);

/// Commands that write one file, without its name.
const ONE_FILE: [&str; 4] = [
    "calibrate raw.bin --element bf16 -o",
    "histogram raw.bin --element bf16 -o",
    "encode raw.bin --codebook book.yaml -o",
    "decode raw.hfw --codebook book.yaml -o",
];

impl Bench {
    fn new() -> Self {
        let bench = Self(TempDir::new().unwrap());
        let elements: Vec<u8> =
            (0..2000u32).flat_map(|n| (0x3f80 | ((n * n) as u16 % 700)).to_le_bytes()).collect();
        fs::write(bench.path("raw.bin"), elements).unwrap();
        bench.run("calibrate raw.bin --element bf16 -o book.yaml").success();
        bench.run("encode raw.bin --codebook book.yaml -o raw.hfw").success();
        fs::write(
            bench.path("design.yaml"),
            "name: x\nelement: bf16\ncodebooks: [book.yaml]\nencoder: { lanes: 1, out_bytes: 4 }\ndecoder: { kind: serial, in_bytes: 4 }\n",
        )
        .unwrap();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huffwire"));
        command.current_dir(self.0.path()).args(line.split(' '));
        command
    }

    fn run(&self, line: &str) -> assert_cmd::assert::Assert {
        self.command(line).assert()
    }

    /// What the command writes into a new file of that name.
    fn expected(&self, command: &str) -> Vec<u8> {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("expected.hist.json");
        self.run(&format!("{command} {}", file.display())).success();
        fs::read(file).unwrap()
    }

    fn names(&self, folder: &str) -> Vec<String> {
        common::names(&self.path(folder))
    }
}

#[test]
fn a_dash_is_standard_output() {
    let bench = Bench::new();
    let before = bench.names(".");
    for command in ONE_FILE {
        let output = bench.run(&format!("{command} -")).success().get_output().stdout.clone();
        assert!(output == bench.expected(command), "{command}");
    }
    assert_eq!(bench.names("."), before);
    // Both would go there.
    bench.run("calibrate raw.bin --element bf16 --json -o -").code(2).stdout(is_empty());
}

#[test]
fn a_dash_is_refused_where_no_stream_can_be() {
    let bench = Bench::new();
    let before = bench.names(".");
    for line in [
        "generate design.yaml -o -",
        "analyze --calibrate raw.bin --evaluate raw.bin --element bf16 --out -",
        "man -o -",
        "calibrate raw.bin --element bf16 --books 2 -o -",
        "calibrate raw.bin --element bf16 --group-by (?<g>.) -o -",
    ] {
        bench
            .run(line)
            .code(2)
            .stdout(is_empty())
            .stderr(contains("standard output cannot take several files"));
    }
    bench.run("simulate design.yaml --trace -").code(2).stderr(contains("standard output is not taken here"));
    for line in [
        "calibrate - --element bf16",
        "histogram - --element bf16 -o x.hist.json",
        "analyze --calibrate - --evaluate raw.bin --element bf16",
        "analyze --calibrate raw.bin --evaluate - --element bf16",
        "analyze --calibrate raw.bin --evaluate raw.bin --element bf16 --codebook -",
        "generate -",
        "simulate -",
        "simulate design.yaml --input -",
        "simulate design.yaml --rtl -",
        "encode raw.bin -o x --codebook -",
        "decode raw.hfw -o x --design -",
        "drift --counters - --codebook book.yaml",
        "drift --counters raw.bin --since - --codebook book.yaml",
    ] {
        bench.run(line).code(2).stdout(is_empty()).stderr(contains("standard input is not taken here"));
    }
    assert_eq!(bench.names("."), before);
}

#[test]
fn missing_folders_are_made_for_results_only() {
    let bench = Bench::new();
    for (at, command) in ONE_FILE.into_iter().enumerate() {
        let file = format!("new{at}/deep/x.hist.json");
        bench.run(&format!("{command} {file}")).success();
        assert!(fs::read(bench.path(&file)).unwrap() == bench.expected(command), "{command}");
    }
    bench.run("calibrate raw.bin --element bf16 --books 2 -o books/deep/b.yaml").success();
    assert!(bench.path("books/deep/b_0.yaml").exists());
    bench.run("generate design.yaml -o out/deep").success();
    assert!(bench.path("out/deep/x/manifest.json").exists());
    bench.run("analyze --calibrate raw.bin --evaluate raw.bin --element bf16 --out report/deep").success();
    assert!(bench.path("report/deep/index.html").exists());
    bench.run("man -o man/man1").success();

    let before = bench.names(".");
    fs::write(bench.path("cut.hfw"), &fs::read(bench.path("raw.hfw")).unwrap()[..200]).unwrap();
    bench.run("decode cut.hfw --codebook book.yaml -o nowhere/deep/x").code(2);
    fs::remove_file(bench.path("cut.hfw")).unwrap();
    // A file is no folder.
    for command in ONE_FILE {
        bench
            .run(&format!("{command} raw.bin/x.hist.json"))
            .code(2)
            .stdout(is_empty())
            .stderr(contains("raw.bin"));
    }
    bench.run("generate design.yaml -o raw.bin").code(2);
    assert_eq!(bench.names("."), before);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Stdio;

    #[test]
    fn links_are_followed_and_modes_kept() {
        let bench = Bench::new();
        fs::create_dir(bench.path("real")).unwrap();
        let link = bench.path("link.hist.json");
        symlink("second", &link).unwrap();
        symlink("real/file", bench.path("second")).unwrap();
        let file = bench.path("real/file");
        for command in ONE_FILE {
            let expected = bench.expected(command);
            // It makes what is not there, and replaces what is.
            for mode in [None, Some(0o600), Some(0o664)] {
                if let Some(mode) = mode {
                    fs::write(&file, "before").unwrap();
                    fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
                }
                bench.run(&format!("{command} link.hist.json")).success();
                assert!(link.is_symlink() && bench.path("second").is_symlink(), "{command}");
                assert!(fs::read(&file).unwrap() == expected, "{command}");
                let now = file.metadata().unwrap().permissions().mode() & 0o777;
                assert!(mode.is_none_or(|mode| mode == now), "{command}: {now:o}");
            }
            assert_eq!(bench.names("real"), ["file"], "{command}");
            fs::remove_file(&file).unwrap();
        }
        // In folders.
        symlink("real/folder", bench.path("folder")).unwrap();
        bench.run("calibrate raw.bin --element bf16 -o folder/deep/x.yaml").success();
        assert!(bench.path("folder").is_symlink() && bench.path("real/folder/deep/x.yaml").exists());
        // Of several files.
        symlink("real/other", bench.path("b_0.yaml")).unwrap();
        bench.run("calibrate raw.bin --element bf16 --books 2 -o b.yaml").success();
        assert!(bench.path("b_0.yaml").is_symlink() && bench.path("real/other").exists());
        // A folder.
        symlink("real/out", bench.path("out")).unwrap();
        fs::create_dir(bench.path("o")).unwrap();
        symlink("../real/x", bench.path("o/x")).unwrap();
        for _ in 0..2 {
            bench.run("generate design.yaml -o out").success();
            bench.run("generate design.yaml -o o").success();
            assert!(bench.path("real/out/x/manifest.json").exists() && bench.path("out").is_symlink());
            assert!(bench.path("real/x/manifest.json").exists() && bench.path("o/x").is_symlink());
        }
    }

    #[test]
    fn new_files_have_the_mode_that_the_umask_says() {
        let bench = Bench::new();
        for command in ONE_FILE {
            let line = format!("umask 027; exec {} {command} new.hist.json", env!("CARGO_BIN_EXE_huffwire"));
            Command::new("sh").current_dir(bench.0.path()).args(["-c", &line]).assert().success();
            let mode = bench.path("new.hist.json").metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o640, "{command}");
            fs::remove_file(bench.path("new.hist.json")).unwrap();
        }
    }

    #[test]
    fn an_input_is_never_overwritten_whatever_its_name() {
        let bench = Bench::new();
        for (command, input) in [
            ("calibrate raw.hist.json --element bf16 -o", "raw.hist.json"),
            ("histogram raw.hist.json --element bf16 -o", "raw.hist.json"),
            ("encode raw.bin --codebook book.yaml -o", "raw.bin"),
            ("encode raw.bin --codebook book.yaml -o", "book.yaml"),
            ("encode raw.bin --design design.yaml -o", "design.yaml"),
            ("encode raw.bin --design design.yaml -o", "book.yaml"),
            ("decode raw.hfw --codebook book.yaml -o", "raw.hfw"),
        ] {
            fs::write(bench.path("raw.hist.json"), bench.expected(ONE_FILE[1])).unwrap();
            let before = fs::read(bench.path(input)).unwrap();
            symlink(input, bench.path("soft.hist.json")).unwrap();
            symlink("soft.hist.json", bench.path("soft2.hist.json")).unwrap();
            fs::hard_link(bench.path(input), bench.path("hard.hist.json")).unwrap();
            let outputs = [input, "./soft.hist.json", "soft2.hist.json", "hard.hist.json"];
            for output in outputs {
                if command.starts_with("histogram") && !output.ends_with(".hist.json") {
                    continue;
                }
                bench.run(&format!("{command} {output}")).code(2).stderr(contains("would overwrite it"));
            }
            // Standard output may be an input, too.
            let file = fs::OpenOptions::new().append(true).open(bench.path(input)).unwrap();
            let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_huffwire"));
            child
                .current_dir(bench.0.path())
                .args(command.split(' '))
                .arg("-")
                .stdout(file)
                .stderr(Stdio::null());
            assert_eq!(child.status().unwrap().code(), Some(2), "{command} - >> {input}");
            assert!(fs::read(bench.path(input)).unwrap() == before, "{command} {input}");
            for link in ["soft.hist.json", "soft2.hist.json", "hard.hist.json"] {
                fs::remove_file(bench.path(link)).unwrap();
            }
        }
    }

    /// What `sh` gets through the stream.
    fn through(bench: &Bench, script: &str) -> Vec<u8> {
        let script = script.replace("huffwire", env!("CARGO_BIN_EXE_huffwire"));
        let assert = Command::new("bash").current_dir(bench.0.path()).args(["-c", &script]).assert();
        assert.success().get_output().stdout.clone()
    }

    #[test]
    fn streams_are_written_to() {
        let bench = Bench::new();
        let made = std::process::Command::new("mkfifo").arg(bench.path("fifo")).status().unwrap();
        assert!(made.success());
        symlink("/dev/null", bench.path("null")).unwrap();
        symlink("fifo", bench.path("to_fifo")).unwrap();
        for command in ONE_FILE {
            let expected = bench.expected(command);
            for output in ["/dev/null", "null"] {
                bench.run(&format!("{command} {output}")).success();
            }
            assert!(bench.path("null").is_symlink() && !Path::new("/dev/null").is_file());
            for output in ["fifo", "to_fifo"] {
                let script = format!("huffwire {command} {output} >/dev/null & cat fifo; wait $!");
                assert!(through(&bench, &script) == expected, "{command} {output}");
            }
        }
        bench
            .run(&format!("{} /dev/full", ONE_FILE[2]))
            .code(2)
            .stderr(contains("/dev/full: cannot ").and(contains("No space")));
    }

    /// Also where they are files, behind what stands in them and before what comes.
    #[test]
    #[cfg(target_os = "linux")]
    fn open_files_are_written_where_they_stand() {
        let bench = Bench::new();
        symlink("/proc/self/fd/1", bench.path("stdout")).unwrap();
        symlink("/dev/stdout", bench.path("stdout2")).unwrap();
        for command in ONE_FILE {
            let expected = [b"before\n", &bench.expected(command)[..], b"behind\n"].concat();
            for output in ["stdout", "stdout2", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"] {
                for script in [
                    format!("(echo before; huffwire {command} {output}; echo behind) > all; cat all"),
                    format!("(echo before; huffwire {command} {output}; echo behind) | cat"),
                ] {
                    assert!(through(&bench, &script) == expected, "{script}");
                }
            }
            let script = format!(
                "(echo before >&7; huffwire {command} /dev/fd/7 >&2; echo behind >&7) 7> all; cat all"
            );
            assert!(through(&bench, &script) == expected, "{script}");
        }
        assert!(bench.path("stdout").is_symlink() && bench.path("stdout2").is_symlink());
    }
}
