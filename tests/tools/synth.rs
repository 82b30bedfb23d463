//! Area, clock and energy: against the tools' own sums.

use crate::common;
use huffwire::design::Design;
use huffwire::registers::Side;
use huffwire::sim::{Payload, Random};
use huffwire::synth::{self, Libraries};
use std::fs;
use std::process::Command;

/// A dozen cells with timing and power, made up.
const GATES: &str = "tests/data/gates.lib";

fn libraries() -> Libraries {
    Libraries::read(&[common::root().join(GATES)]).unwrap()
}

fn design(name: &str) -> Design {
    Design::load(&common::root().join(format!("configs/{name}.yaml"))).unwrap()
}

fn quiet(_: &str) {}

/// The decoder, which has more of everything; both ends in the campaign.
fn sides() -> impl Iterator<Item = Side> {
    Side::ALL.into_iter().filter(|side| *side == Side::Decoder || common::campaign())
}

fn have_tools() -> bool {
    common::have("yosys") && common::have("sta")
}

/// What OpenSTA's `report_power` says of the sum, in watt: internal, switching, leakage.
fn report_power(
    netlist: &std::path::Path,
    top: &str,
    libraries: &Libraries,
    period: f64,
    activity: f64,
) -> [f64; 3] {
    let folder = tempfile::tempdir().unwrap();
    let mut tcl = String::new();
    for (number, source) in libraries.sources.iter().enumerate() {
        fs::write(folder.path().join(format!("{number}.lib")), &source.text).unwrap();
        tcl += &format!("read_liberty {number}.lib\n");
    }
    tcl += &format!(
        "read_verilog {}\nlink_design {top}\ncreate_clock -name clk -period {} [get_ports clk]\n\
         set data {{}}\nforeach port [all_inputs] {{ if {{[get_full_name $port] ne \"clk\"}} {{ lappend data $port }} }}\n\
         set_driving_cell -lib_cell {} $data\nset_load {} [all_outputs]\n\
         set_power_activity -global -activity {activity} -duty 0.5\nset_power_activity -input -activity {activity} -duty 0.5\n\
         report_power -digits 8\nexit\n",
        netlist.display(),
        period / libraries.time,
        libraries.reference.buffer,
        synth::load(libraries) / libraries.capacitance,
    );
    fs::write(folder.path().join("power.tcl"), tcl).unwrap();
    let ran = Command::new("sta")
        .args(["-no_splash", "-exit", "power.tcl"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&ran.stdout).into_owned();
    let total = text.lines().find(|line| line.starts_with("Total")).unwrap_or_else(|| panic!("{text}"));
    let numbers: Vec<f64> = total.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    [numbers[0], numbers[1], numbers[2]]
}

/// How many times too much OpenSTA's internal power is. A flip-flop of the project's library whose clock alone moves, at a
/// slew of 0, spends 0.0039 pJ where it rises and 0.0019 where it falls, so 5.8 uW with a period of 1 ns. OpenSTA 2.0.17 adds
/// both for either transition.
fn times_too_much(libraries: &Libraries) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let netlist = folder.path().join("one.v");
    let text = "module one(clk, d, q); input clk, d; output q; DFF u(.CK(clk), .D(d), .Q(q)); endmodule\n";
    fs::write(&netlist, text).unwrap();
    let [internal, ..] = report_power(&netlist, "one", libraries, 1e-9, 0.0);
    (internal / 5.8e-6 * 100.0).round() / 100.0
}

