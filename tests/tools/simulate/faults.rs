//! Benches that cannot fail prove nothing: broken hardware and wrong vectors, and what they must say.

use super::{assert_pass, broken, have, tried};
use crate::common;
use huffwire::design::{Design, Preset};
use huffwire::sim::{
    Bench, Idle, Outcome, Payload, Random, Run, SimError, Simulation, Simulator, Stall, Vectors, packets,
    sources, vectors,
};
use huffwire::tools::ToolError;
use std::time::Duration;

fn tiny() -> Design {
    Design::load(&common::root().join("configs/tiny.yaml")).unwrap()
}

/// Its decoder has several lanes.
fn tiny_parallel() -> Design {
    Design::load(&common::root().join("configs/tiny_parallel.yaml")).unwrap()
}

fn vectors_of(design: &Design, bench: Bench) -> Vectors {
    let random = &mut Random::new(5);
    let packets = packets(Payload::Codebook, design, 12, random);
    match bench {
        Bench::Encoder => vectors::encoder(design, &packets, None).unwrap(),
        Bench::Decoder => vectors::decoder(design, &vectors::frames(design, &packets).unwrap(), None),
        Bench::Loopback | Bench::Swap => vectors::loopback(design, &packets, None),
    }
}

fn simulators() -> impl Iterator<Item = Simulator> {
    Simulator::ALL.iter().copied().filter(|simulator| have(*simulator))
}

/// The packet that a beat of these lines belongs to.
fn packet_of(lines: &[&str], beat: usize) -> u64 {
    lines[..beat].iter().filter(|line| line.split(' ').nth(2) == Some("1")).count() as u64
}

#[test]
fn a_wrong_byte_is_found_where_it_is() {
    let design = tiny();
    for simulator in simulators() {
        let benches = Bench::of(&design);
        let simulations = Simulation::compile_all_for_short_runs(simulator, &benches, &sources(&design));
        for simulation in simulations.unwrap() {
            let bench = simulation.bench();
            let good = vectors_of(&design, bench);
            assert_pass(&simulation.run(&good, &Run::default()).unwrap(), "untouched");
            let lines: Vec<&str> = good.expected.lines().collect();
            // A beat of data in the middle, its lowest bit.
            let beat = (lines.len() / 2..).find(|beat| !lines[*beat].contains(" 0 1 ")).unwrap();
            let (data, rest) = lines[beat].split_once(' ').unwrap();
            let wrong = u64::from_str_radix(data, 16).unwrap() ^ 1;
            let mut wrong_lines = lines.clone();
            let line = format!("{wrong:0width$x} {rest}", width = data.len());
            wrong_lines[beat] = &line;
            let bad = Vectors { expected: wrong_lines.join("\n") + "\n", ..good.clone() };
            for (idle, stall) in [(Idle::None, Stall::None), (Idle::Bursts, Stall::Quarter)] {
                let outcome = simulation.run(&bad, &Run { idle, stall, ..Run::default() }).unwrap();
                let failure = outcome.failure.expect("a wrong byte");
                assert_eq!(
                    (failure.kind.as_str(), failure.beat),
                    ("mismatch", beat as u64),
                    "{}",
                    failure.text
                );
                assert_eq!(failure.packet, packet_of(&lines, beat), "{}", failure.text);
                assert!(
                    failure.text.contains(&format!("expected tdata={wrong:0width$x}", width = data.len()))
                );
                assert!(failure.text.contains(&format!("got      tdata={data}")), "{}", failure.text);
            }
        }
    }
}

