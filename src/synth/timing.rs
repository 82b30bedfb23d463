//! Timing: OpenSTA's script, and what it reports.

use super::SynthError;
use super::liberty::Libraries;
use super::map::NETLIST;
use regex::Regex;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What the emitted constraints leave to whoever is on the other side of a port, of the period.
const OUTSIDE: f64 = 0.3;

/// A path between two registers, or a register and a port.
#[derive(Clone, Debug, Serialize)]
pub struct Path {
    /// The level of the pipeline that it begins behind.
    pub from: String,
    /// The one that it ends at.
    pub to: String,
    /// The registers or ports themselves.
    pub start: String,
    /// Likewise.
    pub end: String,
    /// How long it is, setup and the register's own delay included.
    pub ps: f64,
    /// The gates on it.
    pub cells: usize,
}

/// The longest paths, of ideal wires and a clock without skew.
#[derive(Clone, Debug, Serialize)]
pub struct Timing {
    /// Between registers; none where there are none.
    pub register_to_register: Option<Path>,
    /// From or to a port, as if what is beyond it took no time.
    pub with_ports: Option<Path>,
    /// What the mapper was asked for.
    pub asked_ghz: f64,
    /// The longest path between registers that ends at those of a level, in ps, by the level's name.
    #[serde(skip)]
    pub levels: BTreeMap<String, f64>,
}

impl Timing {
    /// The clock between registers.
    pub fn ghz(&self) -> Option<f64> {
        self.register_to_register.as_ref().map(|path| 1000.0 / path.ps)
    }

    /// The clock where paths from and to ports count whole.
    pub fn ghz_with_ports(&self) -> Option<f64> {
        let longest = [&self.register_to_register, &self.with_ports].into_iter().flatten();
        longest.map(|path| path.ps).max_by(f64::total_cmp).map(|ps| 1000.0 / ps)
    }
}

/// The kinds of paths: mark, from, to, and how many times the constraints' outside is in them.
const KINDS: [(&str, &str, &str, f64); 4] = [
    ("registers", "[all_registers -clock_pins]", "[all_registers -data_pins]", 0.0),
    ("from_ports", "[all_inputs]", "[all_registers -data_pins]", 1.0),
    ("to_ports", "[all_registers -clock_pins]", "[all_outputs]", 1.0),
    ("through", "[all_inputs]", "[all_outputs]", 2.0),
];

/// All inputs but the clock, which is ideal.
const DATA_INPUTS: &str = "set data {}\nforeach port [all_inputs] { if {[get_full_name $port] ne \"clk\"} { lappend data $port } }\n";
/// What stands between the paths and the ends of paths between registers.
const LEVELS: &str = "=levels";
/// What stands between these and the slews of all pins.
pub(super) const SLEWS: &str = "=slews";

/// OpenSTA's script; `period` in seconds, `load` in farad.
pub(super) fn script(libraries: &Libraries, top: &str, period: f64, load: f64) -> String {
    let mut text = String::new();
    for number in 0..libraries.sources.len() {
        let _ = writeln!(text, "read_liberty {number}.lib");
    }
    let _ = write!(
        text,
        "read_verilog {NETLIST}\nlink_design {top}\nset period {}\nsource design.sdc\n{DATA_INPUTS}\
         set_driving_cell -lib_cell {} $data\nset_load {} [all_outputs]\n",
        period / libraries.time,
        libraries.reference.buffer,
        load / libraries.capacitance,
    );
    for (mark, from, to, _) in KINDS {
        let _ = writeln!(text, "puts \"={mark}\"\nreport_checks -from {from} -to {to} -digits 6");
    }
    let (_, from, to, _) = KINDS[0];
    let _ = write!(
        text,
        "puts \"=end\"\nputs \"{LEVELS}\"\nreport_checks -from {from} -to {to} -group_count 1000000 -format end -digits 3\n"
    );
    if libraries.has_power() {
        let _ = writeln!(
            text,
            "puts \"{SLEWS}\"\nforeach pin [get_pins -hierarchical *] {{ report_slews $pin }}"
        );
    }
    text.push_str("exit\n");
    text
}

