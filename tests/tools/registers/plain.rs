//! Registers of designs in which nothing is loaded, and those of slots in the eyes of a bus model that others wrote.

use super::{loadable, write};
use crate::common::{self, OTHER, TINY, encoder, have, have_module, parallel, serial, sideband, spec};
use huffwire::design::Preset::Balanced;
use huffwire::design::{Design, Spec, Target};
use huffwire::files::File;
use huffwire::registers::Side;
use std::path::Path;
use std::process::Command;

/// Counters of indices that come from outside.
fn counting() -> Spec {
    let ends = (sideband(encoder(2, 4, Balanced)), parallel(1, Balanced));
    let mut spec = spec("reg_counting", [TINY, OTHER], ends.0, ends.1);
    (spec.raw, spec.registers, spec.counters) = (true, true, true);
    spec
}

/// As few registers as there can be.
fn bare() -> Spec {
    let mut spec = spec("reg_bare", [TINY], encoder(1, 1, Balanced), serial(1, Balanced));
    spec.registers = true;
    spec
}

pub fn designs() -> [Design; 2] {
    [counting(), bare()].map(common::design)
}

/// The folder as `generate` writes it.
fn written(design: &Design, folder: &Path) {
    let (files, _) = huffwire::emit::folder(design);
    let files: Vec<File> = files.into_iter().filter(|file| !file.path.contains('/')).collect();
    write(folder, &files);
}

/// Every word of both ends, all writes that cannot be, and counters under traffic, with pauses on every channel of the bus.
#[test]
fn a_foreign_master_finds_what_the_manifest_says() {
    if !have("iverilog") || !have_module("cocotb, cocotbext.axi") {
        return;
    }
    let slots = loadable("reg_slots", "custom:1:4:3:0", serial(1, Balanced), [2, 1, 5, 4]);
    // There a read is answered from another register.
    let fpga = [counting(), slots.clone()].map(|mut spec| {
        spec.target = Target::Fpga;
        spec
    });
    let all = designs().into_iter().chain([slots].into_iter().chain(fpga).map(common::design));
    for (number, design) in all.enumerate() {
        let folder = tempfile::tempdir().unwrap();
        written(&design, folder.path());
        // An end each by turns; both of them in the campaign.
        let other = Side::ALL[number % 2];
        for side in Side::ALL.into_iter().filter(|side| *side != other || common::campaign()) {
            let output = Command::new("python3")
                .arg(common::root().join("tests/tools/registers/axi_lite.py"))
                .arg(folder.path())
                .arg(side.name())
                .output()
                .unwrap();
            let said = [output.stdout, output.stderr]
                .map(|text| String::from_utf8_lossy(&text).into_owned())
                .concat();
            assert!(output.status.success(), "{} {side}:\n{said}", design.name());
        }
    }
}