#[test]
fn missing_and_surplus_beats_are_found() {
    let design = tiny();
    for simulator in simulators() {
        let simulation =
            Simulation::compile_for_short_runs(simulator, Bench::Encoder, &sources(&design)).unwrap();
        let good = vectors_of(&design, Bench::Encoder);
        let beats = good.expected.lines().count() as u64;
        let more = Vectors { expected: format!("{}00 1 1 0\n", good.expected), ..good.clone() };
        let failure = simulation.run(&more, &Run::default()).unwrap().failure.unwrap();
        assert_eq!((failure.kind.as_str(), failure.beat), ("hang", beats), "{}", failure.text);
        let shorter = good.expected.trim_end().rsplit_once('\n').unwrap().0.to_owned();
        let failure =
            simulation.run(&Vectors { expected: shorter, ..good }, &Run::default()).unwrap().failure.unwrap();
        assert_eq!((failure.kind.as_str(), failure.beat), ("mismatch", beats - 1), "{}", failure.text);
        assert!(failure.text.contains("nothing more was expected"));
    }
}

/// What a bench says about the design with one line of its Verilog changed.
fn with_change(simulator: Simulator, bench: Bench, module: &str, from: &str, to: &str) -> Outcome {
    let design = tiny();
    let files = broken(&design, module, from, to);
    let simulation = Simulation::compile_for_short_runs(simulator, bench, &files).unwrap();
    simulation.run(&vectors_of(&design, bench), &Run::default()).unwrap()
}

#[test]
fn a_wrong_codeword_is_found() {
    let design = tiny();
    // The first frame in which symbol 2 occurs, and so the first beat that can differ.
    let random = &mut Random::new(5);
    let packets = packets(Payload::Codebook, &design, 12, random);
    let packet = packets.iter().position(|packet| packet.contains(&2)).unwrap() as u64;
    for simulator in simulators() {
        // Verilator takes seconds for each.
        let both = simulator == Simulator::Icarus || common::campaign();
        for bench in [Bench::Loopback, Bench::Encoder].into_iter().take(if both { 2 } else { 1 }) {
            let outcome = with_change(simulator, bench, "enc_table", "code = 4'b1100", "code = 4'b1000");
            let failure = outcome.failure.expect("a wrong codeword");
            assert_eq!((failure.kind.as_str(), failure.packet), ("mismatch", packet), "{}", failure.text);
        }
    }
}

/// A bit of the parallel decoder's hardware, wrong.
#[test]
fn a_wrong_parallel_decoder_is_found() {
    if !have(Simulator::Icarus) {
        return;
    }
    let design = tiny_parallel();
    let random = &mut Random::new(6);
    let mut frames = Vec::new();
    for payload in [Payload::Codebook, Payload::Shortest, Payload::Longest] {
        frames.extend(vectors::frames(&design, &packets(payload, &design, 48, random)).unwrap());
    }
    frames.extend(huffwire::sim::damaged(&design, 220, random));
    let vectors = vectors::decoder(&design, &frames, Some(random));
    let all = [
        ("dec_code", "5'b01100, ", "5'b01101, "),
        ("dec_leaf", "= e - S;", "= e - S + 1;"),
        ("dec_entry", "last ? FIRST : next", "next"),
        (
            "dec_sweep",
            "(2*i+1)*T +: T]),\n                        .t(",
            "2*i*T +: T]),\n                        .t(",
        ),
        ("dec_lookahead", "next_bits_q & {BITS{~word_last_q}}", "next_bits_q & {BITS{1'b0}}"),
        ("dec_lookahead", "next_keep_q & {BYTES{~word_last_q}}", "next_keep_q & {BYTES{1'b1}}"),
        ("dec_follow", "word, follows[", "word, word["),
        ("dec_check", "start & whole & ~invalid", "start & ~invalid"),
        ("dec_check", "& ~ones[at]", "& 1'b1"),
        ("dec_check", "bad & ~tail[at] & invalid", "bad & invalid"),
        ("dec_stop", "dead & ~last", "dead"),
        ("dec_stop", "dead_before = none;", "dead_before = 1'b0;"),
        ("dec_stop", "& ~(|bad[b*BLOCK +: i+1])", ""),
        ("dec_place", "after & {C{~rank_last}}", "after"),
        ("dec_place", "~({HALF{first[j]}} ^ round)", "~{HALF{first[j]}}"),
        ("dec_butterfly", "? right : left", "? left : left"),
        ("dec_pack", "(~old | {N{full}})", "(old | {N{full}})"),
        ("dec_pack", "pend_q ? full | last : more", "more"),
    ];
    for (module, from, to) in tried(&design, &all) {
        let files = broken(&design, module, from, to);
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Decoder, &files).unwrap();
        let run = Run { idle: Idle::Quarter, stall: Stall::Quarter, ..Run::default() };
        let outcome = simulation.run(&vectors, &run).unwrap();
        assert!(!outcome.pass(), "{module}: {to} in place of {from} was not found");
    }
}

