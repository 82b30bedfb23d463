//! What a design's folder says of itself to people: a page, and timing diagrams.

mod figures;
mod svg;
pub mod timing;

pub use figures::Figures;

use crate::design::ports::{Direction, Port};
use crate::design::{DecoderKind, Design};
use crate::files::File;
use crate::registers::Side;
use crate::report::Summary;
use crate::rtl::{BookFacts, Field, LevelFacts, Manifest, banner_in_xml};
use crate::words::{self, counted, list};
use askama::Template;

/// The page's file.
const PAGE: &str = "README.md";

#[derive(Template)]
#[template(path = "folder/readme.md", escape = "none")]
struct Page<'a> {
    banner: String,
    m: &'a Manifest,
    what: String,
    summary: String,
    ends: Vec<End>,
    decoder: bool,
    serial: bool,
    counters: String,
    pictures: &'a [File],
    frame: String,
    slots: Vec<usize>,
    bounds: String,
    registers: bool,
    memory: bool,
    figures: Vec<figures::Table>,
    reset: String,
    benches: Vec<String>,
    simulate: String,
}

struct End {
    module: String,
    side: &'static str,
    encoder: bool,
    /// The bus whose `tuser` says something.
    bus: &'static str,
    ports: Vec<PortRow>,
    tuser: Vec<UserRow>,
    latency: usize,
    pipeline: String,
    cuts: String,
    uncut: String,
}

struct PortRow {
    name: &'static str,
    direction: Direction,
    width: u32,
    what: String,
    reset: &'static str,
}

struct UserRow {
    range: String,
    bits: u32,
    what: &'static str,
}

/// The page and the diagrams of a folder whose manifest this is, without them; they are added to what it lists.
pub fn files(design: &Design, manifest: &mut Manifest, figures: &[Figures]) -> Vec<File> {
    let made = format!("{}; made again by {}", manifest.generator, design.regenerate());
    let pictures: Vec<File> = sides(design).filter_map(|side| picture(design, side, &made)).collect();
    let page = File { path: PAGE.to_owned(), text: page(design, manifest, &pictures, figures) };
    let files: Vec<File> = std::iter::once(page).chain(pictures).collect();
    manifest.folder.extend(files.iter().map(|file| file.path.clone()));
    files
}

fn sides(design: &Design) -> impl Iterator<Item = Side> {
    let there = [(design.encoder().is_some(), Side::Encoder), (design.decoder().is_some(), Side::Decoder)];
    there.into_iter().filter_map(|(there, side)| there.then_some(side))
}

fn picture(design: &Design, side: Side, made: &str) -> Option<File> {
    let diagrams = timing::diagrams(design, side).expect("likely elements are elements");
    let about = format!("Timing of {}_{}", design.name(), side.name());
    // `--` ends a comment.
    let text = || svg::picture(&about, &made.replace("--", "- -"), &diagrams);
    (!diagrams.is_empty()).then(|| File { path: format!("timing_{}.svg", side.name()), text: text() })
}

