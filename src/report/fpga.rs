//! What a design takes on an FPGA, as text.

use super::{Table, fewest};
use crate::synth::{Fpga, FpgaEnd};
use crate::words;

/// All of it: sizes, clocks, the longest paths, what a register more would do.
pub fn text(report: &Fpga) -> String {
    let mut table =
        Table::new(["", "LUTs", "flip-flops", "block RAMs", "MHz", "slowest", "fastest", "latency"]);
    let of = |used: u64, there: u64| match there {
        0 => used.to_string(),
        there => format!("{used} of {there}"),
    };
    for end in report.ends.iter() {
        table.row(vec![
            end.module.clone(),
            of(end.luts, end.device_luts),
            of(end.flip_flops, end.device_flip_flops),
            of(end.block_rams, end.device_block_rams),
            format!("{:.0}", end.mhz),
            format!("{:.0}", end.mhz_min),
            format!("{:.0}", end.mhz_max),
            format!("{} clocks", end.latency_clocks),
        ]);
    }
    let seeds = report.seeds.len();
    format!(
        "{}: placed on {} {} for {:.0} MHz by {}, {}\n\n{table}\nlongest path\n{}{}{}",
        report.design,
        report.family.name(),
        report.device,
        report.asked_mhz,
        report.tools.join(" and "),
        words::counted(seeds as u64, "seed"),
        report.ends.iter().map(path).collect::<String>(),
        advice(report),
        fewest::text(report.ends.iter().map(|end| (end.module.as_str(), end.fewest.as_ref()))),
    )
}

/// The longest path of an end.
fn path(end: &FpgaEnd) -> String {
    let Some(path) = &end.worst_path else { return String::new() };
    let wires = end.worst_path_routing_ps.unwrap_or(0.0) / path.ps * 100.0;
    format!(
        "  {}: {} -> {}, {:.1} ns, {wires:.0} % of it wires, {} ({} to {})\n",
        end.module,
        path.from,
        path.to,
        path.ps / 1e3,
        words::counted(path.cells as u64, "cell"),
        path.start,
        path.end,
    )
}

/// What further registers would do.
fn advice(report: &Fpga) -> String {
    let mut text = String::new();
    for end in report.ends.iter() {
        for cut in &end.advice {
            text += &format!(
                "  {}: a register behind `{}`: {:.0} MHz ({:+.0} %), {:+} LUTs, {:+} flip-flops, {:+} clocks\n",
                end.module,
                cut.level,
                cut.mhz,
                100.0 * (cut.mhz / end.mhz - 1.0),
                cut.luts as i64 - end.luts as i64,
                cut.flip_flops as i64 - end.flip_flops as i64,
                cut.latency_clocks as i64 - end.latency_clocks as i64,
            );
        }
    }
    match text.is_empty() {
        true => text,
        false => format!("\none register more\n{text}"),
    }
}