/// A frame that ends within a codeword is cut off, whatever follows: with the next frame's first bits its last nine would begin no
/// codeword. Registers of windows have these bits behind a frame's last word, and must not show them.
#[test]
fn what_lies_behind_a_frame_is_not_read() {
    if !have(Simulator::Icarus) {
        return;
    }
    // 0, and 1000 0000 0000 to 1000 0000 0010.
    let book = common::book(common::TWO_BITS, 12, None, &[(0, 1), (1, 12), (2, 12), (3, 12)]);
    let ends = (common::encoder(4, 2, Preset::Balanced), common::parallel(2, Preset::Balanced));
    let design = common::design(common::spec("behind", [book], ends.0, ends.1));
    let frames: Vec<Vec<u8>> =
        (0..6).flat_map(|_| [vec![0b0000_0001, 0], vec![0b1000_0000, 0b0000_0011]]).collect();
    let vectors = vectors::decoder(&design, &frames, None);
    let run = |files: &[(String, String)]| {
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Decoder, files).unwrap();
        simulation.run(&vectors, &Run::default()).unwrap()
    };
    assert_pass(&run(&sources(&design)), "behind");
    assert!(!run(&broken(&design, "dec_follow", " & {LOOK{~last}}", "")).pass());
}

/// The design with a module between the bench and one of its tops that tampers with its signals.
///
/// `tamper` assigns `s_axis_tready`, `inner_ready` and `m_axis_*`; it has the good ones as `ready`, `valid`, `data`,
/// `keep`, `last`, `user`, beats that passed the top's output in `n`, and a bit that changes every clock, `tick`.
fn tampered(design: &Design, bench: Bench, tamper: &str) -> Vec<(String, String)> {
    let (side, input, output) = match bench {
        Bench::Encoder => {
            ("encoder", design.encoder().unwrap().lanes(), design.encoder().unwrap().out_bytes())
        }
        _ => ("decoder", design.decoder().unwrap().in_bytes(), design.decoder().unwrap().lanes()),
    };
    let top = format!("{}_{side}", design.name());
    let mut files = sources(design);
    let (_, text) = files.iter_mut().find(|(path, _)| *path == format!("{top}.v")).unwrap();
    *text = text.replacen(&format!("module {top} "), &format!("module {top}_good "), 1);
    assert!(text.contains("_good"));
    let user = if bench == Bench::Encoder { "" } else { ", .m_axis_tuser(user)" };
    let user_port = if bench == Bench::Encoder { "" } else { ", output wire [3:0] m_axis_tuser" };
    let default = |signal: &str, value: &str| {
        if tamper.contains(&format!("assign {signal} ")) {
            String::new()
        } else {
            format!("assign {signal} = {value};\n")
        }
    };
    let defaults: String = [
        ("s_axis_tready", "ready"),
        ("inner_ready", "m_axis_tready"),
        ("m_axis_tvalid", "valid"),
        ("m_axis_tdata", "data"),
        ("m_axis_tkeep", "keep"),
        ("m_axis_tlast", "last"),
        ("m_axis_tuser", "user"),
    ]
    .iter()
    .filter(|(signal, _)| *signal != "m_axis_tuser" || bench != Bench::Encoder)
    .map(|(signal, value)| default(signal, value))
    .collect();
    let module = format!(
        "module {top} (input wire clk, input wire rst, input wire s_axis_tvalid, output wire s_axis_tready,
            input wire [{}:0] s_axis_tdata, input wire [{}:0] s_axis_tkeep, input wire s_axis_tlast,
            output wire m_axis_tvalid, input wire m_axis_tready, output wire [{}:0] m_axis_tdata,
            output wire [{}:0] m_axis_tkeep, output wire m_axis_tlast{user_port});
        wire ready, valid, last, inner_ready;
        wire [{}:0] data;
        wire [{}:0] keep;
        wire [3:0] user;
        integer n;
        reg tick, stalled;
        {top}_good u_good (.clk(clk), .rst(rst), .s_axis_tvalid(s_axis_tvalid && s_axis_tready), .s_axis_tready(ready),
            .s_axis_tdata(s_axis_tdata), .s_axis_tkeep(s_axis_tkeep), .s_axis_tlast(s_axis_tlast),
            .m_axis_tvalid(valid), .m_axis_tready(inner_ready), .m_axis_tdata(data),
            .m_axis_tkeep(keep), .m_axis_tlast(last){user});
        always @(posedge clk) begin
            tick <= rst ? 1'b0 : !tick;
            stalled <= !rst && valid && !inner_ready;
            n <= rst ? 0 : n + (valid && inner_ready ? 1 : 0);
        end
        {defaults}{tamper}
        endmodule\n",
        8 * input - 1,
        input - 1,
        8 * output - 1,
        output - 1,
        8 * output - 1,
        output - 1,
    );
    files.push((format!("{top}_tampered.v"), module));
    files
}