/// Of each level the longest path that ends there, in ps, by the ends of all paths; `period` and `unit` in seconds.
fn by_level(ends: &str, period: f64, unit: f64) -> BTreeMap<String, f64> {
    let end = Regex::new(r"(?m)^(\S+)/\S+ .* (-?[\d.]+) \((?:MET|VIOLATED)\)$").expect("it is a pattern");
    let mut levels = BTreeMap::new();
    for found in end.captures_iter(ends) {
        let Ok(slack) = found[2].parse::<f64>() else { continue };
        let ps = (period - slack * unit) * 1e12;
        let longest = levels.entry(level(&found[1])).or_insert(ps);
        *longest = longest.max(ps);
    }
    levels
}

/// The paths in what it wrote; `period` and `unit` in seconds.
pub(super) fn read(report: &str, top: &str, period: f64, unit: f64) -> Result<Timing, SynthError> {
    let no_result = || SynthError::NoTiming { top: top.to_owned(), report: tail(report) };
    if !report.contains("=end") {
        return Err(no_result());
    }
    let slack = Regex::new(r"(-?[\d.]+) +slack").expect("it is a pattern");
    let point = Regex::new(r"(Startpoint|Endpoint): (\S+)").expect("it is a pattern");
    let stage = Regex::new(r"(?m)^ +-?[\d.]+ +-?[\d.]+ [v^] ").expect("it is a pattern");
    let path = |mark: &str, outside: f64| -> Option<Path> {
        let part = report.split(&format!("={mark}\n")).nth(1)?.split("\n=").next()?;
        let slack: f64 = slack.captures(part)?[1].parse().ok()?;
        let points: Vec<String> = point.captures_iter(part).map(|found| found[2].to_owned()).collect();
        let [start, end] = &points[..] else { return None };
        let seconds = period * (1.0 - outside * OUTSIDE) - slack * unit;
        Some(Path {
            from: level(start),
            to: level(end),
            start: register(start),
            end: register(end),
            ps: seconds * 1e12,
            // What it begins with are two lines, clock and output or delay and port, and its end is one.
            cells: stage.find_iter(part).count().saturating_sub(3),
        })
    };
    let [registers, others @ ..] = KINDS.map(|(mark, _, _, outside)| path(mark, outside));
    let with_ports = others.into_iter().flatten().max_by(|a, b| a.ps.total_cmp(&b.ps));
    if registers.is_none() && with_ports.is_none() {
        return Err(no_result());
    }
    let ends = report.split_once(LEVELS).map_or("", |(_, ends)| ends);
    let levels = by_level(ends, period, unit);
    Ok(Timing { register_to_register: registers, with_ports, asked_ghz: 1e-9 / period, levels })
}

/// The end of a report.
fn tail(report: &str) -> String {
    let lines: Vec<&str> = report.lines().collect();
    lines[lines.len().saturating_sub(12)..].join("\n")
}

/// What a flip-flop's instance says of its register: the wire that it drives.
fn register(instance: &str) -> String {
    instance.replace('\\', "").split('$').next().unwrap_or("").trim_end_matches('.').to_owned()
}

