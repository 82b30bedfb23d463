//! What several test programs need.
#![allow(dead_code)]

pub mod conformance;

use huffwire::config::Design;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whether the tests can use a tool. Where it is missing they fail in CI, and say so and pass elsewhere.
pub fn have(tool: &str) -> bool {
    let found =
        Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        assert!(std::env::var_os("CI").is_none(), "{tool} is missing; scripts/test.sh installs it");
        eprintln!("SKIPPED: {tool} is missing; scripts/test.sh installs it");
    }
    found
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The designs whose output stands in `rtl_out/`.
pub fn reference_designs() -> Vec<PathBuf> {
    ["tiny", "tiny_parallel", "bf16_link", "e4m3_link"]
        .map(|name| root().join(format!("configs/{name}.yaml")))
        .to_vec()
}

/// A design from the text of its codebook (`book.yaml`) and of itself.
pub fn design(book: &str, design: &str) -> Design {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("book.yaml"), book).unwrap();
    let file = folder.path().join("design.yaml");
    std::fs::write(&file, design).unwrap();
    Design::load(&file).unwrap()
}
