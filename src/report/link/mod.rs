//! What coding is worth on a link, as text and as a page.

mod page;
mod plots;

pub(super) use page::View;
pub use page::{Decision, html};

use super::Table;
use crate::link::sweep::Candidate;
use crate::link::units::{digits, shown_bytes, shown_clock, shown_rate, shown_seconds};
use crate::link::{Energy, Limit, Link, Pays, Study};
use crate::words::{counted, decimals};
use std::fmt::Write as _;

/// What limits, as the end of a sentence.
pub fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::EncoderLanes => "the encoder's lanes",
        Limit::EncoderBus => "the encoder's compressed bus",
        Limit::Link => "the link",
        Limit::DecoderBus => "the decoder's compressed bus",
        Limit::DecoderLanes => "the decoder's lanes",
        Limit::Latency => "latency",
    }
}

/// The links, one a row, and below each where its figures are from.
pub fn list(links: &[Link]) -> String {
    let mut table = Table::new(["link", "rate", "latency", "pJ/bit", "idle", "flit", "around a packet"]);
    for link in links {
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        table.row(vec![
            link.name.clone(),
            or_none(link.rate.map(shown_rate)),
            or_none(link.latency.map(shown_seconds)),
            or_none(link.pj_per_bit.map(digits)),
            or_none(link.idle.map(digits)),
            or_none(link.flit.map(|flit| format!("{} of {}", flit.payload, flit.bytes))),
            match link.framing.header {
                0 => "-".to_owned(),
                header => counted(header, "byte"),
            },
        ]);
    }
    let mut text = table.to_string();
    for link in links {
        let _ = write!(text, "\n{}: {}\n", link.name, link.about);
        for (figure, source) in &link.sources {
            let _ = writeln!(text, "  {figure}: {source}");
        }
    }
    text + "\n- is what no source says: it is asked for where it is needed (--rate, --latency, --pj-per-bit).\n"
}

/// The answer, a sentence a line.
pub fn verdict(study: &Study) -> Vec<String> {
    let mut lines = Vec::new();
    let largest = study.largest();
    let (bytes, speedup) = (shown_bytes(largest.timing.bytes), digits(largest.speedup));
    lines.push(match (study.verdict.time, study.verdict.break_even_bytes) {
        (Pays::Yes, Some(from)) if from <= study.messages[0].timing.bytes => {
            format!(
                "Time: it pays, {speedup} times as fast at {bytes}, and at every size that was asked for."
            )
        }
        (Pays::Yes, from) => format!(
            "Time: it pays, {speedup} times as fast at {bytes}, from {} on.",
            from.map_or("the largest".to_owned(), about)
        ),
        _ => format!("Time: it does not pay, {speedup} times as fast at {bytes}."),
    });
    let mut limits = format!(
        "Limit: {} at {bytes}; the codec adds {} to a message of one element{}.",
        limit(largest.timing.limit),
        shown_seconds(study.added_latency_seconds),
        if study.block_wait_seconds > 0.0 {
            format!(", and a block waits {} for its last one", shown_seconds(study.block_wait_seconds))
        } else {
            String::new()
        }
    );
    match study.verdict.codecs_for_link {
        Some(codecs) if codecs > study.codecs => {
            let _ = write!(limits, " With --codecs {codecs} the link would be.");
        }
        None if largest.timing.limit != Limit::Link => {
            let _ =
                write!(limits, " No number of codecs up to {} makes it the link.", crate::link::MAX_CODECS);
        }
        _ => {}
    }
    lines.push(limits);
    lines.push(match &study.energy {
        None => format!(
            "Energy: not known, for no source says what a bit on `{}` costs: give it with --pj-per-bit.",
            study.link.name
        ),
        Some(energy) => energy_verdict(energy),
    });
    lines
}

fn energy_verdict(energy: &Energy) -> String {
    let Some(total) = energy.total else {
        let spare = energy.raw - energy.coded;
        return match spare > 0.0 {
            true => format!(
                "Energy: the codec's is not known (link --synth, or --encoder-pj and --decoder-pj); it pays where encoder and \
                 decoder take less than {} pJ per bit of the message together.",
                digits(spare)
            ),
            false => "Energy: it does not pay, whatever the codec takes: the link saves nothing.".to_owned(),
        };
    };
    let turns = match energy.turns_at {
        Some(0.0) => String::new(),
        Some(pj) => format!(" It turns at a link of {} pJ/bit.", digits(pj)),
        None => " No link energy would change that.".to_owned(),
    };
    let figures = format!("{} pJ per bit of the message, not coded {}", digits(total), digits(energy.raw));
    match total < energy.raw {
        true => format!("Energy: it pays, {figures}.{turns}"),
        false => format!("Energy: it does not pay, {figures}.{turns}"),
    }
}

/// A size that is not round.
fn about(bytes: u64) -> String {
    match bytes {
        0..2048 => format!("{bytes} B"),
        2048..0x20_0000 => format!("{} KiB", digits(bytes as f64 / 1024.0)),
        _ => format!("{} MiB", digits(bytes as f64 / 1_048_576.0)),
    }
}