/// With the same activity on every net, power is what OpenSTA makes of it; nets of input ports apart, which it leaves out.
#[test]
fn uniform_activity_agrees_with_report_power() {
    if !have_tools() {
        return;
    }
    let libraries = &libraries();
    let factor = times_too_much(libraries);
    assert!(factor == 1.0 || factor == 2.0, "{factor}");
    let design = design("tiny_parallel");
    for side in Side::ALL {
        let (_, mapped) = synth::end(&design, side, libraries, None, &quiet).unwrap();
        let (period, activity) = (4.0 * libraries.reference.fo4, 0.2);
        let found = synth::uniform(&mapped, libraries, activity, 1.0 / period).unwrap();
        let [internal, switching, leakage] =
            report_power(&mapped.netlist(), &mapped.top, libraries, period, activity);
        for (what, ours, theirs) in [
            ("internal", found.internal, internal / factor),
            ("switching", found.switching, switching),
            ("leakage", found.leakage, leakage),
        ] {
            println!("{} {what}: {ours:.4e} W, OpenSTA {theirs:.4e} W", mapped.top);
            assert!(
                (ours / theirs - 1.0).abs() < 0.1,
                "{}: {what}: {ours} W, OpenSTA {theirs} W",
                mapped.top
            );
        }
    }
}

/// The cells that the report counts are those of the netlist, and a second time nothing is mapped.
#[test]
fn a_netlist_is_counted_and_kept() {
    if !have_tools() {
        return;
    }
    let libraries = &libraries();
    let steps = std::sync::Mutex::new(Vec::new());
    let step = |text: &str| steps.lock().unwrap().push(text.to_owned());
    let (end, mapped) = synth::end(&design("tiny"), Side::Encoder, libraries, None, &step).unwrap();
    let netlist = fs::read_to_string(mapped.netlist()).unwrap();
    let mut area = 0.0;
    for (name, count) in &mapped.cells {
        let instances =
            netlist.lines().filter(|line| line.trim_start().starts_with(&format!("{name} "))).count();
        assert_eq!(instances as u64, *count, "{name}");
        area += libraries.cell(name).unwrap().area * *count as f64;
    }
    assert!(end.flip_flops > 0 && mapped.cells["DFF"] == end.flip_flops);
    assert_eq!(end.area_um2, area);
    // The NAND is 2.
    assert!((end.kge - area / 2000.0).abs() < 1e-9);
    steps.lock().unwrap().clear();
    let (again, _) = synth::end(&design("tiny"), Side::Encoder, libraries, None, &step).unwrap();
    assert_eq!(again.kge, end.kge);
    assert!(steps.lock().unwrap().is_empty(), "it was mapped twice");
}

/// Energy of real packets is between none and that of every net moving in every clock; a netlist that does something else
/// is found.
#[test]
fn energy_is_that_of_a_netlist_that_works() {
    if !have_tools() || !common::have("iverilog") {
        return;
    }
    let libraries = &libraries();
    let design = design("tiny_parallel");
    let random = &mut Random::new(1);
    let packets: Vec<Vec<u8>> =
        (0..3).map(|number| Payload::Codebook.packet(&design, number, 300, random)).collect();
    let zeros: Vec<Vec<u8>> = (0..3).map(|_| vec![0; 300]).collect();
    for side in sides() {
        let (end, mapped) = synth::end(&design, side, libraries, None, &quiet).unwrap();
        let of = |packets: &[Vec<u8>]| {
            synth::per_bit(&design, side, &mapped, libraries, packets, 1e9).unwrap().unwrap()
        };
        let (likely, still) = (of(&packets), of(&zeros));
        assert_eq!(likely.original_bits, 2 * 900, "{}", end.module);
        let most = synth::uniform(&mapped, libraries, 1.0, 1e9).unwrap();
        let most = (most.internal + most.switching + most.leakage) * 1e3;
        assert!(likely.full_rate_mw < most, "{} mW, and {most} mW at most", likely.full_rate_mw);
        assert!(likely.idle_mw < likely.full_rate_mw && still.pj_per_bit < likely.pj_per_bit);
        let parts = [
            likely.switching_pj_per_bit,
            likely.internal_pj_per_bit,
            likely.clock_pins_pj_per_bit,
            likely.leakage_pj_per_bit,
        ];
        assert!((parts.iter().sum::<f64>() - likely.pj_per_bit).abs() < 1e-9);
        // Other codewords than the golden model's.
        let other = Design::load(&common::root().join("configs/tiny.yaml")).unwrap();
        let other = synth::per_bit(&other, side, &mapped, libraries, &packets, 1e9);
        assert!(other.is_err(), "{}: another design's bench passed", end.module);
    }
}