fn page(design: &Design, manifest: &Manifest, pictures: &[File], figures: &[Figures]) -> String {
    let (name, books) = (design.name(), design.books());
    let both = design.encoder().is_some() && design.decoder().is_some();
    let what = match (both, design.encoder().is_some()) {
        (true, _) => "encoder and decoder",
        (_, true) => "encoder",
        _ => "decoder",
    };
    let constants = manifest.codebooks.iter().filter(|book| book.kind == "coded").count();
    let slots = books.slots().len();
    let bench = |kind: &str| format!("{name}_tb_{kind}");
    let mut benches: Vec<String> = Vec::new();
    benches.extend(design.encoder().map(|_| bench("enc")));
    benches.extend(design.decoder().map(|_| bench("dec")));
    benches.extend(both.then(|| bench("loopback")));
    let page = Page {
        banner: banner_in_xml(design),
        m: manifest,
        what: format!(
            "Single-stage Huffman {what} of {} elements, {}. The stream of frames is the same for every width of bus.",
            manifest.element.format,
            counted(constants + slots, "codebook")
        ),
        summary: Summary::of(design, manifest).to_string(),
        ends: sides(design).map(|side| end(design, manifest, side)).collect(),
        decoder: design.decoder().is_some(),
        serial: design.decoder().is_some_and(|decoder| decoder.kind() == DecoderKind::Serial),
        counters: list(
            manifest
                .encoder
                .iter()
                .flat_map(|end| &end.counters)
                .map(|counter| format!("`{}`", counter.name)),
        ),
        pictures,
        frame: frame(manifest),
        slots: (constants..constants + slots).collect(),
        bounds: bounds(manifest),
        registers: manifest.registers.is_some(),
        memory: manifest.verilog.iter().any(|file| file.ends_with("_enc_memory.v")),
        figures: figures.iter().map(Figures::table).collect(),
        reset: reset(manifest),
        benches,
        simulate: simulate(design),
    };
    // The template is compiled in and writes to a string: there is nothing that can fail.
    page.render().expect("rendering to a string") + "\n"
}

/// The command that simulates the design, from where it was generated.
fn simulate(design: &Design) -> String {
    let generate = design.regenerate().replacen(" generate ", " simulate ", 1);
    generate.split(" -").next().unwrap_or(&generate).to_owned()
}

fn end(design: &Design, manifest: &Manifest, side: Side) -> End {
    let encoder = side == Side::Encoder;
    let ports = if encoder { design.encoder_ports() } else { design.decoder_ports() };
    let (levels, latency, pipeline, tuser) = match (side, &manifest.encoder, &manifest.decoder) {
        (Side::Encoder, Some(end), _) => (&end.levels, end.latency_clocks, &end.pipeline, &end.tuser),
        (Side::Decoder, _, Some(end)) => (&end.levels, end.latency_clocks, &end.pipeline, &end.tuser),
        _ => unreachable!("a side that the design has"),
    };
    let named = |cut: bool| {
        let names = levels.iter().filter(|level| level.register == cut).map(|level: &LevelFacts| &level.name);
        let names = list(names.map(|name| format!("`{name}`")));
        if names.is_empty() { "none".to_owned() } else { names }
    };
    End {
        module: format!("{}_{}", design.name(), side.name()),
        side: side.name(),
        encoder,
        bus: if encoder { "s_axis" } else { "m_axis" },
        ports: port_rows(
            ports,
            if encoder { "packet" } else { "frame" },
            if encoder { "frame" } else { "packet" },
        ),
        tuser: tuser.iter().map(user_row).collect(),
        latency,
        pipeline: if pipeline.starts_with('[') { "as listed".to_owned() } else { pipeline.clone() },
        cuts: named(true),
        uncut: named(false),
    }
}

/// What a port is: its own remark, or that of the bus for the bus's data; what goes in, and what comes out.
fn port_rows(ports: Vec<Port>, taken: &str, given: &str) -> Vec<PortRow> {
    let mut heading = String::new();
    let row = |port: Port| {
        heading = port.heading.clone().unwrap_or_else(|| heading.clone());
        let own = port.remark.clone().filter(|remark| remark != "low in reset");
        let what = own.unwrap_or_else(|| match port.name {
            "clk" => "rising edge".to_owned(),
            "rst" => "high resets, at a rising edge".to_owned(),
            "rst_n" => "low resets".to_owned(),
            "counters" => heading.clone(),
            name if name.ends_with("_tdata") => heading.clone(),
            name if name.ends_with("_tkeep") => "which bytes there are".to_owned(),
            name if name.ends_with("_tlast") => {
                let whose = if port.direction == Direction::Input { taken } else { given };
                format!("the {whose}'s last beat")
            }
            _ => String::new(),
        });
        let low = ["_tvalid", "_tready", "_awready", "_wready", "_arready", "_bvalid", "_rvalid"];
        let low = port.direction == Direction::Output && low.iter().any(|end| port.name.ends_with(end));
        let reset = match (low, port.name) {
            (true, _) => "low",
            (_, "counters") => "0",
            _ => "",
        };
        PortRow { name: port.name, direction: port.direction, width: port.width, what, reset }
    };
    ports.into_iter().map(row).collect()
}

