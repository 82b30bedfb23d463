//! A design's folder: Verilog, benches, vectors, and what it says of itself.

use crate::datasheet::{self, Figures};
use crate::design::Design;
use crate::files::File;
use crate::rtl::{self, Manifest};
use crate::sim;

/// Name of the file that lists what a design's folder holds.
const MANIFEST: &str = "manifest.json";

/// Every file of the design's folder, the manifest last, and what that says.
pub fn folder(design: &Design) -> (Vec<File>, Manifest) {
    folder_with(design, &[])
}

/// The same with figures of syntheses on its page.
pub fn folder_with(design: &Design, figures: &[Figures]) -> (Vec<File>, Manifest) {
    let mut files = rtl::render(design);
    files.extend(rtl::benches(design));
    let loaded = sim::loads::loaded(design);
    let script = sim::swaps::file(&loaded).into_iter();
    let vectors = sim::vectors::files(&loaded).into_iter().chain(script);
    files.extend(vectors.map(|(name, text)| File { path: format!("tb/{name}"), text }));
    let packages = rtl::packages(design, &files);
    files.extend(packages);
    let mut manifest = Manifest::of(design, &files);
    files.extend(datasheet::files(design, &mut manifest, figures));
    manifest.folder.push(MANIFEST.to_owned());
    // Every value is a string, a number or a list of them, and every key a string.
    let json = serde_json::to_string_pretty(&manifest).expect("a manifest is JSON");
    files.push(File { path: MANIFEST.to_owned(), text: lists_in_lines(&json) });
    (files, manifest)
}

/// Numbers that follow each other, as many in a line as fit: a code has hundreds of them.
fn lists_in_lines(json: &str) -> String {
    const WIDTH: usize = 100;
    let mut text = String::new();
    let mut before = false;
    for line in json.lines() {
        let word = line.trim();
        let number = word.trim_end_matches(',').parse::<u64>().is_ok();
        let used = text.len() - text.rfind('\n').map_or(0, |end| end + 1);
        if number && before && used + 1 + word.len() <= WIDTH {
            text += " ";
            text += word;
        } else {
            text += if text.is_empty() { "" } else { "\n" };
            text += line;
        }
        before = number;
    }
    text + "\n"
}
