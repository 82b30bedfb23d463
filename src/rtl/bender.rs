//! The manifest that Bender takes.

use super::Design;
use super::package::Contents;
use super::text::banner;

/// `Bender.yml`: the package is the design, its benches are for `-t test`.
pub fn manifest(design: &Design, contents: &Contents) -> String {
    let list = |paths: &[&str], indent: &str| -> String {
        paths.iter().map(|path| format!("{indent}- {path}\n")).collect()
    };
    format!(
        "{banner}
package:
  name: {name}
  description: Single-stage Huffman coding, digest {digest}

sources:
{rtl}  - target: test
    files:
{benches}",
        banner = banner(design, "#"),
        name = design.name(),
        digest = design.books().digest(),
        rtl = list(&contents.verilog, "  "),
        benches = list(&contents.benches, "      "),
    )
}
