//! The proofs of `formal/`, and breaks of the Verilog that make them fail. What each of them says, how deep it goes
//! and what it assumes stands in `formal/README.md`.

use crate::common::{
    self, BF16, Book, OTHER, TINY, encoder, lanes, parallel, serial, sideband, smallest, spec,
};
use huffwire::codebook::Check;
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency};
use huffwire::design::{
    BaseRule, ClockGate, DecoderKind, Design, LoadableSpec, Protect, Select, Spec, Target,
};
use huffwire::element::Element;
use huffwire::files::File;
use huffwire::registers::Side;
use huffwire::rtl;
use std::path::Path;
use std::process::Command;

/// A change of one emitted file, given by the end of its name: what must stand there once, and what takes its place.
type Break = (&'static str, &'static str, &'static str);

/// The Verilog of designs in a folder, on its way to a proof.
struct Proof {
    folder: tempfile::TempDir,
    files: Vec<String>,
    defines: String,
    /// What makes of its flip-flops those of one clock.
    clocking: &'static str,
}

impl Proof {
    /// With the files of `formal/`.
    fn of(names: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = names.iter().map(|name| name.to_string()).collect();
        for name in names {
            std::fs::copy(common::root().join("formal").join(name), folder.path().join(name)).unwrap();
        }
        Self { folder, files, defines: String::new(), clocking: "async2sync" }
    }

    /// With the emitted files of what is asked for, broken where asked.
    fn design(self, spec: Spec, broken: Option<Break>) -> Self {
        self.emitted(&common::design(spec), broken)
    }

    /// With the emitted files of a design, broken where asked.
    fn emitted(self, design: &Design, broken: Option<Break>) -> Self {
        self.files(rtl::render(design), broken)
    }

    /// With these of them.
    fn files(mut self, files: Vec<File>, broken: Option<Break>) -> Self {
        let mut breaks = 0;
        for mut file in files {
            if !file.path.ends_with(".v") || file.path.contains('/') {
                continue;
            }
            if let Some((suffix, from, to)) = broken
                && file.path.ends_with(suffix)
            {
                assert_eq!(file.text.matches(from).count(), 1, "{from} in {}", file.path);
                file.text = file.text.replace(from, to);
                breaks += 1;
            }
            std::fs::write(self.folder.path().join(&file.path), &file.text).unwrap();
            self.files.push(file.path);
        }
        assert_eq!(breaks, usize::from(broken.is_some()), "{broken:?}");
        self
    }

    /// Of clocks that rise and fall when they like, among which a step is.
    fn of_any_clock(self) -> Self {
        Self { clocking: "clk2fflogic", ..self }
    }

    fn define(mut self, defines: &str) -> Self {
        self.defines =
            defines.split_whitespace().map(|define| format!("-D{define} ")).collect::<Vec<_>>().concat();
        self
    }

    /// What the model checker says at last. `engine` is its command.
    fn run(&self, top: &str, engine: &str) -> String {
        // Registers without a value at the start get a free one, and so does what nobody drives.
        let script = format!(
            "read_verilog -formal {}{}; hierarchy -check -top {top}; proc; flatten; opt_expr; opt_clean; \
             {}; dffunmap; setundef -undriven -anyseq; setundef -anyseq; simplemap; techmap; \
             opt_expr; opt_clean; abc -g AND -fast; opt_clean; write_aiger -zinit proof.aig",
            self.defines,
            self.files.join(" "),
            self.clocking
        );
        tool(self.folder.path(), "yosys", &["-q", "-p", &script]);
        let said =
            tool(self.folder.path(), "yosys-abc", &["-q", &format!("read_aiger proof.aig; fold; {engine}")]);
        let verdict = |line: &&str| line.contains("asserted in") || line.starts_with("Property");
        said.lines().rfind(verdict).unwrap_or_else(|| panic!("no verdict:\n{said}")).to_owned()
    }

    /// Holds in every clock from the start on, however many.
    fn holds(&self, top: &str) {
        let verdict = self.run(top, "pdr");
        println!("{top} {}: {verdict}", self.defines);
        assert!(verdict.starts_with("Property proved."), "{top} {}: {verdict}", self.defines);
    }

    /// The same of all assertions as one, each of which may need the others.
    fn holds_together(&self, top: &str) {
        let verdict = self.run(top, "orpos; dc2; pdr");
        println!("{top} {}: {verdict}", self.defines);
        assert!(verdict.starts_with("Property proved."), "{top} {}: {verdict}", self.defines);
    }

    /// Holds in the first clocks.
    fn holds_for(&self, top: &str, clocks: usize) {
        let verdict = self.run(top, &format!("scorr; dc2; bmc3 -r -F {clocks}"));
        println!("{top} {}: {verdict}", self.defines);
        let expected = format!("No output asserted in {clocks} frames.");
        assert!(verdict.starts_with(&expected), "{top} {}: {verdict}", self.defines);
    }

    /// Does not hold: the checker finds a sequence of inputs that ends in a violated assertion.
    fn fails(&self, top: &str, clocks: usize) {
        let verdict = self.run(top, &format!("scorr; dc2; bmc3 -r -F {clocks}"));
        println!("{top} {}, broken: {verdict}", self.defines);
        assert!(verdict.contains("was asserted in frame"), "{top} {}: {verdict}", self.defines);
    }
}

fn tool(folder: &Path, name: &str, arguments: &[&str]) -> String {
    let output = Command::new(name).args(arguments).current_dir(folder).output().unwrap();
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success(), "{name}:\n{said}");
    said
}

