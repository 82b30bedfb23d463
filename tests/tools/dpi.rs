//! The golden model in a bench: `examples/dpi/bf16_link_tb.sv` in Verilator, with libhuffwire by DPI-C.
#![cfg(unix)]

use crate::common::{have, root};
use std::path::Path;
use std::process::{Command, Output};

#[track_caller]
fn succeeds(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{command:?}\n{}{}", said(&output.stdout), said(&output.stderr));
    output
}

/// Compiles the bench into `folder/obj/sim`; without optimisation it is ready in half of the time.
fn compile(folder: &Path) {
    let library = Path::new(env!("CARGO_BIN_EXE_huffwire")).parent().unwrap();
    let profile =
        if library.ends_with("debug") { "dev" } else { library.file_name().unwrap().to_str().unwrap() };
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).args(["build", "-q", "--lib", "--profile", profile]);
    // So that what it stands on has the features that the tests gave it, and is not built once more.
    cargo.args(["-p", "huffwire", "-p", "huffwire-c", "--example", "damage"]);
    if cfg!(target_os = "linux") {
        cargo.args(["-p", "huffwire-python"]);
    }
    succeeds(cargo.arg("--target-dir").arg(library.parent().unwrap()));
    let mut verilate = Command::new("verilator");
    let flags =
        ["--cc", "--exe", "--main", "--timing", "-Wno-fatal", "-fno-gate", "-fno-inline", "--no-trace"];
    verilate.current_dir(folder).args(flags).args([
        "--top-module",
        "bf16_link_tb",
        "-Mdir",
        "obj",
        "-o",
        "sim",
    ]);
    verilate.arg("-F").arg(root().join("rtl_out/bf16_link/files.f"));
    for file in ["bindings/sv/huffwire_pkg.sv", "examples/dpi/bf16_link_tb.sv", "bindings/sv/huffwire_dpi.c"]
    {
        verilate.arg(root().join(file));
    }
    verilate.arg("-CFLAGS").arg(format!("-I{}", root().join("bindings/c/include").display()));
    let library = library.display();
    verilate.arg("-LDFLAGS").arg(format!("-L{library} -lhuffwire -Wl,-rpath,{library}"));
    succeeds(&mut verilate);
    let mut make = Command::new("make");
    make.current_dir(folder.join("obj")).args(["-s", "-f", "Vbf16_link_tb.mk"]);
    succeeds(make.args(["VM_PARALLEL_BUILDS=0", "OPT_FAST=-O0"]));
}

/// What the bench prints.
fn run(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(folder.join("obj/sim"));
    command.current_dir(root()).args(["+verilator+rand+reset+2", "+verilator+seed+7"]).args(arguments);
    let output = command.output().unwrap();
    let said =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), said)
}

#[test]
fn the_bench_compares_every_frame_and_element_with_the_model() {
    if !have("verilator") || !have("make") || !have("g++") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    compile(folder.path());
    for seed in ["+seed=1", "+seed=2"] {
        let (passed, said) = run(folder.path(), &["+packets=150", seed]);
        assert!(passed && said.contains("PASS: 150 frames, "), "{said}");
        assert!(!said.contains(" 0 of them damaged"), "{said}");
    }
    // It finds what differs, and says what is no design.
    for (arguments, words) in [
        (vec!["+packets=2", "+wrong_byte=3"], "FAIL: frame 0, byte 3: "),
        (vec!["+packets=2", "+design=configs/bf16_act.yaml"], "configs/bf16_act.yaml: cannot be read"),
        // The decoder's codebook is another one than the model's.
        (vec!["+packets=2", "+design=configs/bf16_best4.yaml"], "FAIL: "),
    ] {
        let (passed, said) = run(folder.path(), &arguments);
        assert!(!passed && said.contains(words), "{words}: {said}");
    }
}