/// A design's clock gates are the library's: the netlist of them is smaller than with enables, and codes packets.
#[test]
fn clock_gates_are_the_librarys() {
    if !have_tools() || !common::have("iverilog") {
        return;
    }
    let libraries = &libraries();
    let preset = huffwire::design::Preset::Balanced;
    let mut spec =
        common::spec("gated", [common::TINY], common::encoder(4, 1, preset), common::parallel(1, preset));
    let plain = common::design(spec.clone());
    spec.clock_gate = Some(huffwire::design::ClockGate::Wrapper);
    let design = common::design(spec);
    let random = &mut Random::new(1);
    let packets: Vec<Vec<u8>> =
        (0..3).map(|number| Payload::Codebook.packet(&design, number, 300, random)).collect();
    for side in sides() {
        let (end, mapped) = synth::end(&design, side, libraries, None, &quiet).unwrap();
        let (before, _) = synth::end(&plain, side, libraries, None, &quiet).unwrap();
        let gates = mapped.cells["GATE"];
        println!("{}: {} and {} kGE, {gates} gates", end.module, end.kge, before.kge);
        assert!(gates > 0 && end.kge < 0.95 * before.kge);
        let spent = synth::per_bit(&design, side, &mapped, libraries, &packets, 1e9).unwrap().unwrap();
        assert_eq!(spent.original_bits, 2 * 900);
    }
}

/// A design whose codebooks are all loaded: its bench loads them, and what that takes is not counted.
#[test]
fn slots_are_loaded_first() {
    if !have_tools() || !common::have("iverilog") {
        return;
    }
    let libraries = &libraries();
    let balanced = huffwire::design::Preset::Balanced;
    let mut spec = huffwire::design::Spec::new(
        "slots",
        Vec::new(),
        common::encoder(2, 4, balanced),
        common::serial(4, balanced),
    );
    // Of few bits: mapping a wide one takes a minute.
    let element = huffwire::element::Element::parse("custom:1:6:4:1").unwrap();
    spec.loadable = Some(huffwire::design::LoadableSpec::new(element, 1, 1, 6, 4));
    let design = common::design(spec);
    let loaded = huffwire::sim::loads::loaded(&design);
    let random = &mut Random::new(1);
    let packets = [Payload::Codebook.packet(&loaded, 0, 400, random)];
    for (side, most) in [(Side::Encoder, 300), (Side::Decoder, 500)] {
        let (end, mapped) = synth::end(&design, side, libraries, None, &quiet).unwrap();
        let spent = synth::per_bit(&design, side, &mapped, libraries, &packets, 1e9).unwrap().unwrap();
        // Two elements a clock into the encoder, one out of the decoder; a load takes some hundred clocks more.
        assert!(
            spent.original_bits == 6 * 400 && spent.clocks < most,
            "{}: {} clocks",
            end.module,
            spent.clocks
        );
    }
}

/// The document shows what is printed, by these versions of the tools.
#[test]
fn the_document_shows_what_is_printed() {
    if !have_tools() || !common::have("iverilog") {
        return;
    }
    let document = fs::read_to_string(common::root().join("docs/synth.md")).unwrap();
    let blocks = document.split("```text\n").skip(1).map(|block| block.split("```").next().unwrap());
    let blocks: Vec<_> = blocks.filter(|block| block.contains(GATES)).collect();
    assert_eq!(blocks.len(), 3);
    for block in blocks {
        let (command, shown) = block.split_once('\n').unwrap();
        let words = command.strip_prefix("$ huffwire ").unwrap().split(' ');
        let ran = Command::new(env!("CARGO_BIN_EXE_huffwire"))
            .current_dir(common::root())
            .args(words)
            .output()
            .unwrap();
        let printed = String::from_utf8(ran.stdout).unwrap();
        if printed.lines().next() == shown.lines().next() {
            assert_eq!(printed, shown);
        } else {
            assert!(ran.status.success());
            eprintln!(
                "SKIPPED: these are other versions of the tools: {}",
                printed.lines().next().unwrap_or_default()
            );
        }
    }
}

