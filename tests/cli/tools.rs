//! What `simulate` makes of tools that hang, lie and die, and of its cache. The tools are scripts.
#![cfg(unix)]

use crate::common;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder with an `iverilog` that compiles to a script, and a `vvp` that runs it.
pub struct Fake(TempDir);

/// What a bench prints that has found nothing wrong.
const PASS: &str = "echo 'RESULT bench=encoder status=pass in_beats=5 in_packets=1 in_clocks=6 out_beats=7 \
                    out_packets=1 out_clocks=8 clocks=9 latency=4 resets=0'; echo PASS";

impl Fake {
    pub fn new() -> Self {
        let fake = Self(TempDir::new().unwrap());
        for folder in ["bin", "tmp", "cache"] {
            fs::create_dir(fake.path(folder)).unwrap();
        }
        fake.tool("vvp", ". \"$2\"");
        fake.compile_to(PASS);
        fake
    }

    /// With a `yosys` whose netlists have no cells, and a `nextpnr-ice40` that reports 100 MHz with the first seed, 300 with
    /// the second and 200 with the third.
    pub fn with_placer() -> Self {
        let fake = Self::new();
        fake.tool(
            "yosys",
            "[ \"$1\" = -V ] && { echo 'Yosys 0.99 (of a test)'; exit; }
             echo mapped >> \"$FAKE/log\"
             top=$(sed -n 's/.*-top \\([a-z_]*_fpga\\) .*/\\1/p' map.ys | head -n 1)
             echo \"{\\\"modules\\\": {\\\"$top\\\": {\\\"ports\\\": {}, \\\"cells\\\": {}}}}\" > netlist.json",
        );
        fake.tool(
            "nextpnr-ice40",
            "[ \"$1\" = --version ] && { echo '\"nextpnr-ice40\" (Version 9.9)'; exit 1; }
             echo \"$*\" >> \"$FAKE/log\"
             case \"$*\" in *'--seed 1'*) mhz=100;; *'--seed 2'*) mhz=300;; *) mhz=200;; esac
             echo '{\"fmax\": {\"clk\": {\"achieved\": '$mhz'}}, \"utilization\": {}, \"critical_paths\": []}' > report.json",
        );
        fake
    }

    /// What the tools noted, a line for each time that one did its work.
    pub fn log(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("log")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn tool(&self, name: &str, script: &str) {
        let file = self.path("bin").join(name);
        fs::write(&file, format!("#!/bin/sh\nFAKE='{}'\n{script}\n", self.0.path().display())).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// What the compiler makes of everything. It notes that it ran.
    fn compile_to(&self, program: &str) {
        fs::write(self.path("program"), format!("{program}\n")).unwrap();
        self.tool(
            "iverilog",
            "[ \"$1\" = -V ] && { echo 'Icarus Verilog of a test'; exit; }
             echo compiled >> \"$FAKE/log\"
             while [ \"$1\" != -o ]; do shift; done
             cp \"$FAKE/program\" \"$2\"",
        );
    }

    /// From now on the tool leaves a file among the temporary ones, starts another process and waits for it.
    pub fn hang(&self, tool: &str) {
        let version = "case \"$1\" in -V | --version) echo Version 1; exit;; esac";
        let hang = "echo text > \"$TMPDIR/left\"; sleep 1000 & echo $$ >> \"$FAKE/pids\"; echo $! >> \"$FAKE/pids\"; wait";
        self.tool(tool, &format!("{version}\n{hang}"));
    }

    /// The processes of a tool that hangs.
    pub fn started(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("pids")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// The program, which finds these tools before all others.
    pub fn huffwire(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huffwire"));
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        command.env("PATH", path).env("TMPDIR", self.path("tmp")).env("HUFFWIRE_CACHE", self.path("cache"));
        command.current_dir(common::root()).args(arguments);
        command
    }

    pub fn simulate(&self, arguments: &[&str]) -> Command {
        let mut command = self.huffwire(&["simulate", "configs/tiny.yaml", "--simulator", "icarus"]);
        command.args(["--bench", "encoder", "--payload", "zeros", "--idle", "none", "--stall", "none"]);
        command.args(arguments);
        command
    }

    /// Exit code and standard error; nothing temporary is left.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.simulate(arguments).output().unwrap();
        assert_eq!(fs::read_dir(self.path("tmp")).unwrap().count(), 0, "nothing is left in TMPDIR");
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    fn compiled(&self) -> usize {
        self.log().len()
    }

    fn entries(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path("cache")).unwrap().map(|entry| entry.unwrap().path());
        let mut entries: Vec<PathBuf> = entries.filter(|path| !path.ends_with("locks")).collect();
        entries.sort();
        entries
    }
}

/// Whether a process is there and not only waits for somebody to ask how it ended.
pub fn running(process: &str) -> bool {
    let state = Command::new("ps").args(["-o", "stat=", "-p", process]).output().unwrap().stdout;
    let state = String::from_utf8(state).unwrap();
    !state.trim().is_empty() && !state.starts_with('Z')
}

#[test]
fn what_is_wrong_in_the_cache_is_made_again() {
    let fake = Fake::new();
    assert_eq!(fake.run(&[]).0, Some(0));
    assert_eq!(fake.run(&[]).0, Some(0));
    assert_eq!((fake.compiled(), fake.entries().len()), (1, 1), "found again");
    let entry = fake.entries().remove(0);
    let program = entry.join("sim.vvp");
    let good = fs::read(&program).unwrap();
    type Damage<'a> = &'a dyn Fn();
    let damages: [(&str, Damage); 6] = [
        ("empty", &|| fs::write(&program, "").unwrap()),
        ("cut", &|| fs::write(&program, &good[..good.len() / 2]).unwrap()),
        ("changed", &|| fs::write(&program, vec![b'x'; good.len()]).unwrap()),
        ("missing", &|| fs::remove_file(&program).unwrap()),
        ("an empty folder", &|| {
            fs::remove_dir_all(&entry).unwrap();
            fs::create_dir(&entry).unwrap();
        }),
        ("a file", &|| {
            fs::remove_dir_all(&entry).unwrap();
            fs::write(&entry, "").unwrap();
        }),
    ];
    for (at, (what, damage)) in damages.into_iter().enumerate() {
        damage();
        let (code, said) = fake.run(&[]);
        assert_eq!((code, fake.compiled()), (Some(0), at + 2), "{what}: {said}");
        assert_eq!(fs::read(&program).unwrap(), good, "{what}");
    }
}

#[test]
fn several_processes_build_once() {
    let fake = Fake::new();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| fake.simulate(&[]).output().unwrap())).collect();
        for run in runs {
            let output = run.join().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    });
    assert_eq!((fake.compiled(), fake.entries().len()), (1, 1));
}