fn run_tampered(design: &Design, simulator: Simulator, bench: Bench, stall: Stall, tamper: &str) -> Outcome {
    let simulation =
        Simulation::compile_for_short_runs(simulator, bench, &tampered(design, bench, tamper)).unwrap();
    simulation.run(&vectors_of(design, bench), &Run { stall, ..Run::default() }).unwrap()
}

#[test]
fn broken_hardware_is_found() {
    // What it does, under which stalls, what the bench calls it, and at which beat where that is known.
    if !have(Simulator::Icarus) {
        return;
    }
    let faults = [
        ("assign m_axis_tdata = data ^ (n == 5);", Stall::None, "mismatch", Some(5)),
        (
            "assign m_axis_tvalid = valid && n != 5; assign inner_ready = m_axis_tready || n == 5;",
            Stall::None,
            "mismatch",
            None,
        ),
        ("assign m_axis_tlast = last && n > 6;", Stall::Quarter, "", None),
        ("assign m_axis_tlast = last ^ (n == 0);", Stall::Quarter, "mismatch", None),
        ("assign m_axis_tkeep = keep & ~(n == 0);", Stall::None, "", Some(0)),
        (
            "assign m_axis_tvalid = valid && tick; assign inner_ready = m_axis_tready && tick;",
            Stall::Quarter,
            "protocol",
            None,
        ),
        ("assign m_axis_tdata = data ^ stalled;", Stall::Bursts, "protocol", None),
        ("assign m_axis_tvalid = valid || rst;", Stall::None, "protocol", Some(0)),
        // A sink that waits for tvalid waits for ever for a source that waits for tready.
        ("assign m_axis_tvalid = valid && m_axis_tready;", Stall::AfterValid, "hang", Some(0)),
        ("assign s_axis_tready = 1'b0;", Stall::None, "hang", Some(0)),
        ("assign s_axis_tready = ready && n < 5;", Stall::None, "hang", None),
    ];
    for (tamper, stall, kind, beat) in faults {
        let all = [(tiny(), Bench::Encoder), (tiny_parallel(), Bench::Decoder), (tiny(), Bench::Decoder)];
        for (design, bench) in all.into_iter().take(if common::campaign() { 3 } else { 2 }) {
            let failure = run_tampered(&design, Simulator::Icarus, bench, stall, tamper).failure;
            let failure = failure.unwrap_or_else(|| panic!("{bench}: {tamper} was not found"));
            assert!(kind.is_empty() || failure.kind == kind, "{bench}: {tamper}\n{}", failure.text);
            assert!(beat.is_none_or(|beat| failure.beat == beat), "{bench}: {tamper}\n{}", failure.text);
        }
    }
    let unknown = "assign m_axis_tvalid = n == 3 ? 1'bx : valid;";
    let failure =
        run_tampered(&tiny(), Simulator::Icarus, Bench::Encoder, Stall::None, unknown).failure.unwrap();
    assert_eq!((failure.kind.as_str(), failure.beat), ("protocol", 3), "{}", failure.text);
    // Also where a packet goes on, when nobody reads it.
    let unknown = "assign m_axis_tuser = n == 1 && !last ? 4'bx : user;";
    let failure =
        run_tampered(&tiny(), Simulator::Icarus, Bench::Decoder, Stall::None, unknown).failure.unwrap();
    assert_eq!((failure.kind.as_str(), failure.beat), ("protocol", 1), "{}", failure.text);
    let report = "assign m_axis_tuser = user ^ 4'd3;";
    for design in [tiny(), tiny_parallel()] {
        let failure =
            run_tampered(&design, Simulator::Icarus, Bench::Decoder, Stall::None, report).failure.unwrap();
        assert_eq!(failure.kind, "mismatch", "{}", failure.text);
    }
}

