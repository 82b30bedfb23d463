//! From a design to Verilog text, and the files around it. Pure: strings out, no I/O.
//!
//! Structure is written in the templates, as loops and small modules; only what the codebook and the
//! design decide (tables, widths, cuts) is rendered. Imports the codebook and never the golden model.

mod bench;
mod bender;
mod constraints;
mod crc;
mod dec_loadable;
mod decoder;
mod encoder;
mod fusesoc;
mod ipxact;
mod loadable;
mod manifest;
mod package;
mod parallel;
mod registers;
mod serial;
mod sums;
mod table;
mod text;

pub use bench::benches;
pub use manifest::{BookFacts, Field, LevelFacts, Manifest, RegistersFacts};
pub use package::{packages, register_files};
pub use registers::{LOAD_BUS, instance as register_instance};

use self::crc::Powers;
use crate::design::{BaseRule, DecoderKind, Design, Receiver, Select, Sender};
use crate::files::File;
use crate::registers::{Map, Side};
use askama::Template;
use text::Reset;
pub use text::banner_in_xml;

/// The Verilog of a design, every module before the first that uses it, then its list, constraints and registers.
pub fn render(design: &Design) -> Vec<File> {
    let mut files = verilog(design);
    files.extend(package::files(design, &files));
    files
}

/// What a module's text depends on that has no table and no width of the design in it.
struct Common<'a> {
    p: &'a str,
    rst: Reset,
    /// Whether registers may have a clock that stands.
    gated: bool,
    /// Bits that have a clock gate: those of fewer would cost as much as their enables do.
    fewest: u32,
    /// Bits that share one: it drives them without a tree, and as many as one does that a tool puts there.
    most: u32,
    /// Whether it has the registers that an FPGA wants.
    fpga: bool,
}

/// Modules of which that is all; a template takes what it asks for.
macro_rules! common {
    ($($view:ident $path:literal)*) => {
        $(#[derive(Template)]
        #[template(path = $path)]
        struct $view<'a>(Common<'a>);

        impl<'a> $view<'a> {
            fn of(design: &'a Design) -> Self {
                Self(Common {
                    p: design.name(),
                    rst: Reset::of(design.reset()),
                    gated: design.clock_gate().is_some(),
                    fewest: 8,
                    most: 32,
                    fpga: design.for_fpga(),
                })
            }
        }

        impl<'a> std::ops::Deref for $view<'a> {
            type Target = Common<'a>;

            fn deref(&self) -> &Common<'a> {
                &self.0
            }
        })*
    };
}

common! {
    Valid "common/valid.v"
    Split "common/split.v"
    Parity "common/parity.v"
    ClockGate "common/clock_gate.v"
    Align "common/align.v"
    Fifo "common/fifo.v"
    Store "common/store.v"
    Delay "common/delay.v"
    EncInput "encoder/input.v"
    EncHead "encoder/head.v"
    EncChecks "encoder/checks.v"
    EncHold "encoder/hold.v"
    EncCut "encoder/cut.v"
    EncFind "encoder/find.v"
    EncOwn "encoder/own.v"
    EncPrevious "encoder/previous.v"
    EncDivide "encoder/divide.v"
    EncMean "encoder/mean.v"
    EncTotal "encoder/total.v"
    EncGrant "encoder/loadable/grant.v"
    EncDrain "encoder/loadable/drain.v"
    EncCheck "encoder/check.v"
    EncTurn "encoder/turn.v"
    EncCount "encoder/count.v"
    EncRotate "encoder/rotate.v"
    EncMemory "encoder/memory.v"
    EncRelative "encoder/relative.v"
    EncSmallest "encoder/smallest.v"
    EncBook "encoder/loadable/book.v"
    EncQueue "encoder/queue.v"
    EncMerge "encoder/merge.v"
    EncJoin "encoder/join.v"
    DecKeep "decoder/keep.v"
    DecStop "decoder/stop.v"
    DecJoin "decoder/join.v"
    DecPlace "decoder/place.v"
    DecChecks "decoder/checks.v"
    DecMerge "decoder/merge.v"
    DecDrain "decoder/loadable/drain.v"
    DecSpoil "decoder/loadable/spoil.v"
    DecOnehot "decoder/onehot.v"
    DecFollow "decoder/follow.v"
    DecButterfly "decoder/butterfly.v"
    DecBase "decoder/base.v"
    DecChoose "decoder/loadable/choose.v"
    DecNamed "decoder/loadable/named.v"
    DecPack "decoder/pack.v"
    DecTrailer "decoder/trailer.v"
    DecPick "decoder/pick.v"
    DecCheck "decoder/check.v"
    DecRange "decoder/range.v"
}