/// Nothing tidies up after SIGKILL but the next one who comes.
#[test]
fn a_process_that_was_killed_is_in_nobodys_way() {
    let fake = Fake::new();
    fake.hang("iverilog");
    let mut child = fake.simulate(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while fake.started().len() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    for process in fake.started() {
        Command::new("kill").args(["-9", &process]).status().unwrap();
    }
    fs::remove_dir_all(fake.path("tmp")).unwrap();
    fs::create_dir(fake.path("tmp")).unwrap();
    // The same version, or it would be another key.
    fake.compile_to(PASS);
    let script = fs::read_to_string(fake.path("bin/iverilog")).unwrap();
    fs::write(fake.path("bin/iverilog"), script.replace("Icarus Verilog of a test", "version")).unwrap();
    let (code, said) = fake.run(&[]);
    assert_eq!((code, fake.entries().len()), (Some(0), 1), "{said}");
}

/// The limit is a mebibyte, and a program takes more than half of it.
#[test]
fn the_cache_is_bounded() {
    let fake = Fake::new();
    fake.compile_to(&format!("{PASS}\n# {}", "x".repeat(600 << 10)));
    for seed in 0..3 {
        let folder = fake.path(&format!("rtl{seed}"));
        copy(&common::root().join("rtl_out/tiny"), &folder);
        let file = folder.join("tiny_enc_table.v");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, format!("{text}// {seed}\n")).unwrap();
        let mut command = fake.simulate(&["--rtl", folder.to_str().unwrap()]);
        let output = command.env("HUFFWIRE_CACHE_MIB", "1").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(fake.entries().len(), 1, "the last one alone");
        assert_eq!(fs::read_dir(fake.path("cache/locks")).unwrap().count(), 1);
    }
    assert_eq!(fake.compiled(), 3);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, target) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}

/// Only what a simulator ends with says that it has told all.
#[test]
fn a_result_of_a_simulator_that_failed_is_none() {
    for (program, expected) in [
        (format!("{PASS}; exit 1"), "without a result"),
        (format!("{PASS}; kill -9 $$"), "without a result"),
        (PASS.replace("; echo PASS", ""), "without a result"),
        ("exit 0".to_owned(), "without a result"),
        ("echo last words; sleep 1000".to_owned(), "was stopped after 1 s; its last words:\nlast words"),
    ] {
        let fake = Fake::new();
        fake.compile_to(&program);
        let (code, said) = fake.run(&["--timeout", "1"]);
        assert!(code == Some(2) && said.contains(expected), "{program}: {said}");
    }
}

