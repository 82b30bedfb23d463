//! What several test programs need.
#![allow(dead_code)]

pub mod conformance;
pub mod console;

use huffwire::design::Design;
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
    ["tiny", "tiny_parallel", "bf16_link", "e4m3_link", "bf16_best4"]
        .map(|name| root().join(format!("configs/{name}.yaml")))
        .to_vec()
}

/// A design from the text of its codebook (`book.yaml`) and of itself.
pub fn design(book: &str, design: &str) -> Design {
    loaded(&[("book.yaml".to_owned(), book.to_owned())], design)
}

/// A design of several codebooks, each a text whose first line is the element format; `rest` stands behind them.
pub fn several(name: &str, books: &[&str], rest: &str) -> Design {
    let file = |(index, text): (usize, &&str)| (format!("book{index}.yaml"), text.to_string());
    let files: Vec<(String, String)> = books.iter().enumerate().map(file).collect();
    let names = files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let element = books[0].lines().next().unwrap();
    loaded(&files, &format!("name: {name}\n{element}\ncodebooks: [{names}]\n{rest}"))
}

fn loaded(books: &[(String, String)], design: &str) -> Design {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in books {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let file = folder.path().join("design.yaml");
    std::fs::write(&file, design).unwrap();
    Design::load(&file).unwrap()
}
