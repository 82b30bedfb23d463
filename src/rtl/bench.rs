//! The benches: a top for each of the two ends and one for both, and what plays, takes and judges.

use super::text::{self, Reset};
use crate::design::ports::Port;
use crate::design::{self, Design};
use crate::files::File;
use askama::Template;

/// What a bench of no design's own needs to know: the prefix, and whether the reset acts without a clock.
macro_rules! shared {
    ($($view:ident $path:literal)*) => {
        $(#[derive(Template)]
        #[template(path = $path)]
        struct $view<'a> {
            p: &'a str,
            at_once: u8,
        })*
    };
}

/// The same without reset.
macro_rules! plain {
    ($($view:ident $path:literal)*) => {
        $(#[derive(Template)]
        #[template(path = $path)]
        struct $view<'a> {
            p: &'a str,
        })*
    };
}

shared! {
    Source "bench/source.v"
    Sink "bench/sink.v"
}

plain! {
    Adapter "bench/adapter.v"
    Bound "bench/bound.v"
    Report "bench/report.v"
}

/// A top of the encoder alone.
#[derive(Template)]
#[template(path = "bench/enc.v")]
struct Encoder<'a> {
    p: &'a str,
    rst: Reset,
    active: &'static str,
    enc_in: usize,
    enc_out: usize,
    user: usize,
    counters: usize,
    element: usize,
    block: Option<Block>,
}

/// What holds an encoder of blocks to its bound.
struct Block {
    index_bits: u32,
    beats: usize,
    bits: u32,
}

/// A top of the decoder alone.
#[derive(Template)]
#[template(path = "bench/dec.v")]
struct Decoder<'a> {
    p: &'a str,
    rst: Reset,
    active: &'static str,
    dec_in: usize,
    dec_out: usize,
}

/// A top of both.
#[derive(Template)]
#[template(path = "bench/loopback.v")]
struct Loopback<'a> {
    p: &'a str,
    rst: Reset,
    active: &'static str,
    enc_in: usize,
    enc_out: usize,
    dec_in: usize,
    dec_out: usize,
    user: usize,
    counters: usize,
}

/// The benches of a design, in `tb/`, every module before the first that uses it. Their ports are the
/// design's.
pub fn benches(design: &Design) -> Vec<File> {
    let p = design.name();
    let rst = Reset::of(design.reset());
    let active = if design.reset() == design::Reset::SyncHigh { "" } else { "!" };
    let at_once = u8::from(design.reset() == design::Reset::AsyncLow);
    let (encoder, decoder) = (design.encoder_ports(), design.decoder_ports());
    let width = |ports: &[Port], name: &str| {
        ports.iter().find(|port| port.name == name).map_or(0, |port| port.width as usize)
    };
    let (enc_in, enc_out) = (width(&encoder, "s_axis_tkeep"), width(&encoder, "m_axis_tkeep"));
    let (dec_in, dec_out) = (width(&decoder, "s_axis_tkeep"), width(&decoder, "m_axis_tkeep"));
    let (user, counters) = (width(&encoder, "s_axis_tuser"), width(&encoder, "counters"));
    let mut files = Vec::new();
    let mut add = |module: &str, body: Result<String, askama::Error>| {
        // As for the modules: there is nothing that can fail.
        let text = text::verilog(design, &body.expect("rendering to a string"));
        files.push(File { path: format!("tb/{p}_tb_{module}.v"), text });
    };
    add("report", Report { p }.render());
    add("source", Source { p, at_once }.render());
    add("sink", Sink { p, at_once }.render());
    let block = design.bounds().block.zip(design.encoder().block()).map(|(bounds, beats)| Block {
        index_bits: design.books().index_bits(),
        beats,
        bits: bounds.element_bits,
    });
    if block.is_some() {
        add("bound", Bound { p }.render());
    }
    let element = design.element().bytes();
    add("enc", Encoder { p, rst, active, enc_in, enc_out, user, counters, element, block }.render());
    add("dec", Decoder { p, rst, active, dec_in, dec_out }.render());
    // Where the buses are as wide, there is nothing to adapt, but tools look the module up.
    add("adapter", Adapter { p }.render());
    let loopback = Loopback { p, rst, active, enc_in, enc_out, dec_in, dec_out, user, counters };
    add("loopback", loopback.render());
    files
}