/// The level of the pipeline that a register or a port belongs to, by the names that a design's `pipeline` has where it is
/// one of those, else by the outermost instance that it stands in; of the top's own it is its name.
pub(super) fn level(instance: &str) -> String {
    let name = register(instance);
    let parts: Vec<&str> = name.split('.').collect();
    let (last, around) = parts.split_last().map_or(("", &[][..]), |(last, around)| (*last, around));
    let bare = |part: &str| part.split('[').next().unwrap_or(part).to_owned();
    let outer = around.iter().find_map(|part| part.strip_prefix("u_")).map(bare);
    let numbered = |kind: &str| {
        let inner = around.iter().find_map(|part| part.strip_prefix(kind)?.strip_prefix('['));
        inner.and_then(|rest| rest.strip_suffix(']')?.parse::<u32>().ok())
    };
    match outer.as_deref() {
        Some("sweep") => match (numbered("gen_up"), numbered("gen_down")) {
            _ if around.contains(&"u_length") => "class".to_owned(),
            (Some(level), _) if around.contains(&"u_pick") => format!("part{level}"),
            (Some(level), _) if around.contains(&"u_passed") || bare(last) == "passed" => {
                format!("part{level}")
            }
            (Some(level), _) if around.contains(&"u_compose") => format!("middle{level}"),
            (_, Some(level)) if around.contains(&"u_enter") || around.contains(&"u_left") => {
                format!("enter{level}")
            }
            _ if around.contains(&"u_rows") || around.contains(&"u_here") => "rows".to_owned(),
            _ if around.contains(&"u_entry") && ["rows", "here"].contains(&bare(last).as_str()) => {
                "rows".to_owned()
            }
            _ if around.contains(&"u_entry") || around.contains(&"gen_word") => "entry".to_owned(),
            (Some(0), _) => "leaf".to_owned(),
            (Some(level), _) => format!("up{level}"),
            (_, Some(level)) => format!("down{level}"),
            _ => "sweep".to_owned(),
        },
        Some("join") => match numbered("gen_level") {
            Some(0) => "raw".to_owned(),
            Some(level) if around.contains(&"u_merge") => format!("align{level}"),
            Some(level) => format!("merge{level}"),
            None => "join".to_owned(),
        },
        Some("butterfly") => {
            numbered("gen_level").map_or("butterfly".to_owned(), |level| format!("swap{level}"))
        }
        Some("place") => {
            // Of its stages, whose registers are delays of their own or have the stage's name.
            let of = |stage: &str| {
                // The loop's own register is the fill count.
                let wire = last.starts_with(&format!("{stage}_")) && !last.starts_with("fill_q");
                let delay = around.iter().any(|part| part.starts_with(&format!("u_{stage}")));
                wire || delay || numbered(&format!("gen_{stage}")).is_some()
            };
            let mut stages =
                ["fill", "fine", "shift", "coarse", "rotate", "count", "rank", "route"].into_iter();
            stages.find(|stage| of(stage)).unwrap_or("place").to_owned()
        }
        Some("lookup") if around.contains(&"u_entries") || around.contains(&"u_escape") => "find".to_owned(),
        Some("lookup") => "table".to_owned(),
        Some("symbol") if around.contains(&"u_pick_cut") => "pick".to_owned(),
        Some("symbol") if around.contains(&"u_group_cut") || around.contains(&"u_tags") => "group".to_owned(),
        Some("slot") => {
            let start = ["start", "whole", "present", "invalid", "in_tail", "in_ones"];
            let inside = around.contains(&"u_cut") || start.contains(&last);
            if inside { "start" } else { "check" }.to_owned()
        }
        Some("pack") if last.starts_with("now_") || around.iter().any(|part| part.starts_with("u_take")) => {
            "take".to_owned()
        }
        Some("window_cut") => "window".to_owned(),
        Some(outer) => outer.to_owned(),
        None => {
            let own = bare(last);
            own.strip_suffix("_q").unwrap_or(&own).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_are_named_by_levels() {
        for (instance, expected) in [
            ("\\u_sweep.gen_up[0].t[3]$_DFFE_PP_", "leaf"),
            ("u_sweep.gen_up[3].t[6]$_DFFE_PP_", "up3"),
            ("u_sweep.gen_down[2].gen_halves.gen_segment[0].onehot[2]$_DFFE_PP_", "down2"),
            ("u_sweep.gen_down[4].gen_word.onehot[2]$_DFFE_PP_", "entry"),
            ("u_join.gen_level[3].len[4]$_SDFFE_PN0P_", "merge3"),
            ("gen_check[5].u_check.keep[1]$_DFFE_PP_", "check"),
            ("gen_check[5].u_slot.at[1]$_DFFE_PP_", "check"),
            ("gen_check[5].u_slot.whole", "start"),
            ("u_sweep.gen_up[0].gen_segment[3].gen_leaf.u_leaf.gen_row[2].gen_start.u_length.in[4]", "class"),
            ("u_sweep.gen_up[2].gen_segment[0].gen_pair.u_compose.then[7]", "middle2"),
            (
                "u_sweep.gen_up[2].gen_segment[0].gen_pair.u_compose.gen_row[3].gen_through.u_pick.part[2]",
                "part2",
            ),
            ("u_sweep.gen_up[3].gen_segment[0].gen_pair.u_compose.u_passed.gen_regs.taps_q[2]", "part3"),
            ("u_sweep.gen_down[0].gen_halves.gen_segment[3].gen_decode.u_enter.gen_regs.taps_q[2]", "enter0"),
            ("gen_check[5].u_slot.u_cut.gen_regs.taps_q[4]", "start"),
            ("u_pack.u_take_beat.gen_regs.taps_q[9]", "take"),
            ("u_pack.acc_q[9]", "pack"),
            ("u_lookup.u_entries.gen_regs.taps_q[9]", "find"),
            ("u_lookup.u_code.gen_regs.taps_q[9]", "table"),
            ("gen_lookup[7].u_symbol.u_pick_cut.gen_regs.taps_q[9]", "pick"),
            ("gen_lookup[7].u_symbol.u_tags.gen_regs.taps_q[9]", "group"),
            ("u_sweep.u_entry.u_rows.gen_regs.taps_q[31]", "rows"),
            ("u_sweep.u_entry.rows[31]", "rows"),
            ("u_join.gen_level[3].gen_join.gen_pair[0].u_merge.right[9]", "align3"),
            ("u_place.fine_bits[40]", "fine"),
            ("u_place.gen_rank[2].inside_q[1]$_DFFE_PP_", "rank"),
            ("u_place.shift_sum[3]$_DFFE_PP_", "shift"),
            ("u_place.u_rotate.gen_regs.taps_q[6]", "rotate"),
            ("u_place.u_rank_total.gen_regs.taps_q[2]", "rank"),
            ("u_place.u_place.gen_regs.taps_q[2]", "place"),
            ("u_place.fill_q[3]$_DFFE_PP_", "place"),
            ("u_lookup.gen_lane[1].keep$_DFFE_PP_", "table"),
            ("room_q$_SDFF_PP0_", "room"),
            ("s_axis_tdata[7]", "s_axis_tdata"),
            ("_1234_", "_1234_"),
        ] {
            assert_eq!(level(instance), expected, "{instance}");
        }
    }

    /// As OpenSTA writes it: a path of 400 ps between registers, and one to a port that has 30 % of the period less.
    #[test]
    fn a_report_is_read_whole() {
        let part = |mark: &str, end: &str, slack: f64| {
            format!(
                "={mark}\nStartpoint: u_a.x[1]$_DFF_P_ (rising edge-triggered flip-flop clocked by clk)\nEndpoint: {end} (of)\n\
                 \x20   0.000000    0.000000   clock clk (rise edge)\n\
                 \x20   0.000000    0.000000 ^ u_a.x[1]$_DFF_P_/CLK (D)\n\
                 \x20  30.000000   30.000000 v u_a.x[1]$_DFF_P_/QN (D)\n\
                 \x20  10.000000   40.000000 ^ _1_/Y (NAND)\n\
                 \x20   0.000000   40.000000 ^ {end}/D (D)\n  {slack:.6}   slack (VIOLATED)\n"
            )
        };
        let report =
            [part("registers", "u_b.y$_DFF_P_", -150.0), part("to_ports", "m_axis_tdata[3]", -300.0)]
                .concat();
        let ghost = "=from_ports\nNo paths found.\n=through\nNo paths found.\n=end\n";
        let timing = read(&format!("{report}{ghost}"), "top", 250e-12, 1e-12).unwrap();
        let path = timing.register_to_register.as_ref().unwrap();
        assert_eq!((path.from.as_str(), path.to.as_str(), path.cells), ("a", "b", 1));
        assert!((path.ps - 400.0).abs() < 1e-6 && (timing.ghz().unwrap() - 2.5).abs() < 1e-9);
        // 250 - 75 + 300 ps.
        let ports = timing.with_ports.as_ref().unwrap();
        assert!((ports.ps - 475.0).abs() < 1e-6, "{}", ports.ps);
        assert!((timing.ghz_with_ports().unwrap() - 1.0 / 0.475).abs() < 1e-9);
        // Behind them the ends of all, of which a level has its longest.
        let end =
            |of: &str, slack: f64, word: &str| format!("{of}/D (DFF) 230.000 400.000 {slack:.3} ({word})\n");
        let ends = [
            end("u_sweep.gen_up[3].t[6]$_DFFE_PP_", 12.0, "MET"),
            end("u_sweep.gen_up[3].t[1]$_DFFE_PP_", -50.0, "VIOLATED"),
            end("u_lookup.gen_lane[1].keep$_DFFE_PP_", 100.0, "MET"),
        ];
        let timing =
            read(&format!("{report}{ghost}{LEVELS}\n{}", ends.concat()), "top", 250e-12, 1e-12).unwrap();
        let levels: Vec<(&str, f64)> =
            timing.levels.iter().map(|(level, ps)| (level.as_str(), ps.round())).collect();
        assert_eq!(levels, [("table", 150.0), ("up3", 300.0)]);
        assert!(read(&report, "top", 250e-12, 1e-12).is_err(), "it was cut");
        assert!(read(ghost, "top", 250e-12, 1e-12).is_err(), "no path at all");
    }
}