fn have_tools() -> bool {
    common::have("yosys") && common::have("yosys-abc")
}

/// So many breaks in the tests, and all of them in the campaign.
fn few(count: usize) -> usize {
    if common::campaign() { usize::MAX } else { count }
}

/// A design `par` with a parallel decoder.
fn par(books: &[Book], in_bytes: u64, pipeline: Preset) -> Spec {
    spec("par", books.iter().copied(), encoder(8, in_bytes, pipeline), parallel(in_bytes, pipeline))
}

/// A design `ser` with a serial one.
fn ser(books: &[Book], pipeline: Preset) -> Spec {
    spec("ser", books.iter().copied(), encoder(1, 1, pipeline), serial(1, pipeline))
}

/// The same with an encoder that selects the smallest.
fn of_blocks(mut spec: Spec) -> Spec {
    spec.encoder = spec.encoder.map(|encoder| smallest(2, encoder));
    spec
}

/// The same with one that is told.
fn told(mut spec: Spec) -> Spec {
    spec.encoder = spec.encoder.map(sideband);
    spec
}

// ---- (a) one word

fn word(code: &str, book: Book, in_bytes: u64, broken: Option<Break>) -> Proof {
    Proof::of(&[code, "word.v"]).design(par(&[book], in_bytes, LowLatency), broken)
}

#[test]
fn a_word_is_walked_and_checked_as_bit_by_bit() {
    if !have_tools() {
        return;
    }
    word("code_tiny.v", TINY, 1, None).holds_for("word", 2);
    // Half a minute.
    if common::campaign() {
        word("code_bf16.v", BF16, 4, None).holds_for("word", 2);
    }
}

#[test]
fn a_broken_word_is_found() {
    if !have_tools() {
        return;
    }
    let all = [
        // Every exit one bit too far.
        ("dec_leaf.v", "LEFT = e - S", "LEFT = e - S + 1"),
        // The next frame is entered where the last one ended.
        ("dec_entry.v", "last ? FIRST : next", "next"),
        // Padding is an error.
        ("dec_check.v", " & ~ones[at]", ""),
        // Elements behind an error.
        ("dec_stop.v", " & ~(|bad[b*BLOCK +: i+1])", ""),
    ];
    for (number, broken) in all.into_iter().enumerate() {
        let proof = word("code_tiny.v", TINY, 1, Some(broken));
        if number < few(1) {
            proof.fails("word", 2);
        }
    }
}

// ---- (b) buses and cells

fn cell(name: &str, broken: Option<Break>) -> Proof {
    Proof::of(&["axis_rules.v", &format!("{name}.v")]).design(par(&[TINY], 1, Balanced), broken)
}

#[test]
fn cells_keep_order_and_rules() {
    if !have_tools() {
        return;
    }
    for name in ["fifo", "lookahead", "split"] {
        cell(name, None).holds(name);
    }
}

/// A cell that only an encoder of the smallest of two books has.
fn smallest_cell(files: &[&str], broken: Option<Break>) -> Proof {
    Proof::of(files).design(of_blocks(par(&[TINY, OTHER], 1, Balanced)), broken)
}

#[test]
fn cells_of_several_books() {
    if !have_tools() {
        return;
    }
    let fifo = |broken| smallest_cell(&["axis_rules.v", "fifo.v"], broken).define("THREE");
    fifo(None).holds("fifo");
    fifo(Some(("enc_queue.v", "room_q ? d : third_q", "d"))).fails("fifo", 12);
    // Behind a reset the third entry counts as taken, and so the second.
    fifo(Some(("enc_queue.v", "later = second_valid_q & (~", "later = (second_valid_q | ~room_q) & (~")))
        .fails("fifo", 12);
    let counter = |broken| {
        let mut counting = par(&[TINY, OTHER], 1, Balanced);
        counting.counters = true;
        Proof::of(&["counter.v"]).design(counting, broken)
    };
    counter(None).holds("counter");
    counter(Some(("enc_counter.v", "ones_q      <= &mid_q", "ones_q      <= 1'b1"))).fails("counter", 8);
    smallest_cell(&["smallest.v"], None).holds("smallest");
    // Of equal ones the last.
    let broken = ("enc_smallest.v", "x[i*BITS +: BITS] < x", "x[i*BITS +: BITS] <= x");
    smallest_cell(&["smallest.v"], Some(broken)).fails("smallest", 2);
}

/// A cell that only an encoder has that finds the base of its own blocks.
fn base_cell(name: &str, broken: Option<Break>) -> Proof {
    let mut own = par(&[BF16], 4, Balanced);
    own.base = Some(BaseRule::Own);
    own.encoder.as_mut().unwrap().block = Some(2);
    Proof::of(&[&format!("{name}.v")]).design(own, broken)
}

