//! The page for the browser.

use super::plot::{self, Kind, Plot};
use super::{bits, count, counted, left_out, minus, most_telling, percent, saved, share, shown, signed};
use crate::analysis::{Analysis, Claim, Group, GroupVerdict, Inputs, Remedy, Symbolised};
use crate::histogram::Weighting;
use crate::report::link::{self, Decision};
use crate::words;
use askama::Template;

/// Rows of the tables of groups; of more, those furthest from their own Huffman codes are shown.
const GROUPS: usize = 60;

/// Groups whose verdict is spelled out.
const VERDICTS: usize = 16;

/// Entries of a list of inputs.
const LIST: usize = 20;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    generator: String,
    /// On a link, where one was asked about.
    decision: Option<link::View<'a>>,
    element: String,
    subject: String,
    plot_style: String,
    /// The answer in some words, and its colour.
    answer: String,
    class: &'static str,
    verdict: String,
    verdicts: Vec<VerdictView>,
    verdicts_left_out: Option<String>,
    symbolisation_remedies: Vec<RemedyView>,
    skipped: Vec<SkippedView>,
    skipped_count: String,
    skipped_left_out: Option<String>,
    chosen: String,
    groups: Vec<Row>,
    total: Option<Row>,
    groups_left_out: Option<String>,
    codes: Vec<CodesView>,
    by_group: Option<ByGroup>,
    symbolisations: Vec<Row>,
    any_quantised: bool,
    sections: Vec<Section<'a>>,
    inputs: Vec<InputsView>,
    facts: Vec<(&'static str, String)>,
    weighting: &'static str,
}

struct VerdictView {
    name: String,
    claim: &'static str,
    class: &'static str,
    text: String,
    worst: Vec<Row>,
    /// What saves more, and what does not.
    remedies: Vec<RemedyView>,
    no_help: String,
}

struct RemedyView {
    text: String,
    saving: String,
    gain: String,
    helps: bool,
    bound: bool,
    /// Whether the claim would hold, where it does not.
    mends: bool,
}

struct SkippedView {
    side: &'static str,
    what: String,
    why: String,
}

struct Row {
    name: String,
    detail: String,
    cells: Vec<String>,
}

struct CodesView {
    title: String,
    detail: String,
    rows: Vec<CodeRow>,
}

struct CodeRow {
    name: String,
    chosen: bool,
    digest: String,
    figures: Option<[String; 3]>,
    missing: String,
}

struct ByGroup {
    codes: Vec<String>,
    rows: Vec<GroupCodes>,
}

struct GroupCodes {
    name: String,
    cells: Vec<Option<(String, String)>>,
}

struct Section<'a> {
    title: &'static str,
    text: String,
    plots: Vec<&'a Plot>,
}

struct InputsView {
    side: &'static str,
    cells: Vec<String>,
    empty: Option<String>,
}

/// A sentence as it is shown: no line ends between a figure and its percent sign.
fn prose(text: &str) -> String {
    shown(text).replace(" %", "\u{a0}%")
}

fn figures_row(group: &Group, chosen: usize, name: &str) -> Row {
    let figures = &group.figures;
    let cells = vec![
        bits(figures.entropy),
        bits(figures.huffman),
        fixed(figures.fixed.get(chosen)),
        percent(figures.saving.entropy),
        percent(figures.saving.huffman),
        percent(figures.saving.fixed),
        percent(figures.gap_huffman.points),
        percent(figures.gap_huffman.percent),
        percent(figures.gap_entropy.points),
        percent(figures.gap_entropy.percent),
        share(group.within_half),
        share(group.within_one),
        share(group.within_both),
        bits(figures.kl),
    ];
    let detail = format!(
        "{}, {} calibrated\n{}",
        counted(group.tensors, "tensor"),
        count(group.calibrated),
        counted(group.values, "value"),
    );
    Row { name: shown(name), detail, cells: cells.into_iter().map(minus).collect() }
}

fn fixed(figure: Option<&Option<f64>>) -> String {
    figure.copied().flatten().map_or("n/a".to_owned(), bits)
}

fn remedy(remedy: &Remedy, holds: bool) -> RemedyView {
    RemedyView {
        text: prose(&remedy.text),
        saving: minus(percent(remedy.saving)),
        gain: minus(signed(remedy.gain)),
        helps: remedy.helps(),
        bound: remedy.bound,
        mends: !holds && remedy.helps() && remedy.within_both == Some(1.0),
    }
}

