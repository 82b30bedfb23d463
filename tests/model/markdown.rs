//! Documents as their readers' programs see them.

use crate::common::root;
use std::fs;
use std::path::PathBuf;

/// Markdown of the repository that people read.
fn documents() -> Vec<PathBuf> {
    let folders = ["", "docs", "docs/ppa", "formal"].map(|folder| root().join(folder));
    let files =
        folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// A row that no header stands over, or a paragraph that becomes a table's last row: lines of a text where it is so.
fn broken_tables(text: &str) -> Vec<usize> {
    let is_row = |line: &str| line.starts_with('|');
    let is_rule = |line: &str| is_row(line) && line.chars().all(|c| "|-: ".contains(c));
    let lines: Vec<&str> = text.lines().collect();
    let (mut broken, mut code) = (Vec::new(), false);
    for (at, line) in lines.iter().enumerate() {
        code ^= line.trim_start().starts_with("```");
        let before = at.checked_sub(1).map_or("", |at| lines[at]);
        let begins = is_row(line) && !is_row(before);
        let headless = begins && !lines.get(at + 1).is_some_and(|next| is_rule(next));
        let swallowed = is_row(before) && !is_row(line) && !line.trim().is_empty();
        if !code && (headless || swallowed) {
            broken.push(at + 1);
        }
    }
    broken
}

#[test]
fn tables_are_whole() {
    let documents = documents();
    assert!(documents.len() > 20, "{documents:?}");
    for path in documents {
        let broken = broken_tables(&fs::read_to_string(&path).unwrap());
        assert!(broken.is_empty(), "{}: lines {broken:?}", path.display());
    }
    let whole = "text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    assert_eq!(broken_tables(&format!("{whole}\ntext\n")), [0; 0]);
    assert_eq!(broken_tables(&format!("{whole}text\n")), [6]);
    assert_eq!(broken_tables(&format!("{whole}\n| 3 | 4 |\n| 5 | 6 |\n")), [7]);
}