fn user_row(field: &Field) -> UserRow {
    let (low, high) = (field.offset, field.offset + field.bits - 1);
    UserRow {
        range: if low == high { format!("[{low}]") } else { format!("[{high}:{low}]") },
        bits: field.bits,
        what: match field.name {
            "index" => {
                "index of the packet's codebook, with its first beat; one beyond the last is taken for the last"
            }
            "base" => "base of the packet's exponents, with its first beat",
            "error" => "at `tlast`: the packet is in error",
            "reason" => "at `tlast`: why",
            _ => "the user's, with the packet's first beat; on every beat behind the codec",
        },
    }
}

/// What a frame consists of.
fn frame(manifest: &Manifest) -> String {
    let frame = &manifest.frame;
    let mut parts = Vec::new();
    let field = |field: &Field| format!("`{}` of {}", field.name, counted(field.bits, "bit"));
    if !frame.header.is_empty() {
        parts.push(format!("a header ({})", list(frame.header.iter().map(field))));
    }
    parts.push(
        "the elements (a codeword, the symbol itself behind the escape's, then the raw bits)".to_owned(),
    );
    parts.push(format!("ones up to a whole byte, at most {}", frame.padding.most_bits));
    if let Some(check) = &frame.check {
        parts.push(format!("a {} of {}", check.kind, counted(check.bytes, "byte")));
    }
    let packet = match frame.blocks {
        true => "A packet is one or several frames, of which each says whether it is the last",
        false => "A packet is a frame",
    };
    format!(
        "{packet}; a frame is {}. Every field begins with its most significant bit, a frame with {}, and on a fresh beat.",
        list(parts),
        frame.first_bit
    )
}

fn bounds(manifest: &Manifest) -> String {
    let bounds = &manifest.bounds;
    let each = format!(
        "An element takes {} to {} bits, so n of them make a frame of at most ceil(({} + n * {}) / 8){} bytes",
        bounds.shortest_element_bits,
        bounds.longest_element_bits,
        bounds.header_bits,
        bounds.longest_element_bits,
        if bounds.check_bytes > 0 { format!(" + {}", bounds.check_bytes) } else { String::new() },
    );
    match &bounds.block {
        Some(block) => format!(
            "{each}; a full block of {} at most {}, which is {} more than the block has in memory.",
            counted(block.elements, "element"),
            counted(block.frame_bytes, "byte"),
            block.growth_bytes
        ),
        None => format!("{each}."),
    }
}

fn reset(manifest: &Manifest) -> String {
    let reset = &manifest.reset;
    match (reset.asynchronous, reset.active_high) {
        (true, _) => {
            "`rst_n` acts without the clock, and must be let go in time for its rising edge.".to_owned()
        }
        (_, true) => format!("`{}` resets while it is high, at a rising edge.", reset.port),
        _ => format!("`{}` resets while it is low, at a rising edge.", reset.port),
    }
}

impl Page<'_> {
    fn book_file(&self, book: &BookFacts) -> String {
        let file = |file: &String| format!("`{}`", self.cell(file));
        book.file.as_ref().map_or_else(|| "raw: elements as they are".to_owned(), file)
    }

    fn book_group(&self, book: &BookFacts) -> String {
        book.group.as_ref().map_or_else(String::new, |group| self.cell(group))
    }

    /// Somebody's words in a cell of a table: neither a cell more, nor markup.
    fn cell(&self, text: &str) -> String {
        words::one_line(text).replace('|', "\\|").replace('`', "'").replace('<', "&lt;")
    }

    fn book_code(&self, book: &BookFacts) -> String {
        match (book.kind, book.escape) {
            ("raw", _) => String::new(),
            (_, Some(escape)) => format!("up to {} bits, escape {escape}", book.longest_codeword_bits),
            _ => format!("up to {} bits", book.longest_codeword_bits),
        }
    }
}