/// A trace that is not there, or ends in the middle, while the simulator says PASS.
#[test]
fn a_trace_that_is_cut_is_an_error() {
    let dump = |text: &str| {
        format!("for a; do case $a in +trace=*) printf '{text}' > \"${{a#+trace=}}\";; esac; done\n{PASS}")
    };
    let good = "$timescale 1s $end\\n$enddefinitions $end\\n#0\\n0!\\n#5\\n";
    for (text, extension, whole) in [
        (good, "vcd", true),
        (&good[..good.len() - 2], "vcd", false),
        (&good[..20], "vcd", false),
        ("", "vcd", false),
        ("", "fst", false),
        ("\\000\\000\\000\\000\\000\\000\\000\\001\\111some", "fst", false),
    ] {
        let fake = Fake::new();
        fake.compile_to(&dump(text));
        let trace = fake.path(&format!("trace.{extension}"));
        fs::write(&trace, "before").unwrap();
        let (code, said) = fake.run(&["--trace", trace.to_str().unwrap()]);
        if whole {
            assert_eq!(code, Some(0), "{said}");
            assert_eq!(fs::read_to_string(trace).unwrap(), good.replace("\\n", "\n"));
        } else {
            assert!(code == Some(2) && said.contains("the trace is not whole"), "{text}: {said}");
            assert_eq!(fs::read_to_string(trace).unwrap(), "before");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_trace_goes_where_links_lead() {
    let fake = Fake::new();
    fake.compile_to(&format!(
        "for a; do case $a in +trace=*) printf '$enddefinitions $end\\n' > \"${{a#+trace=}}\";; esac; done\n{PASS}"
    ));
    let at = |name: &str| fake.path(name);
    std::os::unix::fs::symlink("/dev/full", at("full.vcd")).unwrap();
    std::os::unix::fs::symlink("new/real.vcd", at("link.vcd")).unwrap();
    let (code, said) = fake.run(&["--trace", at("full.vcd").to_str().unwrap()]);
    assert!(code == Some(2) && said.contains("full.vcd: cannot be written"), "{said}");
    let (code, said) = fake.run(&["--trace", at("link.vcd").to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(at("link.vcd").is_symlink());
    assert_eq!(fs::read_to_string(at("new/real.vcd")).unwrap(), "$enddefinitions $end\n");
    // The design is an input.
    std::os::unix::fs::symlink(common::root().join("configs/tiny.yaml"), at("design.vcd")).unwrap();
    let (code, said) = fake.run(&["--trace", at("design.vcd").to_str().unwrap()]);
    assert!(code == Some(2) && said.contains("would overwrite it"), "{said}");
}

#[test]
fn it_says_what_it_does_unless_quiet() {
    let fake = Fake::new();
    let (_, said) = fake.run(&[]);
    assert!(said.contains("compiling the encoder bench of tiny for Icarus Verilog of a test"), "{said}");
    assert!(said.contains("running the encoder bench: zeros"), "{said}");
    assert_eq!(fake.run(&["-q"]), (Some(0), String::new()));
}

/// Before anything is compiled.
#[test]
fn another_designs_folder_is_refused() {
    let fake = Fake::new();
    let rtl = fake.path("rtl");
    copy(&common::root().join("rtl_out/bf16_link"), &rtl);
    let (code, said) = fake.run(&["--rtl", rtl.to_str().unwrap()]);
    assert_eq!(code, Some(2), "{said}");
    let digest = |design: &str| -> String {
        let text =
            fs::read_to_string(common::root().join(format!("rtl_out/{design}/manifest.json"))).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        manifest["digest"].as_str().unwrap().to_owned()
    };
    for word in
        ["generated from another design", "`tiny`", "`bf16_link`", &digest("tiny"), &digest("bf16_link")]
    {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!said.contains("compiling") && fake.compiled() == 0, "{said}");
    // The same name is not the same design.
    fs::remove_dir_all(&rtl).unwrap();
    copy(&common::root().join("rtl_out/tiny"), &rtl);
    let manifest = fs::read_to_string(rtl.join("manifest.json")).unwrap();
    for (from, to) in
        [(digest("tiny"), "0123456789abcdef".to_owned()), ("\"lanes\": 4".into(), "\"lanes\": 8".into())]
    {
        fs::write(rtl.join("manifest.json"), manifest.replacen(&from, &to, 1)).unwrap();
        let (code, said) = fake.run(&["--rtl", rtl.to_str().unwrap()]);
        assert!(code == Some(2) && said.contains("generated from another design"), "{to}: {said}");
    }
    fs::remove_file(rtl.join("manifest.json")).unwrap();
    let (code, said) = fake.run(&["--rtl", rtl.to_str().unwrap()]);
    assert!(code == Some(2) && said.contains("manifest.json") && fake.compiled() == 0, "{said}");
}