#[test]
fn bases_are_exact() {
    if !have_tools() {
        return;
    }
    let relative = |broken| base_cell("relative", broken);
    relative(None).holds("relative");
    // No end-around carry; a base that moves zero.
    // Likewise of the decoder; and the greatest exponent, which does not go round.
    let all = [
        ("enc_relative.v", "above = e - base", "above = sum[EXPONENT-1:0]"),
        ("dec_base.v", " & {BASE{|s}}", ""),
        ("enc_relative.v", " & {EXPONENT{|e}}", ""),
        ("dec_base.v", ", carry[BASE-1]}", ", 1'b0}"),
    ];
    for (number, broken) in all.into_iter().enumerate() {
        let proof = relative(Some(broken));
        if number < few(2) {
            proof.fails("relative", 2);
        }
    }
    let divide = |broken| base_cell("divide", broken);
    divide(None).holds_for("divide", 10);
    // The mean is rounded down; 0 for nothing; a bit less.
    let all = [
        ("enc_divide.v", "{rest_q, low_q} <= twice", "{rest_q, low_q} <= twice - n"),
        ("enc_divide.v", " & {EXPONENT{|n_q}}", ""),
        ("enc_divide.v", "i < CLOCKS; i", "i < CLOCKS - 1; i"),
    ];
    for (number, broken) in all.into_iter().enumerate() {
        let proof = divide(Some(broken));
        if number < few(1) {
            proof.fails("divide", 10);
        }
    }
    if common::campaign() {
        divide(None).define("STEPS=2").holds_for("divide", 14);
        let borrow = ("enc_divide.v", "low_less_q[LOW]}", "1'b0}");
        divide(Some(borrow)).define("STEPS=2").fails("divide", 14);
    }
}

#[test]
fn broken_cells_are_found() {
    if !have_tools() {
        return;
    }
    // The head changes while the sink waits.
    cell("fifo", Some(("fifo.v", "if (load) head_q", "if (load | push) head_q"))).fails("fifo", 8);
    // Something is taken in reset.
    cell("fifo", Some(("par_fifo.v", "room_q       <= 1'b0;", "room_q       <= 1'b1;"))).fails("fifo", 8);
    // The word behind a frame's last one is seen.
    cell("lookahead", Some(("dec_lookahead.v", "next_keep_q & {BYTES{~word_last_q}}", "next_keep_q")))
        .fails("lookahead", 8);
    // A word counts as sent with its first piece.
    cell("split", Some(("split.v", "s_ready = m_ready & ~more", "s_ready = m_ready"))).fails("split", 8);
}

/// What a top is in the eyes of `top.v`: its module and its buses, then for how many clocks the input can wait and
/// beats can stay inside.
const PARALLEL: &str = "TOP=par_decoder IN=1 OUT=8 USER CLOSED";
const SERIAL: &str = "TOP=ser_decoder IN=1 OUT=1 USER CLOSED";
const ENCODER: &str = "TOP=par_encoder IN=8 OUT=1 CLOSED";

fn top(defines: &str, pipeline: Preset, broken: Option<Break>) -> Proof {
    let proof = Proof::of(&["axis_rules.v", "top.v"]).define(defines);
    if defines.starts_with(SERIAL) {
        proof.design(ser(&[TINY], pipeline), broken)
    } else {
        proof.design(par(&[TINY], 1, pipeline), broken)
    }
}

#[test]
fn tops_obey_the_rules_of_the_bus() {
    if !have_tools() {
        return;
    }
    // Those with the fewest and the most registers, and what is between them.
    for pipeline in [LowLatency, HighFmax, Balanced].into_iter().take(few(1)) {
        for side in [PARALLEL, SERIAL, ENCODER] {
            top(&format!("{side} RULES"), pipeline, None).holds("top");
        }
    }
}

#[test]
fn tops_never_hang_and_end_every_packet() {
    if !have_tools() {
        return;
    }
    top(&format!("{PARALLEL} LIVE STUCK=1 DRAIN=8"), LowLatency, None).holds("top");
    if common::campaign() {
        top(&format!("{PARALLEL} LIVE STUCK=1 DRAIN=12"), Balanced, None).holds_for("top", 24);
    }
    // Half a minute; of short runs nothing but a hang right behind the reset is seen, which every simulation sees.
    if common::campaign() {
        top(&format!("{SERIAL} LIVE STUCK=15 DRAIN=32"), LowLatency, None).holds("top");
    }
    top(&format!("{ENCODER} LIVE STUCK=5 DRAIN=16"), LowLatency, None).holds("top");
}

#[test]
fn broken_tops_are_found() {
    if !have_tools() {
        return;
    }
    // Rows that are not full, in the middle of a packet.
    let broken = ("dec_pack.v", "keep | {N{full}};", "keep;");
    top(&format!("{PARALLEL} RULES"), LowLatency, Some(broken)).fails("top", 12);
    // The end of a packet waits for the next one.
    let broken = ("dec_lookahead.v", "(word_last_q | next_valid_q)", "next_valid_q");
    top(&format!("{PARALLEL} LIVE STUCK=1 DRAIN=8"), LowLatency, Some(broken)).fails("top", 20);
}

/// Large modules of logic that lies nowhere near the bus: taken for boxes in which everything leads everywhere.
const BOXES: [&str; 16] = [
    "_dec_sweep.v",
    "_dec_check.v",
    "_dec_symbol.v",
    "_dec_place.v",
    "_dec_butterfly.v",
    "_dec_base.v",
    "_dec_verify.v",
    "_enc_table.v",
    "_enc_join.v",
    "_enc_place.v",
    "_enc_size.v",
    "_enc_smallest.v",
    "_enc_relative.v",
    "_enc_check.v",
    "_enc_crc.v",
    "_enc_divide.v",
];