/// Tampering with nothing is no fault: it is not the wrapper that fails.
#[test]
fn an_untampered_wrapper_passes() {
    // Faults are found in Icarus alone, and there it must pass.
    for simulator in simulators().take(if common::campaign() { 2 } else { 1 }) {
        for bench in [Bench::Encoder, Bench::Decoder] {
            for design in [tiny(), tiny_parallel()] {
                let outcome = run_tampered(&design, simulator, bench, Stall::AfterValid, "");
                assert_pass(&outcome, "wrapper");
            }
        }
    }
}

#[test]
fn a_simulation_whose_time_stands_still_is_stopped() {
    if !have(Simulator::Icarus) {
        return;
    }
    let endless = "reg never; initial begin never = 1'b0; while (!never) never = 1'b0; end";
    let files = tampered(&tiny(), Bench::Encoder, endless);
    let simulation = Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Encoder, &files).unwrap();
    let run = Run { timeout: Duration::from_secs(1), ..Run::default() };
    let error = simulation.run(&vectors_of(&tiny(), Bench::Encoder), &run).unwrap_err();
    assert!(matches!(error, SimError::Tool(ToolError::Timeout { .. })), "{error}");
}

#[test]
fn vectors_that_are_none_are_an_error() {
    let design = tiny();
    for simulator in simulators() {
        let simulation =
            Simulation::compile_for_short_runs(simulator, Bench::Encoder, &sources(&design)).unwrap();
        let good = vectors_of(&design, Bench::Encoder);
        for bad in [
            Vectors { input: String::new(), ..good.clone() },
            Vectors { expected: String::new(), ..good.clone() },
            Vectors { input: "zz\n".to_owned(), ..good.clone() },
            Vectors { expected: good.expected.replacen(" 1", "", 1), ..good.clone() },
        ] {
            match simulation.run(&bad, &Run::default()) {
                Err(SimError::Setup(_)) => {}
                // A column that is missing shifts all others.
                Ok(outcome) if !outcome.pass() => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn verilog_that_does_not_compile_is_shown() {
    let mut files = sources(&tiny());
    files[0].1 = files[0].1.replace("endmodule", "");
    for simulator in simulators() {
        let error = Simulation::compile_for_short_runs(simulator, Bench::Encoder, &files).unwrap_err();
        let text = error.to_string();
        assert!(matches!(error, SimError::Compile { .. }), "{text}");
        assert!(text.contains(&files[1].0) || text.contains(&files[0].0), "names a file: {text}");
    }
}