/// All of it; what the design was chosen among first.
pub fn text(decision: &Decision) -> String {
    let study = decision.study;
    let mut text = match decision.designs {
        [] => String::new(),
        all => designs(all) + "\n",
    };
    let clocks = match study.clocks {
        clocks if clocks.encoder == clocks.decoder => shown_clock(clocks.encoder),
        clocks => format!("{} and {}", shown_clock(clocks.encoder), shown_clock(clocks.decoder)),
    };
    let _ = writeln!(
        text,
        "{} on {}: {}, {} one way",
        study.design,
        study.link.name,
        shown_rate(study.bytes_per_second),
        shown_seconds(study.latency_seconds)
    );
    let codecs = if study.codecs > 1 { format!("{} codecs, ", study.codecs) } else { String::new() };
    let _ = writeln!(text, "{codecs}clock {clocks} ({})", study.clocks_from);
    let _ = writeln!(
        text,
        "data: {} bits an element, {} % saved in memory ({})\n",
        decimals(study.data.bits_per_element, 3),
        decimals(study.data.saving_percent, 1),
        study.data.from
    );
    for line in verdict(study) {
        text += &line;
        text += "\n";
    }
    text += "\n";
    let heading =
        ["message", "raw", "coded", "speed-up", "raw rate", "coded rate", "on the wire", "saved", "limit"];
    let mut table = Table::new(heading);
    for row in &study.messages {
        let timing = &row.timing;
        let saved = crate::words::saved(timing.coded_wire_bytes, timing.raw_wire_bytes);
        table.row(vec![
            shown_bytes(timing.bytes),
            shown_seconds(timing.raw_seconds),
            shown_seconds(timing.coded_seconds),
            decimals(row.speedup, 3),
            shown_rate(row.raw_bytes_per_second),
            shown_rate(row.coded_bytes_per_second),
            format!("{:.0} B", timing.coded_wire_bytes),
            format!("{} %", decimals(saved, 1)),
            limit(timing.limit).to_owned(),
        ]);
    }
    let _ = writeln!(text, "{table}");
    let largest = shown_bytes(study.largest().timing.bytes);
    let mut table = Table::new(["packet", "raw rate", "coded rate"]);
    for row in &study.packets {
        table.row(vec![
            shown_bytes(row.bytes),
            shown_rate(row.raw_bytes_per_second),
            shown_rate(row.coded_bytes_per_second),
        ]);
    }
    let _ =
        write!(text, "packets of {largest}; the best is {}\n{table}", shown_bytes(study.best_packet_bytes));
    if let Some(energy) = &study.energy {
        let _ = write!(text, "\n{}", energy_table(energy, &largest));
    }
    if let Some(table) = &study.collective {
        let _ = writeln!(text, "\n{} over a {}", table.collective.name(), table.topology.name());
        let mut rows = Table::new(["message", "ranks", "steps", "coded steps", "raw", "coded", "speed-up"]);
        for row in &table.rows {
            rows.row(vec![
                shown_bytes(row.bytes),
                row.steps.ranks.to_string(),
                row.steps.steps.to_string(),
                row.steps.coded_steps.to_string(),
                shown_seconds(row.steps.raw_seconds),
                shown_seconds(row.steps.coded_seconds),
                decimals(row.speedup, 3),
            ]);
        }
        let _ = write!(text, "{rows}");
    }
    text
}

/// What was looked at, where there was a choice: those that nothing beats in both area and speed, the smallest first.
fn designs(candidates: &[Candidate]) -> String {
    let heading = [
        "",
        "bus",
        "decoder",
        "bus",
        "books",
        "codecs",
        "kGE",
        "GHz",
        "speed-up",
        "mean",
        "added latency",
        "limit",
    ];
    let mut table = Table::new(heading).words(5);
    for one in page::front(candidates) {
        table.row(vec![
            format!("{}{}", if one.chosen { "> " } else { "  " }, counted(one.lanes, "lane")),
            format!("{} B", one.out_bytes),
            one.decoder.to_owned(),
            format!("{} B", one.in_bytes),
            if one.smallest { "smallest" } else { "given" }.to_owned(),
            one.codecs.to_string(),
            decimals(one.kge, 1),
            decimals(one.clocks.encoder.min(one.clocks.decoder) / 1e9, 2),
            decimals(one.speedup, 3),
            decimals(one.mean_speedup, 3),
            shown_seconds(one.added_latency_seconds),
            limit(one.limit).to_owned(),
        ]);
    }
    format!(
        "{} looked at; these nothing beats in both area and speed, and > is the smallest with nearly all of the gain\n{table}{}\n",
        counted(candidates.len(), "design"),
        page::fit()
    )
}

fn energy_table(energy: &Energy, largest: &str) -> String {
    let or_unknown = |value: Option<f64>| value.map_or("not known".to_owned(), digits);
    let heading = ["pJ per bit of the message", "link", "encoder", "decoder", "all", "W at full rate"];
    let mut table = Table::new(heading);
    table.row(vec![
        format!("raw, {largest}"),
        digits(energy.raw),
        "-".to_owned(),
        "-".to_owned(),
        digits(energy.raw),
        digits(energy.raw_watts),
    ]);
    table.row(vec![
        format!("coded, {largest}"),
        digits(energy.coded),
        or_unknown(energy.encoder),
        or_unknown(energy.decoder),
        or_unknown(energy.total),
        or_unknown(energy.coded_watts),
    ]);
    table.to_string()
}