/// What was tried in vain, in a sentence.
fn no_help(remedies: &[Remedy]) -> String {
    let vain: Vec<String> = (remedies.iter().filter(|remedy| !remedy.helps()))
        .map(|remedy| format!("{} ({} points)", remedy.text, minus(signed(remedy.gain))))
        .collect();
    if vain.is_empty() { String::new() } else { format!("Tried as well, and no help: {}.", vain.join("; ")) }
}

fn verdict(analysis: &Analysis, group: &GroupVerdict) -> VerdictView {
    let (claim, class) = match group.claim {
        Claim::Holds => ("holds", "good"),
        Claim::Mostly => ("mostly holds", "fair"),
        Claim::Fails => ("fails", "bad"),
    };
    let worst = group.worst.iter().map(|&index| {
        let tensor = &analysis.tensors[index];
        let figures = &tensor.figures[0];
        let cells = [
            percent(figures.saving.fixed),
            percent(figures.gap_huffman.points),
            percent(figures.gap_entropy.points),
            bits(figures.kl),
        ];
        Row { name: shown(&tensor.name), detail: shown(&tensor.file), cells: cells.map(minus).to_vec() }
    });
    let helping = group.remedies.iter().filter(|remedy| remedy.helps());
    VerdictView {
        name: shown(&group.name),
        claim,
        class,
        text: prose(&group.text),
        worst: worst.collect(),
        remedies: helping.map(|helps| remedy(helps, group.claim == Claim::Holds)).collect(),
        no_help: prose(&no_help(&group.remedies)),
    }
}

fn codes(symbolised: &Symbolised) -> CodesView {
    let figures = &symbolised.total.figures;
    let rows = symbolised.codes.iter().enumerate().map(|(index, code)| CodeRow {
        name: shown(&code.name),
        chosen: index == symbolised.chosen,
        digest: code
            .digests
            .iter()
            .map(|digest| shown(digest).chars().take(16).collect())
            .collect::<Vec<String>>()
            .join(" "),
        figures: figures.fixed.get(index).copied().flatten().map(|value| {
            let (saving, loss) = saved(value, figures, symbolised.value_bits);
            [bits(value), percent(saving), percent(loss)].map(minus)
        }),
        missing: shown(code.missing.as_deref().unwrap_or("no figures")),
    });
    CodesView {
        title: shown(&symbolised.name),
        detail: format!(
            "{}; Shannon {} bits, own Huffman {} bits",
            shown(&symbolised.description),
            bits(figures.entropy),
            bits(figures.huffman)
        ),
        rows: rows.collect(),
    }
}

fn by_group(symbolised: &Symbolised, groups: &[usize]) -> ByGroup {
    let rows = groups.iter().map(|&group| {
        let Group { name, figures, .. } = &symbolised.groups[group];
        let cell = |value: &Option<f64>| {
            value.map(|value| (minus(percent(saved(value, figures, symbolised.value_bits).0)), bits(value)))
        };
        GroupCodes { name: shown(name), cells: figures.fixed.iter().map(cell).collect() }
    });
    ByGroup { codes: symbolised.codes.iter().map(|code| shown(&code.name)).collect(), rows: rows.collect() }
}

fn symbolisation(symbolised: &Symbolised) -> Row {
    let figures = &symbolised.total.figures;
    let cells = vec![
        words::decimals(symbolised.value_bits, 2),
        words::decimals(symbolised.raw_bits, 2),
        bits(figures.entropy),
        bits(figures.huffman),
        fixed(figures.fixed.get(symbolised.chosen)),
        percent(figures.saving.entropy),
        percent(figures.saving.huffman),
        percent(figures.saving.fixed),
        percent(figures.gap_huffman.points),
        percent(figures.gap_entropy.points),
        share(symbolised.total.within_both),
        if symbolised.lossless { "lossless".to_owned() } else { "quantised".to_owned() },
    ];
    Row {
        name: shown(&symbolised.name),
        detail: shown(&symbolised.description),
        cells: cells.into_iter().map(minus).collect(),
    }
}

fn inputs(side: &'static str, inputs: &Inputs) -> InputsView {
    let steps = match &inputs.steps[..] {
        [] => "not told by the names".to_owned(),
        steps if steps.len() <= 4 => shown(&words::list(steps)),
        steps => {
            shown(&format!("{} from {} to {}", count(steps.len() as u64), steps[0], steps[steps.len() - 1]))
        }
    };
    let empty = (!inputs.empty.is_empty()).then(|| {
        format!(
            "{} without elements: {}",
            counted(inputs.empty.len() as u64, "tensor"),
            words::first_of(inputs.empty.iter().map(|name| shown(name)), LIST)
        )
    });
    InputsView {
        side,
        cells: vec![count(inputs.files as u64), count(inputs.tensors), count(inputs.values), steps],
        empty,
    }
}