/// Whether logic leads from the sink's tready or the source's tvalid to the source's tready in a top of the design, and
/// how many cells there are between that and registers.
fn ready(design: &Design, side: &str, broken: Option<Break>) -> (bool, usize) {
    let proof = Proof::of(&[]).emitted(design, broken);
    let top = format!("{}_{side}", design.name());
    let (boxes, files): (Vec<String>, Vec<String>) =
        proof.files.iter().cloned().partition(|file| BOXES.iter().any(|name| file.ends_with(name)));
    let script = format!(
        "read_verilog -lib {}; read_verilog {}; hierarchy -check -top {top}; proc; flatten; opt_clean; \
         cd {top}; select -count i:m_axis_tready i:s_axis_tvalid %u %coe* o:s_axis_tready %i; \
         select -count o:s_axis_tready %cie* w:* %d t:$*dff* %d",
        boxes.join(" "),
        files.join(" ")
    );
    let said = tool(proof.folder.path(), "yosys", &["-p", &script]);
    let counts: Vec<usize> = said
        .lines()
        .filter_map(|line| line.strip_suffix(" objects.").and_then(|count| count.parse().ok()))
        .collect();
    let [paths, cells] = counts[..] else { panic!("two counts in:\n{said}") };
    (paths > 0, cells)
}

/// The same design with the registers of a preset on both sides.
fn with_pipeline(design: &Design, pipeline: Preset) -> Design {
    let (from, to) = (design.encoder().unwrap(), design.decoder().unwrap());
    let mut encoder = encoder(from.lanes() as u64, from.out_bytes() as u64, pipeline);
    (encoder.select, encoder.block) = (from.select(), from.block().map(|beats| beats as u64));
    let decoder = common::decoder(to.kind(), to.in_bytes() as u64, pipeline);
    let decoder = lanes(to.lanes() as u64, decoder);
    let mut spec = spec(design.name(), design.books().books().iter().cloned(), encoder, decoder);
    (spec.raw, spec.reset, spec.counters) = (design.books().raw(), design.reset(), design.counters());
    (spec.base, spec.check, spec.sideband) = (design.base(), design.books().check(), design.sideband());
    (spec.loadable, spec.protect) = (slots(design), design.protect());
    common::design(spec)
}

/// The slots of a design, as they are asked for.
fn slots(design: &Design) -> Option<LoadableSpec> {
    let (books, envelope) = (design.books(), design.books().envelope()?);
    let number = |value: u32| u64::from(value);
    let [shortest, longest] = [envelope.shortest(), envelope.longest()].map(number);
    let symbols = envelope.symbols() as u64;
    let slots = books.slots().len() as u64;
    let mut spec = LoadableSpec::new(books.element(), slots, shortest, longest, symbols);
    spec.groups = Some(envelope.groups() as u64);
    Some(spec)
}

#[test]
fn the_sources_tready_comes_from_registers() {
    if !have_tools() {
        return;
    }
    let pipelines = [LowLatency, Balanced, HighFmax];
    for file in common::reference_designs() {
        let reference = Design::load(&file).unwrap();
        // What the others have, these have too.
        if ["bf16_best4", "bf16_train", "e4m3_link"].contains(&reference.name()) && !common::campaign() {
            continue;
        }
        // All presets of the small ones, of the others that which has the fewest registers.
        let all = common::campaign() || reference.name().starts_with("tiny");
        for pipeline in pipelines.into_iter().take(if all { 3 } else { 1 }) {
            let design = with_pipeline(&reference, pipeline);
            for side in ["encoder", "decoder"] {
                let (path, cells) = ready(&design, side, None);
                let what = format!("{} {side} {}: {cells} cells", design.name(), pipeline.name());
                println!("{what}");
                assert!(!path, "{what}");
                // A check is taken off ahead of what waits, or the end that it stands at waits for its place.
                let most = if design.books().check().is_some() { 9 } else { 5 };
                assert!(side == "encoder" || cells <= most, "{what}");
            }
        }
    }
    let two = || par(&[TINY, OTHER], 1, Balanced);
    for spec in [two(), of_blocks(two())] {
        assert!(!ready(&common::design(spec), "encoder", None).0, "several books");
    }
    for base in [BaseRule::Own, BaseRule::Previous, BaseRule::Sideband] {
        for blocks in [true, false].into_iter().take(few(1)) {
            let mut spec = par(&[BF16, BF16], 4, Balanced);
            spec.encoder.as_mut().unwrap().select =
                Some(if blocks { Select::Smallest } else { Select::Sideband });
            spec.encoder.as_mut().unwrap().block = (blocks || base == BaseRule::Own).then_some(2);
            (spec.base, spec.check) = (Some(base), Some(Check::Crc16));
            assert!(!ready(&common::design(spec), "encoder", None).0, "{base:?}, blocks {blocks}");
        }
    }
    for kind in [DecoderKind::Serial, DecoderKind::Parallel] {
        let mut spec = par(&[BF16, BF16], 4, Balanced);
        spec.decoder = Some(common::decoder(kind, 4, Balanced));
        (spec.base, spec.check) = (Some(BaseRule::Sideband), Some(Check::Crc16));
        let (path, cells) = ready(&common::design(spec), "decoder", None);
        let most = if kind == DecoderKind::Parallel { 9 } else { 6 };
        assert!(!path && cells <= most, "{kind:?} with a check: {cells} cells");
    }
    // The room of both FIFOs without its register, and the way in that was there once.
    let named = |mut spec: Spec| {
        spec.name = "d".to_owned();
        common::design(spec)
    };
    let (parallel, serial) = (named(par(&[TINY], 1, Balanced)), named(ser(&[TINY], Balanced)));
    let broken = ("d_fifo.v", "room    = room_q", "room    = ~wait_d");
    assert!(ready(&parallel, "encoder", Some(broken)).0);
    assert!(ready(&parallel, "decoder", Some(broken)).0);
    let broken = ("dec_feed.v", "s_ready = room_q", "s_ready = ~wait_d");
    assert!(ready(&serial, "decoder", Some(broken)).0);
    let broken = ("dec_feed.v", "s_ready = room_q", "s_ready = load");
    assert!(ready(&serial, "decoder", Some(broken)).1 > 5);
}