/// Modules of a design that are being rendered.
struct Modules<'a> {
    design: &'a Design,
    files: Vec<File>,
}

impl Modules<'_> {
    /// Appends one, which may be there already: both ends have it.
    fn add(&mut self, module: &str, body: Result<String, askama::Error>) {
        let path = format!("{}_{module}.v", self.design.name());
        if self.files.iter().any(|file| file.path == path) {
            return;
        }
        // The templates are compiled in and write to a string: there is nothing that can fail.
        let text = text::verilog(self.design, &body.expect("rendering to a string"));
        self.files.push(File { path, text });
    }

    /// Words, and what holds their clock.
    fn add_store(&mut self) {
        if self.design.clock_gate().is_some() {
            self.add("clock_gate", ClockGate::of(self.design).render());
        }
        self.add("store", Store::of(self.design).render());
    }
}

fn verilog(design: &Design) -> Vec<File> {
    ends(design, design.sender(), design.receiver())
}

/// The Verilog files of one end of a design, the top last; none without that end.
fn end(design: &Design, side: Side) -> Vec<File> {
    match side {
        Side::Encoder => ends(design, design.sender(), None),
        Side::Decoder => ends(design, None, design.receiver()),
    }
}

/// The Verilog of these ends of a design.
fn ends(design: &Design, sender: Option<Sender>, receiver: Option<Receiver>) -> Vec<File> {
    let mut modules = Modules { design, files: Vec::new() };
    if design.clock_gate().is_some() {
        modules.add_store();
    }
    modules.add("delay", Delay::of(design).render());
    modules.add("valid", Valid::of(design).render());
    modules.add("fifo", Fifo::of(design).render());
    let splits = |receiver: &Receiver| {
        receiver.decoder().kind() == DecoderKind::Parallel && parallel::Top::splits(receiver)
    };
    if sender.as_ref().is_some_and(encoder::splits) || receiver.as_ref().is_some_and(splits) {
        modules.add("split", Split::of(design).render());
    }
    if let Some(sender) = &sender {
        encoder_modules(sender, &mut modules);
    }
    if let Some(receiver) = &receiver {
        decoder_modules(receiver, &mut modules);
    }
    modules.files
}

/// The registers of a side, where its design has any, and what they consist of: each module's file.
pub fn registers(design: &Design, side: Side) -> Vec<File> {
    let mut modules = Modules { design, files: Vec::new() };
    register_modules(design, side, &mut modules);
    modules.files
}

fn register_modules(design: &Design, side: Side, modules: &mut Modules) {
    let Some(map) = Map::of(design, side) else { return };
    modules.add_store();
    modules.add("axil", registers::Axil::of(design).render());
    let name = format!("{}_registers", side.short());
    let Some(envelope) = design.books().envelope() else {
        return modules.add(&name, registers::Plain::of(design, &map).render());
    };
    if registers::Groups::there(envelope) {
        modules.add("groups", registers::Groups::of(design).render());
    }
    modules.add("walk", registers::Walk::of(design, envelope).render());
    modules.add(&name, registers::Registers::of(design, envelope, &map).render());
}