pub(super) fn html(analysis: &Analysis, plots: &[Plot], decision: Option<&Decision>) -> String {
    let first = &analysis.symbolisations[0];
    let rows = most_telling(&first.groups, GROUPS);
    let spelled = most_telling(&first.groups, VERDICTS);
    let verdicts: Vec<VerdictView> = (analysis.verdict.groups.iter().enumerate())
        .filter(|(index, _)| spelled.contains(index))
        .map(|(_, group)| verdict(analysis, group))
        .collect();
    let sections = Kind::ALL.iter().filter_map(|&kind| {
        let plots: Vec<&Plot> = plots.iter().filter(|plot| plot.kind == kind).collect();
        let text = plot::remark(analysis, kind, !plots.is_empty())?;
        Some(Section { title: kind.heading(), text, plots })
    });
    let mut facts = vec![("Element", format!("{}: {}", analysis.element, shown(&first.description)))];
    facts.push((
        "Groups",
        match &analysis.group_by {
            Some(regex) => format!("by {}", shown(regex)),
            None => "by the tensor's name, numbers apart".to_owned(),
        },
    ));
    let verdict_of_all = &analysis.verdict;
    // What was measured and holds for all is as good an answer.
    let better = verdict_of_all.better.as_ref();
    let mended = better.filter(|better| better.within_both == Some(1.0));
    let (answer, class) = match (verdict_of_all.holds, mended) {
        (true, _) => ("the claim holds".to_owned(), "good"),
        (false, Some(better)) => (format!("the claim holds with {}", shown(&better.text)), "good"),
        (false, None) => ("the claim does not hold".to_owned(), "bad"),
    };
    let page = Page {
        generator: shown(&analysis.generator),
        decision: decision.map(link::View::of),
        element: analysis.element.to_string(),
        subject: format!(
            "{} of {} values, coded with a codebook made of {} earlier ones",
            counted(analysis.evaluate.tensors, "tensor"),
            count(analysis.evaluate.values),
            count(analysis.calibrate.tensors),
        ),
        plot_style: plot::style(),
        answer,
        class,
        verdict: prose(&analysis.verdict.text),
        verdicts_left_out: left_out(analysis.verdict.groups.len(), verdicts.len()),
        verdicts,
        // A group that is all there is has said it.
        symbolisation_remedies: match first.groups.len() {
            0 | 1 => Vec::new(),
            _ => analysis.verdict.symbolisations.iter().map(|other| remedy(other, true)).collect(),
        },
        skipped: (analysis.skipped.iter().take(LIST))
            .map(|input| SkippedView { side: input.side, what: shown(&input.what), why: shown(&input.why) })
            .collect(),
        skipped_count: counted(analysis.skipped.len() as u64, "input"),
        skipped_left_out: (analysis.skipped.len() > LIST)
            .then(|| words::and_more(analysis.skipped.len() - LIST)),
        chosen: first.codes.get(first.chosen).map_or(String::new(), |code| shown(&code.name)),
        groups: rows
            .iter()
            .map(|&i| figures_row(&first.groups[i], first.chosen, &first.groups[i].name))
            .collect(),
        total: (first.groups.len() > 1).then(|| figures_row(&first.total, first.chosen, "all tensors")),
        groups_left_out: left_out(first.groups.len(), rows.len()),
        codes: analysis.symbolisations.iter().map(codes).collect(),
        by_group: (first.groups.len() > 1).then(|| by_group(first, &rows)),
        symbolisations: match &analysis.symbolisations[..] {
            [_] => Vec::new(),
            all => all.iter().map(symbolisation).collect(),
        },
        any_quantised: analysis.symbolisations.iter().any(|symbolised| !symbolised.lossless),
        sections: sections.collect(),
        inputs: vec![inputs("calibrated", &analysis.calibrate), inputs("evaluated", &analysis.evaluate)],
        facts,
        weighting: match analysis.weight {
            Weighting::Tensors => "every tensor weighs the same",
            Weighting::Elements => "every element weighs the same",
        },
    };
    // The template is compiled in and writes to a string: there is nothing that can fail.
    page.render().expect("rendering to a string")
}