// ---- (c) parallel and serial

fn same(defines: &str, pipeline: Preset, broken: Option<Break>) -> Proof {
    Proof::of(&["same.v"])
        .define(defines)
        .design(par(&[TINY], 1, pipeline), broken)
        .design(ser(&[TINY], LowLatency), None)
}

#[test]
fn parallel_and_serial_decoder_say_the_same() {
    if !have_tools() {
        return;
    }
    // Deep enough for all that the words hold, drained. Of two books the same is proved every time, below.
    if common::campaign() {
        same("IN=1 OUT=8 WORDS=2 DRAIN=24", LowLatency, None).holds_for("same", 35);
    }
    // The parallel decoder's sink waits as it likes, then its source too.
    same("IN=1 OUT=8 WORDS=1 DRAIN=24 STALL=4'b1000", LowLatency, None).holds_for("same", 20);
    if common::campaign() {
        same("IN=1 OUT=8 WORDS=2 DRAIN=24 STALL=4'b1100", LowLatency, None).holds_for("same", 10);
    }
}

#[test]
fn balanced_parallel_and_serial_decoder_say_the_same() {
    if !have_tools() {
        return;
    }
    if !common::campaign() {
        println!("left to scripts/campaign.sh: minutes of proof");
        return;
    }
    same("IN=1 OUT=8 WORDS=2 DRAIN=32", Balanced, None).holds_for("same", 45);
    same("IN=1 OUT=8 WORDS=3 DRAIN=24 LAST=3'b111", LowLatency, None).holds_for("same", 45);
}

/// What is written otherwise for an FPGA, with none of its registers, and with some.
#[test]
fn a_parallel_decoder_for_an_fpga_says_the_same() {
    if !have_tools() {
        return;
    }
    let same = |defines: &str, levels: &[&str], broken| {
        let mut parallel = par(&[TINY], 1, LowLatency);
        parallel.target = Target::Fpga;
        parallel.decoder.as_mut().unwrap().pipeline = common::cuts(levels);
        let serial = ser(&[TINY], LowLatency);
        Proof::of(&["same.v"]).define(defines).design(parallel, broken).design(serial, None)
    };
    same("IN=1 OUT=8 WORDS=1 DRAIN=24 STALL=4'b1000", &[], None).holds_for("same", 20);
    // Every row a bit further. (Another entry's row would do: from any bit on this code's walk is soon the same.)
    let broken = ("dec_entry.v", ".t(rows)", ".t({rows[X*X-2:0], 1'b0})");
    same("IN=1 OUT=8 WORDS=2 DRAIN=24", &[], Some(broken)).fails("same", 35);
    if common::campaign() {
        let levels = ["class", "rows", "enter1", "start", "rank"];
        same("IN=1 OUT=8 WORDS=2 DRAIN=32", &levels, None).holds_for("same", 45);
    }
}

/// Codewords of 2 and 3 bits: two bytes are eight slots.
const TWO: Book = common::book(common::TWO_BITS, 3, None, &[(0, 2), (1, 2), (2, 2), (3, 3)]);

fn same_of_two_bytes(broken: Option<Break>) -> Proof {
    let mut serial = ser(&[TWO], LowLatency);
    serial.decoder.as_mut().unwrap().in_bytes = 2;
    Proof::of(&["same.v"])
        .define("IN=2 OUT=8 WORDS=2 DRAIN=20 ANY LAST=2'b10")
        .design(par(&[TWO], 2, LowLatency), broken)
        .design(serial, None)
}

#[test]
fn decoders_say_the_same_of_any_tkeep() {
    if !have_tools() {
        return;
    }
    if !common::campaign() {
        println!("left to scripts/campaign.sh: half a minute of proof");
        return;
    }
    let words = |words: &str, broken| same(&format!("IN=1 OUT=8 {words} ANY"), LowLatency, broken);
    let (two, three) = ("WORDS=2 DRAIN=24 LAST=2'b10", "WORDS=3 DRAIN=24 LAST=3'b100");
    words(two, None).holds_for("same", 30);
    // Null words are words.
    words(three, Some(("par_dec_keep.v", "(some | s_axis_tlast)", "1'b1"))).fails("same", 35);
    words(three, None).holds_for("same", 35);
    same_of_two_bytes(None).holds_for("same", 30);
    for broken in [
        // What follows of the frame is read.
        ("par_dec_keep.v", "(skip_q | wrong)", "1'b0"),
        // Some of the bytes are read.
        ("par_dec_keep.v", "s_axis_tkeep & {BYTES{~wrong}}", "s_axis_tkeep"),
        // What the frame's end makes of the bits is reported.
        ("dec_stop.v", "~(wrong & why_q[0])", "1'b1"),
    ] {
        same_of_two_bytes(Some(broken)).fails("same", 30);
    }
}