/// What an encoder consists of, the top last.
fn encoder_modules(design: &Sender, modules: &mut Modules) {
    register_modules(design, Side::Encoder, modules);
    let p = design.name();
    let mut add = |module: &str, body| modules.add(module, body);
    add("enc_input", EncInput::of(design).render());
    if encoder::told_bits(design) > 0 {
        add("enc_index", encoder::Index::of(design).render());
    }
    let smallest = design.encoder().select() == Some(Select::Smallest);
    let scales = encoder::scales(design);
    if smallest || scales {
        add("enc_cut", EncCut::of(design).render());
        add("enc_memory", EncMemory::of(design).render());
        add("enc_hold", EncHold::of(design).render());
    }
    if scales {
        add("enc_divide", EncDivide::of(design).render());
        add("enc_total", EncTotal::of(design).render());
        add("enc_mean", EncMean::of(design).render());
        add("enc_find", EncFind::of(design).render());
    }
    match design.base() {
        Some(BaseRule::Own) => add("enc_own", EncOwn::of(design).render()),
        Some(BaseRule::Previous) => add("enc_previous", EncPrevious::of(design).render()),
        _ => {}
    }
    if design.base().is_some() {
        add("enc_relative", EncRelative::of(design).render());
    }
    let shape = loadable::Shape::of(design.books());
    if let Some(shape) = &shape {
        add("enc_slots", loadable::Slots::of(p, shape).render());
        add("enc_entry", loadable::Entry::of(p, shape).render());
        add("enc_codeword", loadable::Codeword::of(design, shape).render());
        if shape.constants > 0 {
            add("enc_constants", loadable::Constants::of(design, shape).render());
        }
        if shape.selects() {
            add("enc_book", EncBook::of(design).render());
        }
        if !smallest {
            add("enc_grant", EncGrant::of(design).render());
        }
        add("enc_drain", EncDrain::of(design).render());
        if design.protect().is_some() {
            add("parity", Parity::of(design).render());
        }
    }
    if smallest {
        match &shape {
            Some(shape) => add("enc_size", loadable::Sizes::of(design, shape).render()),
            None => add("enc_size", table::Sizes::of(design).render()),
        }
        add("enc_smallest", EncSmallest::of(design).render());
        add("enc_choose", loadable::Choose::of(design).render());
        add("enc_block", loadable::Block::of(design).render());
    }
    match &shape {
        Some(shape) => add("enc_lookup", loadable::Lookup::of(design, shape).render()),
        None => {
            add("enc_table", table::Table::of(design).render());
            add("enc_lookup", encoder::Lookup::of(design).render());
        }
    }
    add("enc_merge", EncMerge::of(design).render());
    add("enc_join", EncJoin::of(design).render());
    if design.books().header_bits() > 0 {
        add("enc_head", EncHead::of(design).render());
    }
    add("enc_rotate", EncRotate::of(design).render());
    add("enc_place", encoder::Place::of(design).render());
    if let Some(check) = design.books().check() {
        let lanes = design.encoder().lanes();
        let bits = 8 * design.element().bytes();
        let powers = Powers::of(check, bits as u32);
        add("align", Align::of(design).render());
        add(&format!("crc_sum_{}", lanes * bits), sums::Xors::beat(p, &powers, lanes).render());
        add(&format!("crc_beyond_{lanes}"), sums::Xors::beyond(p, &powers, lanes).render());
        add(&format!("crc_step_{lanes}"), sums::Step::of(p, &powers, lanes).render());
        add("crc_head", sums::Xors::head(p, &powers, design.books().header_bits()).render());
        add("crc_end", sums::End::of(design, check).render());
        if encoder::queues_checks(design) {
            add("enc_checks", EncChecks::of(design).render());
        }
        add("enc_crc", encoder::ElementsCrc::of(design, check).render());
        add("enc_turn", EncTurn::of(design).render());
        add("enc_check", EncCheck::of(design).render());
    }
    add("enc_pack", encoder::Pack::of(design).render());
    if encoder::queues(design) {
        add("enc_queue", EncQueue::of(design).render());
    }
    if design.counters() {
        add("enc_count", EncCount::of(design).render());
        add("enc_counter", loadable::Counter::of(design).render());
        add("enc_counters", loadable::Counters::of(design).render());
    }
    if encoder::counts_beyond(design) {
        add("enc_beyond", loadable::Beyond::of(design).render());
    }
    add("encoder", encoder::Top::of(design).render());
}

