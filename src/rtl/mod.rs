//! From a design to Verilog text, and the files around it. Pure: strings out, no I/O.
//!
//! Structure is written in the templates, as loops and small modules; only what the codebook and the
//! design decide (tables, widths, cuts) is rendered. Imports the codebook and never the golden model.

mod decoder;
mod encoder;
mod manifest;
mod package;
mod text;

pub use manifest::{Bounds, Manifest};

use crate::config::Design;
use askama::Template;
use text::Reset;

/// A file of the emitted folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path within the folder, `/` between its parts.
    pub path: String,
    /// The whole text, ASCII, ending in a newline.
    pub text: String,
}

/// The Verilog of a design, every module before the first that uses it, then the files that carry it into tools.
pub fn render(design: &Design) -> Vec<File> {
    let mut files = verilog(design);
    files.extend(package::files(design, &files));
    files
}

/// A module that is the same for every design, but for its prefix and reset.
macro_rules! common {
    ($($view:ident $path:literal)*) => {
        $(#[derive(Template)]
        #[template(path = $path)]
        struct $view<'a> {
            p: &'a str,
            rst: Reset,
        })*
    };
}

/// The same, without reset.
macro_rules! stateless {
    ($($view:ident $path:literal)*) => {
        $(#[derive(Template)]
        #[template(path = $path)]
        struct $view<'a> {
            p: &'a str,
        })*
    };
}

common! {
    Valid "valid.v"
    Fifo "fifo.v"
    EncPack "enc_pack.v"
    EncSplit "enc_split.v"
    DecFeed "dec_feed.v"
    DecWindow "dec_window.v"
}

stateless! {
    Delay "delay.v"
    EncMerge "enc_merge.v"
    EncRotate "enc_rotate.v"
    DecRange "dec_range.v"
    DecSymbol "dec_symbol.v"
}

fn verilog(design: &Design) -> Vec<File> {
    let p = design.name.as_str();
    let rst = Reset::of(design.reset);
    let mut files = Vec::new();
    let mut add = |module: &str, body: Result<String, askama::Error>| {
        // The templates are compiled in and write to a string: there is nothing that can fail.
        let body = body.expect("rendering to a string");
        let text = text::verilog(design, &body);
        files.push(File { path: format!("{p}_{module}.v"), text });
    };
    add("delay", Delay { p }.render());
    add("valid", Valid { p, rst }.render());
    add("fifo", Fifo { p, rst }.render());
    add("enc_table", encoder::Table::of(design).render());
    add("enc_merge", EncMerge { p }.render());
    add("enc_rotate", EncRotate { p }.render());
    add("enc_pack", EncPack { p, rst }.render());
    let encoder = encoder::Top::of(design);
    if encoder.splits() {
        add("enc_split", EncSplit { p, rst }.render());
    }
    add("encoder", encoder.render());
    add("dec_range", DecRange { p }.render());
    add("dec_feed", DecFeed { p, rst }.render());
    add("dec_window", DecWindow { p, rst }.render());
    add("dec_symbol", DecSymbol { p }.render());
    add("decoder", decoder::Top::of(design).render());
    files
}
