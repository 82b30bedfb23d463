//! Imports point one way, and the two sides that check each other share nothing but the contract.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The modules in the order of the data: each may import those before it.
const ORDER: [&str; 24] = [
    "words",
    "yaml",
    "json",
    "element",
    "codebook",
    "codec",
    "design",
    "golden",
    "registers",
    "load",
    "tensor",
    "histogram",
    "calibration",
    "analysis",
    "tools",
    "files",
    "rtl",
    "sim",
    "synth",
    "link",
    "report",
    "datasheet",
    "emit",
    "lib",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every module of the library, and those that it names: in imports, paths and links of documentation.
fn imports() -> Vec<(String, String, BTreeSet<String>)> {
    let source = crate::common::root().join("src");
    let mut found = Vec::new();
    files(&source, &mut found);
    found.sort();
    let mut imports = Vec::new();
    for path in found {
        let path = path.strip_prefix(&source).unwrap();
        let module = path.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if matches!(module.as_str(), "main" | "cmd" | "lib") {
            continue;
        }
        let text = std::fs::read_to_string(source.join(path)).unwrap();
        let code =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let mut named = BTreeSet::new();
        for behind in code.split("crate::").skip(1) {
            if let Some(group) = behind.strip_prefix('{') {
                let group = group.split('}').next().unwrap();
                named.extend(group.split(',').map(|item| first_word(item.trim())));
            } else {
                named.insert(first_word(behind));
            }
        }
        named.remove(&module);
        imports.push((path.display().to_string(), module, named));
    }
    imports
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn place(module: &str) -> usize {
    ORDER
        .iter()
        .position(|known| *known == module)
        .unwrap_or_else(|| panic!("{module} has no place in the order"))
}

#[test]
fn imports_point_one_way() {
    let imports = imports();
    assert!(imports.len() > 40, "{} files", imports.len());
    for (file, module, named) in &imports {
        for other in named {
            assert!(place(other) < place(module), "{file} imports {other}, which stands behind {module}");
        }
    }
}

#[test]
fn the_golden_model_and_the_hardware_share_the_contract_alone() {
    for (file, module, named) in &imports() {
        let named = named.iter().map(String::as_str).collect::<Vec<_>>();
        match module.as_str() {
            "codec" => {
                let beyond = named.iter().find(|name| !["codebook", "element"].contains(name));
                assert_eq!(beyond, None, "{file}");
            }
            "rtl" => assert!(!named.contains(&"codec") && !named.contains(&"golden"), "{file}"),
            "design" => assert!(!named.contains(&"codec"), "{file}: rtl stands on it"),
            _ => {}
        }
    }
}

#[test]
fn the_contract_knows_no_tensors() {
    for (file, module, named) in &imports() {
        if module == "codebook" {
            for name in named {
                assert!(["element", "words", "yaml"].contains(&name.as_str()), "{file} imports {name}");
            }
        }
    }
}

/// Documents name scripts as they are run.
#[test]
fn scripts_can_be_run() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut seen = 0;
    for folder in ["scripts", ".ci", "tests/oracle"] {
        for entry in std::fs::read_dir(crate::common::root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && std::fs::read(&path).unwrap().starts_with(b"#!") {
                seen += 1;
                let mode = path.metadata().unwrap().permissions().mode();
                assert!(mode & 0o111 == 0o111, "{}: chmod +x", path.display());
            }
        }
    }
    assert!(seen > 5, "{seen}");
}