#[test]
fn a_parallel_decoder_that_differs_is_found() {
    if !have_tools() {
        return;
    }
    let all = [
        // A packet's end that wraps round is forgotten.
        ("dec_pack.v", "full & last & keep[0]", "1'b0"),
        // The reason of another error.
        ("dec_stop.v", "(|stray_block) ? 3'd2", "(|stray_block) ? 3'd3"),
        // The pointer counts one too few.
        ("dec_place.v", "pointer_q + rank_total;", "pointer_q + (rank_total & 4'd7);"),
        // The next packet's elements begin in the middle of a row.
        ("dec_place.v", "after & {C{~rank_last}}", "after"),
        ("dec_entry.v", "last ? FIRST : next", "next"),
    ];
    for (number, broken) in all.into_iter().enumerate() {
        let proof = same("IN=1 OUT=8 WORDS=2 DRAIN=24", LowLatency, Some(broken));
        if number < few(1) {
            proof.fails("same", 35);
        }
    }
}

/// What stands around a frame's elements: exponents of two bits relative to a base, and a check.
const BASED: Book = common::book("custom:1:2:1:0:2", 4, None, &[(0, 1), (1, 2), (2, 3), (3, 4)]);

fn around(base: bool, check: Option<Check>, broken: Option<Break>) -> Proof {
    let with = |mut spec: Spec| {
        (spec.base, spec.check) = (base.then_some(BaseRule::Sideband), check);
        spec
    };
    Proof::of(&["same.v"])
        .design(with(par(&[BASED], 1, LowLatency)), broken)
        .design(with(ser(&[BASED], LowLatency)), None)
}

#[test]
fn decoders_say_the_same_of_a_base() {
    if !have_tools() {
        return;
    }
    if !common::campaign() {
        println!("left to scripts/campaign.sh: what is said of a check says it of a base");
        return;
    }
    let two = |broken| around(true, None, broken).define("IN=1 OUT=8 WORDS=2 DRAIN=24");
    two(None).holds_for("same", 30);
    // The base of another frame; zero moved.
    two(Some(("dec_base.v", " & {BASE{|s}}", ""))).fails("same", 30);
}

#[test]
fn decoders_say_the_same_of_a_check() {
    if !have_tools() {
        return;
    }
    let words = |count: usize, broken| {
        let last = format!("{count}'b1{}", "0".repeat(count - 1));
        let defines = format!("IN=1 OUT=8 WORDS={count} DRAIN=36 LAST={last}");
        around(true, Some(Check::Crc16), broken).define(&defines)
    };
    words(3, None).holds_for("same", 40);
    // Such a break is found by simulation every time (`simulate::decoders`).
    if common::campaign() {
        words(3, Some(("par_dec_verify.v", "(next != {CRC{1'b0}})", "1'b0"))).fails("same", 40);
    }
}

// ---- (d) two books

/// The header's bits are the index, and with blocks where the packet ends; `select` says which.
fn two(files: &[&str], select: fn(Spec) -> Spec, broken: Option<Break>) -> Proof {
    let books = [TINY, OTHER];
    Proof::of(files)
        .design(select(par(&books, 1, LowLatency)), broken)
        .design(select(ser(&books, LowLatency)), None)
}

#[test]
fn decoders_of_two_books_say_the_same() {
    if !have_tools() {
        return;
    }
    two(&["same.v"], of_blocks, None).define("IN=1 OUT=8 WORDS=2 DRAIN=24 ENDS=6").holds_for("same", 35);
}

#[test]
fn decoders_of_two_books_obey_the_rules_of_the_bus() {
    if !have_tools() {
        return;
    }
    let top = |select| two(&["axis_rules.v", "top.v"], select, None);
    for side in [PARALLEL, SERIAL] {
        top(of_blocks).define(&format!("{side} RULES")).holds("top");
    }
    if common::campaign() {
        top(told).define(&format!("{PARALLEL} LIVE STUCK=1 DRAIN=8")).holds("top");
    }
}

#[test]
fn a_decoder_of_two_books_that_differs_is_found() {
    if !have_tools() {
        return;
    }
    let all = [
        // The next frame is read by this one's book.
        ("dec_lookahead.v", "free & there & first_q", "free & ~word_valid_q & first_q"),
        // What follows an error is given out.
        ("dec_join.v", "valid & ~drop_q", "valid"),
        // Frames are packets.
        ("dec_join.v", "last & (dead | ends)", "last"),
    ];
    for (number, broken) in all.into_iter().enumerate() {
        let proof = two(&["same.v"], of_blocks, Some(broken));
        if number < few(1) {
            proof.define("IN=1 OUT=8 WORDS=2 DRAIN=24 ENDS=6").fails("same", 35);
        }
    }
}

// ---- (e) registers

