//! A design's folder: Verilog, benches and vectors.

use crate::design::Design;
use crate::files::File;
use crate::rtl::{self, Manifest};
use crate::sim;

/// Name of the file that lists what a design's folder holds.
const MANIFEST: &str = "manifest.json";

/// Every file of the design's folder, the manifest last, and what that says.
pub fn folder(design: &Design) -> (Vec<File>, Manifest) {
    let mut files = rtl::render(design);
    files.extend(rtl::benches(design));
    let vectors = sim::vectors::files(design).into_iter();
    files.extend(vectors.map(|(name, text)| File { path: format!("tb/{name}"), text }));
    let mut manifest = Manifest::of(design, &files);
    manifest.folder.push(MANIFEST.to_owned());
    // Every value is a string, a number or a list of them, and every key a string.
    let json = serde_json::to_string_pretty(&manifest).expect("a manifest is JSON");
    files.push(File { path: MANIFEST.to_owned(), text: json + "\n" });
    (files, manifest)
}
