#![no_main]
//! Any text as a design, beside codebooks that it may name: `a.yaml`, of `e4m3`, and `b.yaml`, of `bf16`, which can have a base.

use huffwire::codebook::{self, Codebook};
use huffwire::design::Design;
use huffwire::element::Element;
use libfuzzer_sys::fuzz_target;
use std::cell::OnceCell;
use tempfile::TempDir;

thread_local! {
    static FOLDER: OnceCell<TempDir> = const { OnceCell::new() };
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the files");
    for (file, name) in [("a.yaml", "e4m3"), ("b.yaml", "bf16")] {
        let book = Codebook::raw(Element::named(name).expect("a name of the table"));
        std::fs::write(folder.path().join(file), codebook::to_yaml(&book)).expect("a file can be written");
    }
    folder
}

fuzz_target!(|text: &str| {
    FOLDER.with(|cell| {
        let file = cell.get_or_init(folder).path().join("design.yaml");
        std::fs::write(&file, text).expect("a file can be written");
        let _ = Design::load(&file);
    });
});