/// Every module of an end has its own area and its registers', once for each instance; what stands in several modules is counted in one,
/// and memories in none.
#[test]
fn the_area_is_that_of_the_modules() {
    if !have_tools() {
        return;
    }
    let libraries = &libraries();
    let mut spec = common::spec(
        "parts",
        [common::TINY, common::OTHER],
        common::smallest(64, common::encoder(2, 2, huffwire::design::Preset::Balanced)),
        common::parallel(1, huffwire::design::Preset::Balanced),
    );
    spec.clock_gate = Some(huffwire::design::ClockGate::Wrapper);
    let design = common::design(spec);
    let modules: Vec<String> = huffwire::rtl::render(&design)
        .into_iter()
        .filter_map(|file| file.path.strip_suffix(".v").map(str::to_owned))
        .collect();
    for side in sides() {
        let parts = synth::parts(&design, side, libraries, None, &quiet).unwrap();
        let (end, _) = synth::end(&design, side, libraries, None, &quiet).unwrap();
        let sum = |of: fn(&synth::Part) -> f64| parts.iter().map(of).sum::<f64>();
        println!("{}: {parts:?}", end.module);
        assert!(parts.iter().all(|part| modules.contains(&part.module)));
        let apart = ["_delay", "_valid", "_clock_gate", "_enc_memory"];
        assert!(parts.iter().all(|part| !apart.iter().any(|name| part.module.ends_with(name))));
        assert!(
            sum(|part| part.kge) >= end.kge && sum(|part| part.flip_flops as f64) >= end.flip_flops as f64
        );
        let instances = |module: &str| {
            let part = parts.iter().find(|part| part.module == format!("parts_{module}"));
            part.map(|part| part.instances)
        };
        match side {
            Side::Encoder => assert_eq!((instances("encoder"), instances("enc_size")), (Some(1), Some(2))),
            // A slot for each place of a byte, since codewords of one bit are there.
            Side::Decoder => {
                assert_eq!((instances("dec_stop"), instances("dec_symbol")), (Some(1), Some(8)));
                // One for each place of the word, and one in each of these.
                let inner = instances("dec_symbol").unwrap() + instances("dec_length").unwrap();
                assert_eq!(instances("dec_code"), Some(8 + inner));
            }
        }
    }
}

/// Memories are left out, and said.
#[test]
fn memories_are_black_boxes() {
    if !have_tools() {
        return;
    }
    let libraries = &libraries();
    let mut encoder = common::smallest(4, common::encoder(2, 2, huffwire::design::Preset::Balanced));
    encoder.block = Some(64);
    let mut spec = common::spec(
        "mem",
        [common::TINY, common::OTHER],
        encoder,
        common::serial(1, huffwire::design::Preset::Balanced),
    );
    spec.raw = true;
    let design = common::design(spec);
    let (end, mapped) = synth::end(&design, Side::Encoder, libraries, None, &quiet).unwrap();
    assert!(!end.memories.is_empty());
    let rtl = huffwire::rtl::render(&design);
    let encoder = rtl.iter().find(|file| file.path == "mem_encoder.v").unwrap();
    assert!(
        encoder.text.contains("mem_enc_block") || encoder.text.contains("mem_enc_hold"),
        "no memory to begin with"
    );
    assert_eq!(end.memory_bits, end.memories.iter().map(|memory| memory.words * memory.bits).sum::<u64>());
    // A block of 64 beats of two elements of two bits waits in it at least.
    assert!(end.memory_bits >= 64 * 2 * 2, "{:?}", end.memories);
    assert!(end.flip_flops < 2000, "the words are flip-flops: {}", end.flip_flops);
    let random = &mut Random::new(1);
    let packets: Vec<Vec<u8>> =
        (0..3).map(|number| Payload::Codebook.packet(&design, number, 500, random)).collect();
    assert!(synth::per_bit(&design, Side::Encoder, &mapped, libraries, &packets, 1e9).unwrap().is_some());
}