/// The registers of two slots for codes of four symbols, with codewords of 1 to 4 bits: of all four, or of four at most
/// of eight. `walk.v` stands at the end of the walker, and what it says goes to the registers.
fn load(top: &str, escape: bool, target: Target, broken: Option<Break>) -> Proof {
    let (element, defines) = match escape {
        false => ("custom:1:7:6:5", "DUT=par_dec_registers ALPHABET=4 PADDING=3"),
        true => ("custom:1:5:4:2", "DUT=par_dec_registers ALPHABET=8 PADDING=3 ESCAPE"),
    };
    let mut spec = Spec::new("par", Vec::new(), encoder(1, 1, Balanced), serial(1, Balanced));
    spec.loadable = Some(LoadableSpec::new(Element::parse(element).unwrap(), 2, 1, 4, 4));
    spec.target = target;
    let mut files = rtl::registers(&common::design(spec), Side::Decoder);
    let mut change = |suffix: &str, from: &str, to: &str| {
        let file = files.iter_mut().find(|file| file.path.ends_with(suffix)).unwrap();
        assert!(file.text.contains(from), "{from} in {}", file.path);
        file.text = file.text.replacen(from, to, 1);
    };
    let clock = "    input  wire        clk,\n";
    change("_walk.v", clock, &format!("    output wire f_code, f_wrong,\n{clock}"));
    let fragment = std::fs::read_to_string(common::root().join("formal/walk.v")).unwrap();
    change("_walk.v", "endmodule", &format!("{fragment}endmodule"));
    change("_registers.v", "    // ---- the bus\n", "    wire f_code, f_wrong;\n");
    change("_registers.v", "u_walk (\n", "u_walk (.f_code(f_code), .f_wrong(f_wrong),\n");
    let whole = "always @* if (~rst) good_whole:
        assert (~good | (complete & matched & walked & counted & ~f_wrong));\n";
    change("_registers.v", "endmodule", &format!("    {whole}endmodule"));
    // As if every COMMIT expected the tag that there is: so more becomes valid, and the proof is of all of it.
    change("_registers.v", "{other_tag,", "{1'b0,");
    let alone = if top == "walker" { "ALONE" } else { "" };
    let proof = Proof::of(&[&format!("{top}.v")]).define(&format!("{defines} {alone}"));
    // Modules that the walker alone does not have would be tops of their own.
    files.retain(|file| top != "walker" || !file.path.ends_with("_registers.v"));
    proof.files(files, broken)
}

#[test]
fn nothing_but_a_code_becomes_valid() {
    if !have_tools() {
        return;
    }
    load("load", true, Target::Asic, None).holds("load");
    load("walker", false, Target::Asic, None).holds_together("walker");
    if common::campaign() {
        load("walker", false, Target::Fpga, None).holds_together("walker");
        load("load", false, Target::Asic, None).holds("load");
        load("load", true, Target::Fpga, None).holds("load");
        load("walker", true, Target::Asic, None).holds_for("walker", 40);
    }
}

#[test]
fn a_broken_load_is_found() {
    if !have_tools() {
        return;
    }
    let all = [
        // A load in error; a write of some bytes.
        ("load", false, ("_registers.v", "commit & ~early & (error_q[5:0] == 6'd0)", "commit & ~early")),
        ("load", false, ("_registers.v", "= write & write_whole;", "= write;")),
        // More codewords than are left; a length too often; codewords without symbol; more groups than there are.
        ("walker", false, ("_walk.v", "(rest > HALF[R:0])", "1'b0")),
        ("walker", false, ("_walk.v", "walk_q & coded & ~some", "1'b0")),
        ("walker", false, ("_walk.v", "matched  = ~all", "matched  = 1'b1")),
        ("walker", true, ("_groups.v", "full = takes & place_q[GROUPS]", "full = 1'b0")),
        // Fewer symbols than there are; padding that is an element.
        ("walker", false, ("_walk.v", "& rank_q[R]", "& 1'b1")),
        ("walker", false, ("_walk.v", "class_q & short", "1'b0")),
    ];
    for (number, (top, escape, broken)) in all.into_iter().enumerate() {
        let proof = load(top, escape, Target::Asic, Some(broken));
        if number < few(4) {
            proof.fails(top, 30);
        }
    }
    // An FPGA's walker counts every length by itself.
    let uncounted = ("_walk.v", "+: LEFT] - 1'b1", "+: LEFT]");
    load("walker", false, Target::Fpga, Some(uncounted)).fails("walker", 30);
}

// ---- (f) thresholds

/// A parallel decoder of slots of this envelope, and how `threshold.v` is to see it.
fn threshold(element: &str, envelope: [u64; 3], broken: Option<Break>) -> Proof {
    let [shortest, longest, symbols] = envelope;
    let element = Element::parse(element).unwrap();
    let mut spec = Spec::new("par", Vec::new(), None, parallel(8, LowLatency));
    spec.loadable = Some(LoadableSpec::new(element, 1, shortest, longest, symbols));
    let design = common::design(spec);
    let envelope = design.books().envelope().unwrap();
    let (symbol, raw) = (element.symbol_bits(), element.raw_bits());
    let rank = symbols.ilog2();
    let groups = envelope.groups() as u32;
    let place =
        if envelope.escapes() { (groups - 1).checked_ilog2().map_or(1, |log| log + 1) + 2 } else { symbol };
    let tags = if envelope.escapes() { groups * (symbol - 2) } else { 0 };
    let defines = format!(
        "MIN={} CODE={} SHORTEST={shortest} LONGEST={longest} R={rank} SYMBOL={symbol} RAW={raw} X={} PLACE={place} \
         SYMBOLS_BITS={} {}",
        shortest.min(symbol.into()),
        longest.max(design.books().longest_codeword().into()),
        design.books().longest_element(),
        (place << rank) + tags,
        if envelope.escapes() { "ESCAPE ESCAPES=1'b1" } else { "ESCAPES=1'b0" },
    );
    Proof::of(&["threshold.v"]).emitted(&design, broken).define(&defines)
}

const ALL_OF_FOUR: (&str, [u64; 3]) = ("custom:1:7:6:5", [1, 4, 4]);
const FOUR_OF_EIGHT: (&str, [u64; 3]) = ("custom:1:5:4:2", [1, 4, 4]);
const OF_BF16: (&str, [u64; 3]) = ("bf16", [2, 8, 32]);

