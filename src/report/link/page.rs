//! The page of a design on a link: the decision first, then what it rests on.

use super::{limit, verdict};
use crate::link::sweep::Candidate;
use crate::link::units::{digits, shown_bytes, shown_clock, shown_rate, shown_seconds};
use crate::link::{Pays, Study, area};
use crate::report::link::plots::{self, Figure};
use crate::report::plot::theme;
use crate::words::{counted, decimals, list};
use askama::Template;
use serde::Serialize;

/// A design on a link, as it was found.
#[derive(Clone, Debug, Serialize)]
pub struct Decision<'a> {
    /// What it is worth.
    #[serde(flatten)]
    pub study: &'a Study,
    /// What it was chosen among; empty where nothing was.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub designs: &'a [Candidate],
    /// The command that makes it, where it was chosen and written.
    #[serde(skip)]
    pub next: Option<String>,
}

#[derive(Template)]
#[template(path = "link.html")]
struct Page<'a> {
    generator: String,
    decision: View<'a>,
    plot_style: String,
}

/// What a page shows of it.
pub(in crate::report) struct View<'a> {
    pub study: &'a Study,
    /// The answer in some words, and its colour.
    pub answer: &'static str,
    pub class: &'static str,
    pub subject: String,
    pub verdict: Vec<String>,
    pub next: Option<&'a str>,
    pub figures: Vec<Figure>,
    pub messages: Vec<Vec<String>>,
    pub candidates: Vec<(bool, Vec<String>)>,
    pub fit: String,
    pub facts: Vec<(&'static str, String)>,
}

/// The page as HTML, which holds everything and opens from disk.
pub fn html(decision: &Decision) -> String {
    let page = Page {
        generator: format!("huffwire {}", env!("CARGO_PKG_VERSION")),
        decision: View::of(decision),
        plot_style: theme::style(),
    };
    // The template is compiled in and writes to a string: there is nothing that can fail.
    page.render().expect("rendering to a string") + "\n"
}

impl<'a> View<'a> {
    pub(in crate::report) fn of(decision: &'a Decision) -> Self {
        let (study, designs) = (decision.study, decision.designs);
        let (answer, class) = match (study.verdict.time, study.verdict.energy) {
            (Pays::Yes, Pays::No) => ("faster, at more energy", "fair"),
            (Pays::Yes, Pays::Unknown) => ("it pays in time", "good"),
            (Pays::Yes, Pays::Yes) => ("it pays", "good"),
            (_, Pays::Yes) => ("less energy, but slower", "fair"),
            _ => ("it does not pay", "bad"),
        };
        Self {
            study,
            answer,
            class,
            subject: format!(
                "{}, {} one way; {} at {} ({}); {} bits an element, {} % saved in memory ({})",
                shown_rate(study.bytes_per_second),
                shown_seconds(study.latency_seconds),
                counted(study.codecs, "codec"),
                shown_clock(study.clocks.encoder.min(study.clocks.decoder)),
                study.clocks_from,
                decimals(study.data.bits_per_element, 3),
                decimals(study.data.saving_percent, 1),
                study.data.from
            ),
            verdict: verdict(study),
            next: decision.next.as_deref(),
            figures: plots::all(study, designs),
            messages: study.messages.iter().map(message).collect(),
            candidates: front(designs).into_iter().map(candidate).collect(),
            fit: fit(),
            facts: facts(study),
        }
    }
}

/// Those that nothing beats, and the chosen one, the smallest first.
pub(super) fn front(candidates: &[Candidate]) -> Vec<&Candidate> {
    let mut front: Vec<&Candidate> = candidates.iter().filter(|one| one.front || one.chosen).collect();
    front.sort_by(|a, b| a.kge.total_cmp(&b.kge));
    front
}

fn message(row: &crate::link::MessageRow) -> Vec<String> {
    vec![
        shown_bytes(row.timing.bytes),
        shown_seconds(row.timing.raw_seconds),
        shown_seconds(row.timing.coded_seconds),
        decimals(row.speedup, 3),
        shown_rate(row.raw_bytes_per_second),
        shown_rate(row.coded_bytes_per_second),
        limit(row.timing.limit).to_owned(),
    ]
}

fn candidate(one: &Candidate) -> (bool, Vec<String>) {
    let cells = vec![
        counted(one.lanes, "lane"),
        one.out_bytes.to_string(),
        one.decoder.to_owned(),
        one.in_bytes.to_string(),
        if one.smallest { "smallest of blocks" } else { "as given" }.to_owned(),
        one.codecs.to_string(),
        decimals(one.kge, 1),
        decimals(one.speedup, 3),
        decimals(one.mean_speedup, 3),
        shown_rate(one.bytes_per_second),
        shown_seconds(one.added_latency_seconds),
        limit(one.limit).to_owned(),
    ];
    (one.chosen, cells)
}

/// Where areas and clocks that nobody measured are from.
pub(super) fn fit() -> String {
    let fits = area::fits();
    format!(
        "Areas of the sweep are a fit to {} encoders, {} parallel and {} serial decoders that huffwire synth measured on {} ({}), at \
         most {} %, {} % and {} % off: good enough to choose, then measure the chosen one.",
        fits.encoder.measured.len(),
        fits.parallel.measured.len(),
        fits.serial.measured.len(),
        fits.library,
        list(&fits.tools),
        decimals(fits.encoder.error_percent, 0),
        decimals(fits.parallel.error_percent, 0),
        decimals(fits.serial.error_percent, 0),
    )
}

fn facts(study: &Study) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("Link", format!("{}: {}", study.link.name, study.link.about)),
        (
            "Added latency",
            format!("{} to a message of one element", shown_seconds(study.added_latency_seconds)),
        ),
        ("Best packet", shown_bytes(study.best_packet_bytes)),
    ];
    if let Some(energy) = &study.energy {
        facts.push(("Link energy", format!("{} pJ a bit on the wire", digits(energy.link_pj_per_bit))));
    }
    for (figure, source) in &study.link.sources {
        facts.push(("Source", format!("{figure}: {source}")));
    }
    facts
}