/// Against every set of registers of a serial decoder; and what is found is what the design with that list is.
#[test]
fn fewest_registers_meet_a_clock() {
    if !have_tools() {
        return;
    }
    let libraries = &libraries();
    // A design whose registers do more than the mapper's noise: 1.59 GHz without, 1.76 and 1.65 with either of two.
    let folder = tempfile::tempdir().unwrap();
    let typed = folder.path().join("bf16_serial.yaml");
    let book = common::root().join("configs/codebooks/bf16_act.yaml");
    let text = format!(
        "name: bf16_serial\nelement: bf16\ncodebooks: [{}]\ndecoder: {{ kind: serial, in_bytes: 1 }}\n",
        book.display()
    );
    fs::write(&typed, text).unwrap();
    let design = Design::load(&typed).unwrap();
    let longest = |design: &Design, side, clock| {
        let (end, _) = synth::end(design, side, libraries, clock, &quiet).unwrap();
        end.ghz.into_iter().chain(end.ghz_with_ports).fold(f64::INFINITY, f64::min)
    };
    let all: Vec<[bool; 3]> = (0..8).map(|set| [set & 1 != 0, set & 2 != 0, set & 4 != 0]).collect();
    let side = Side::Decoder;
    let (mut with, mut missed) = (Vec::new(), 0);
    // What wants no register, one, and more than there are; in the campaign none of a higher clock, too.
    let all_clocks = [1.3e9, 1.62e9, 4e9, 1.5e9];
    for hertz in all_clocks.into_iter().take(if common::campaign() { 4 } else { 3 }) {
        let found = synth::fewest(&design, side, libraries, hertz, &quiet).unwrap();
        let meets = |cuts: &[bool; 3], clock| {
            longest(&design.clone().with_decoder_cuts(cuts), side, clock) * 1e9 >= hertz
        };
        let count = |cuts: &[bool]| cuts.iter().filter(|cut| **cut).count();
        println!("{hertz:e}: {found:?}");
        assert_eq!(found.meets_clock, meets(&[true; 3], None));
        assert_eq!(found.pipeline.len(), count(&found.cuts));
        let here = longest(&found.of(&design, side), side, found.asked);
        assert!((here - found.ghz.unwrap()).abs() < 1e-9);
        if found.meets_clock {
            assert!(here * 1e9 >= hertz);
            let fewer = all.iter().filter(|cuts| count(&cuts[..]) < count(&found.cuts));
            for cuts in fewer {
                assert!(!meets(cuts, found.asked), "{hertz:e}: {cuts:?} would do");
            }
            with.push(found.pipeline.len());
        } else {
            assert_eq!(found.pipeline, ["class", "element", "lookup"]);
            assert_eq!(found.worst_path.unwrap().ps, 1000.0 / found.ghz.unwrap());
            missed += 1;
        }
    }
    with.dedup();
    assert!(with.len() > 1 && missed > 0, "{with:?}, {missed}");
}

/// A register more is the design with that register.
#[test]
fn advice_is_what_the_design_would_be() {
    if !have_tools() {
        return;
    }
    let libraries = &libraries();
    let design = design("tiny");
    let advice = synth::advise(&design, Side::Decoder, libraries, None, &quiet).unwrap();
    let free = design.decoder().unwrap().pipeline().levels().iter().filter(|(_, cut)| !cut).count();
    assert_eq!(advice.len(), free);
    assert!(free > 0 && advice.windows(2).all(|pair| pair[0].ghz >= pair[1].ghz));
    let (now, _) = synth::end(&design, Side::Decoder, libraries, None, &quiet).unwrap();
    for advice in &advice {
        assert_eq!(advice.latency_clocks, now.latency_clocks + 1, "{}", advice.level);
        let (level, _) = design
            .decoder()
            .unwrap()
            .pipeline()
            .levels()
            .iter()
            .find(|(l, _)| l.to_string() == advice.level)
            .unwrap();
        let (end, _) =
            synth::end(&design.clone().with_cut(*level), Side::Decoder, libraries, None, &quiet).unwrap();
        assert_eq!((end.kge, end.ghz), (advice.kge, advice.ghz));
    }
}