/// What a decoder consists of, the top last.
fn decoder_modules(design: &Receiver, modules: &mut Modules) {
    register_modules(design, Side::Decoder, modules);
    let p = design.name();
    let kind = design.decoder().kind();
    let mut add = |module: &str, body| modules.add(module, body);
    match design.books().envelope() {
        None => {
            add("dec_range", DecRange::of(design).render());
            add("dec_code", decoder::CodeClasses::of(design).render());
        }
        Some(envelope) => {
            add("dec_class", dec_loadable::Class::of(design, envelope).render());
            add("dec_code", dec_loadable::Code::of(design, envelope).render());
            add("dec_slots", dec_loadable::Slots::of(design, envelope).render());
            add("dec_choose", DecChoose::of(design).render());
            add("dec_named", DecNamed::of(design).render());
            add("dec_drain", DecDrain::of(design).render());
            if design.protect().is_some() {
                add("parity", Parity::of(design).render());
                add("dec_spoil", DecSpoil::of(design).render());
            }
        }
    }
    add("dec_onehot", DecOnehot::of(design).render());
    add("dec_keep", DecKeep::of(design).render());
    match design.books().envelope() {
        None => add("dec_symbol", decoder::Symbol::of(design).render()),
        Some(envelope) => add("dec_symbol", dec_loadable::Symbol::of(design, envelope).render()),
    }
    if design.base().is_some() {
        add("dec_base", DecBase::of(design).render());
    }
    let check = design.books().check();
    if let Some(check) = check {
        let (lanes, bits) = (design.decoder().slots(), decoder::element_bits(design));
        let powers = Powers::of(check, bits);
        add(&format!("crc_row_{}", lanes * bits as usize), sums::Xors::row(p, &powers, lanes).render());
        add(&format!("crc_beyond_{lanes}"), sums::Xors::beyond(p, &powers, lanes).render());
        add(&format!("crc_step_{lanes}"), sums::Step::of(p, &powers, lanes).render());
        add("crc_back", sums::Xors::back(p, &powers).render());
        let header_bits = design.books().header_bits().max(1);
        add("crc_header", sums::Xors::header(p, &powers, header_bits).render());
        add("dec_trailer", DecTrailer::of(design).render());
        if !decoder::check_ahead(design) {
            add("dec_strip", decoder::Strip::of(design).render());
        }
        add("dec_checks", DecChecks::of(design).render());
        match design.books().envelope() {
            None => add("dec_expect", decoder::Expect::of(design, check).render()),
            Some(_) => add("dec_expect", decoder::ExpectLoaded::of(design, check).render()),
        }
        add("dec_verify", decoder::Verify::of(design, check).render());
        if design.books().blocks() {
            add("dec_join", DecJoin::of(design).render());
            // A serial decoder has the module all the same, which tools look up, but not in it.
            if kind == DecoderKind::Serial {
                add("dec_pack", DecPack::of(design).render());
            }
            add("dec_merge", DecMerge::of(design).render());
        }
    }
    match kind {
        DecoderKind::Serial => {
            if serial::gathers(design) {
                add("dec_gather", decoder::Gather::of(design).render());
            }
            add("dec_feed", decoder::Feed::of(design).render());
            add("dec_window", decoder::Window::of(design).render());
            add("decoder", serial::Top::of(design).render());
        }
        DecoderKind::Parallel => {
            add("dec_lookahead", decoder::Lookahead::of(design).render());
            match design.books().envelope() {
                None => add("dec_length", decoder::Length::of(design).render()),
                Some(envelope) => add("dec_length", dec_loadable::Length::of(design, envelope).render()),
            }
            add("dec_follow", DecFollow::of(design).render());
            add("dec_leaf", decoder::Leaf::of(design).render());
            add("dec_pick", DecPick::of(design).render());
            add("dec_compose", parallel::Compose::of(design).render());
            add("dec_entry", decoder::Entry::of(design).render());
            add("dec_sweep", decoder::Sweep::of(design).render());
            add("dec_check", DecCheck::of(design).render());
            add("dec_stop", DecStop::of(design).render());
            if design.books().blocks() && check.is_none() {
                add("dec_join", DecJoin::of(design).render());
            }
            add("dec_place", DecPlace::of(design).render());
            add("dec_butterfly", DecButterfly::of(design).render());
            add("dec_pack", DecPack::of(design).render());
            add("decoder", parallel::Top::of(design).render());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// What stands behind the design's name in the modules of a design.
    fn suffixes(design: &Design) -> Vec<String> {
        let suffix = |file: File| {
            let module = file.path.strip_suffix(".v").unwrap();
            module.strip_prefix(&format!("{}_", design.name())).unwrap().to_owned()
        };
        verilog(design).into_iter().map(suffix).collect()
    }

    /// Designs that between them have every module: the reference designs, and one whose index comes from outside. Of
    /// its five books three bits can say more than there are.
    fn designs() -> Vec<Design> {
        let configs = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
        let references = ["tiny", "tiny_parallel", "bf16_link", "e4m3_link", "bf16_best4"];
        let files = references.map(|name| configs.join(format!("{name}.yaml")));
        let best4 = std::fs::read_to_string(&files[4]).unwrap();
        let books = format!("- {}/codebooks/", configs.display());
        let sideband = best4.replace("select: smallest", "select: sideband").replace("- codebooks/", &books);
        let lines = sideband.lines().filter(|line| !line.trim().starts_with("block:"));
        let folder = tempfile::tempdir().unwrap();
        let typed = folder.path().join("sideband.yaml");
        std::fs::write(&typed, lines.collect::<Vec<_>>().join("\n")).unwrap();
        files.iter().chain([&typed]).map(|file| Design::load(file).unwrap()).collect()
    }

    /// A design `x` and another one `x_enc` may stand in one project: no module has the name of another's.
    #[test]
    fn no_two_designs_have_a_module_of_one_name() {
        let all: BTreeSet<String> = designs().iter().flat_map(suffixes).collect();
        for needed in
            ["enc_beyond", "enc_block", "enc_index", "enc_queue", "split", "dec_window", "dec_sweep"]
        {
            assert!(all.contains(needed), "{needed} is in none of the designs: {all:?}");
        }
        // Were both `x_` + one and `y_` + another a module, y longer than x, then one would end in `_` + another.
        for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
            assert!(!one.ends_with(&format!("_{other}")), "{one} of a design is {other} of another");
        }
    }
}