#[test]
fn thresholds_are_the_canonical_code() {
    if !have_tools() {
        return;
    }
    // That of bf16 takes as long as all else that is proved here.
    for (element, envelope) in [ALL_OF_FOUR, FOUR_OF_EIGHT, OF_BF16].into_iter().take(few(2)) {
        threshold(element, envelope, None).holds("threshold");
    }
}

#[test]
fn a_broken_threshold_is_found() {
    if !have_tools() {
        return;
    }
    let all = [
        (FOUR_OF_EIGHT, ("dec_class.v", "lead & (b < u)", "lead & (b <= u)")),
        (ALL_OF_FOUR, ("dec_class.v", "has & ~raw & (&(bits | behind))", "has & ~raw & (&bits)")),
        (FOUR_OF_EIGHT, ("dec_symbol.v", "code - offset", "code + offset")),
        (ALL_OF_FOUR, ("dec_symbol.v", "rank[b] ?", "~rank[b] ?")),
        (FOUR_OF_EIGHT, ("dec_length.v", "ESCAPES != 0 & last", "ESCAPES != 0 & 1'b0")),
    ];
    for (number, ((element, envelope), broken)) in all.into_iter().enumerate() {
        let proof = threshold(element, envelope, Some(broken));
        if number < few(2) {
            proof.fails("threshold", 1);
        }
    }
}

/// The storage of two slots of an end for bf16.
fn slots_of(side: Side, broken: Option<Break>) -> Proof {
    let mut spec = Spec::new("par", Vec::new(), encoder(1, 2, Balanced), parallel(8, Balanced));
    spec.loadable = Some(LoadableSpec::new(Element::parse("bf16").unwrap(), 2, 2, 8, 32));
    let (name, defines) = match side {
        Side::Encoder => ("par_enc_slots.v", "ENCODER KEPT=5 CLASS=3 ESCAPE=4 HELD=308"),
        Side::Decoder => ("par_dec_slots.v", "BOOK=39 OFFSETS=35 SYMBOLS=208 HELD=282"),
    };
    let files = rtl::render(&common::design(spec))
        .into_iter()
        .filter(|file| file.path == name || file.path == "par_store.v");
    let proof = Proof::of(&["slots.v"]).files(files.collect(), broken);
    proof.define(&format!("R=5 SYMBOL=8 GROUPS=8 SHORTEST=2 LONGEST=8 {defines}"))
}

#[test]
fn a_load_changes_no_other_slot() {
    if !have_tools() {
        return;
    }
    for side in Side::ALL {
        slots_of(side, None).holds("slots");
    }
    let all = [
        (Side::Decoder, ("dec_slots.v", "load_class_we & load_slot[s]", "load_class_we")),
        (Side::Encoder, ("enc_slots.v", "slot_q[k] & here[g] & (fresh_q", "here[g] & (fresh_q")),
    ];
    for (side, broken) in all {
        slots_of(side, Some(broken)).fails("slots", 6);
    }
}

/// The parity of slots, which no design decides on.
fn parity(broken: Option<Break>) -> Proof {
    let mut spec = Spec::new("par", Vec::new(), encoder(1, 2, Balanced), None);
    spec.loadable = Some(LoadableSpec::new(Element::parse("bf16").unwrap(), 2, 2, 8, 32));
    spec.protect = Some(Protect::Parity);
    let files = rtl::render(&common::design(spec)).into_iter().filter(|file| file.path == "par_parity.v");
    Proof::of(&["parity.v"]).files(files.collect(), broken)
}

#[test]
fn a_flip_is_found_and_forgotten() {
    if !have_tools() {
        return;
    }
    parity(None).holds("parity");
    for broken in [
        ("_parity.v", "(broken_q & ~anew)", "broken_q"),
        ("_parity.v", "broken_q <= broken[k];", "broken_q <= fault_q;"),
        ("_parity.v", "REST < WORD ? REST : WORD", "REST < WORD ? REST - 1 : WORD"),
        ("_parity.v", "if (~valid_q[2])", "if (1'b1)"),
        ("_parity.v", "valid[k] & valid_q[2] & (now", "valid_q[2] & (now"),
    ] {
        parity(Some(broken)).fails("parity", 12);
    }
}

// ---- (f) a clock that stands

#[test]
fn registers_wait_by_their_clock_as_by_an_enable() {
    if !have_tools() {
        return;
    }
    let gated = |mut spec: Spec| {
        spec.clock_gate = Some(ClockGate::Wrapper);
        spec
    };
    let gate =
        |broken| Proof::of(&["gate.v"]).design(gated(par(&[TINY], 1, LowLatency)), broken).of_any_clock();
    gate(None).holds("gate");
    // A gate that never closes; without a latch; as a latch of the other level.
    let all = [("open = en", "open = 1'b1"), ("if (~clk) open", "open"), ("if (~clk)", "if (clk)")];
    for (from, to) in all {
        gate(Some(("clock_gate.v", from, to))).fails("gate", 12);
    }
    // So the cells that have such delays in place of registers may have enables in them.
    let enabled = Some(("delay.v", "BITS*CLOCKS >= 8", "BITS*CLOCKS >= 4096"));
    for name in ["fifo", "lookahead"] {
        let files = ["axis_rules.v", &format!("{name}.v")];
        Proof::of(&files).design(gated(par(&[TINY], 1, Balanced)), enabled).holds(name);
    }
    let three = gated(of_blocks(par(&[TINY, OTHER], 1, Balanced)));
    Proof::of(&["axis_rules.v", "fifo.v"]).design(three, enabled).define("THREE").holds("fifo");
}
