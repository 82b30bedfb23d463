//! From a design to Verilog text, and the files around it. Pure: strings out, no I/O.
//!
//! Structure is written in the templates, as loops and small modules; only what the codebook and the
//! design decide (tables, widths, cuts) is rendered. Imports the codebook and never the golden model.

mod bench;
mod decoder;
mod encoder;
mod manifest;
mod package;
mod parallel;
mod serial;
mod text;

pub use bench::benches;
pub use manifest::Manifest;

use crate::design::{DecoderKind, Design, Select};
use crate::files::File;
use askama::Template;
use text::Reset;

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
    Valid "common/valid.v"
    Fifo "common/fifo.v"
    Split "common/split.v"
    EncPack "encoder/pack.v"
    EncFifo "encoder/fifo.v"
    EncChoose "encoder/choose.v"
    EncBlock "encoder/block.v"
    EncCounter "encoder/counter.v"
    EncCounters "encoder/counters.v"
    DecPlace "decoder/place.v"
    DecPack "decoder/pack.v"
}

stateless! {
    Delay "common/delay.v"
    EncMerge "encoder/merge.v"
    EncRotate "encoder/rotate.v"
    EncMemory "encoder/memory.v"
    EncSmallest "encoder/smallest.v"
    DecRange "decoder/range.v"
    DecRanges "decoder/ranges.v"
    DecOnehot "decoder/onehot.v"
    DecPick "decoder/pick.v"
    DecCheck "decoder/check.v"
    DecButterfly "decoder/butterfly.v"
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
    let encoder = encoder::Top::of(design);
    let several = design.books.indices() > 1;
    let parallel = design.decoder.kind == DecoderKind::Parallel;
    if encoder.splits() || parallel && parallel::Top::splits(design) {
        add("split", Split { p, rst }.render());
    }
    if design.books.indices() > 1 {
        add("enc_table", encoder::BooksTable::of(design).render());
    } else {
        add("enc_table", encoder::Table::of(design).render());
    }
    if design.encoder.select == Some(Select::Smallest) {
        add("enc_memory", EncMemory { p }.render());
        add("enc_size", encoder::SizeTable::of(design).render());
        add("enc_smallest", EncSmallest { p }.render());
        add("enc_choose", EncChoose { p, rst }.render());
        add("enc_block", EncBlock { p, rst }.render());
    }
    add("enc_merge", EncMerge { p }.render());
    add("enc_rotate", EncRotate { p }.render());
    if encoder.queues() {
        add("enc_fifo", EncFifo { p, rst }.render());
    }
    add("enc_pack", EncPack { p, rst }.render());
    if design.counters {
        add("enc_counter", EncCounter { p, rst }.render());
        add("enc_counters", EncCounters { p, rst }.render());
    }
    add("encoder", encoder.render());
    add("dec_range", DecRange { p }.render());
    if several {
        add("dec_ranges", DecRanges { p }.render());
    }
    add("dec_symbol", decoder::Symbol::of(design).render());
    match design.decoder.kind {
        DecoderKind::Serial => {
            if several {
                add("dec_onehot", DecOnehot { p }.render());
            }
            add("dec_feed", decoder::Feed::of(design).render());
            add("dec_window", decoder::Window::of(design).render());
            add("decoder", serial::Top::of(design).render());
        }
        DecoderKind::Parallel => {
            add("dec_lookahead", decoder::Lookahead::of(design).render());
            add("dec_length", decoder::Length::of(design).render());
            add("dec_leaf", decoder::Leaf::of(design).render());
            add("dec_onehot", DecOnehot { p }.render());
            add("dec_pick", DecPick { p }.render());
            add("dec_compose", parallel::Compose::of(design).render());
            add("dec_entry", decoder::Entry::of(design).render());
            add("dec_sweep", decoder::Sweep::of(design).render());
            add("dec_check", DecCheck { p }.render());
            add("dec_stop", decoder::Stop::of(design).render());
            add("dec_place", DecPlace { p, rst }.render());
            add("dec_butterfly", DecButterfly { p }.render());
            add("dec_pack", DecPack { p, rst }.render());
            add("decoder", parallel::Top::of(design).render());
        }
    }
    files
}
