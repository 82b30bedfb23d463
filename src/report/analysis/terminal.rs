//! The report for the terminal.

use super::{bits, clip, count, counted, most_telling, percent, saved, share, shown, signed};
use crate::analysis::{Analysis, Figures, Group, GroupVerdict, Symbolised};
use crate::report::Table;
use crate::words;

/// Columns of the terminal.
const WIDTH: usize = 100;

/// Groups that are named; of more, those furthest from their own Huffman codes.
const GROUPS: usize = 16;

/// Lines of a list.
const LINES: usize = 5;

/// The verdict in words, then the tables: plain text of at most 110 columns, ending in a newline.
///
/// # Panics
/// When the analysis has no symbolisation, or its indices point nowhere.
pub fn text(analysis: &Analysis) -> String {
    let first = &analysis.symbolisations[0];
    let shown_groups = most_telling(&first.groups, GROUPS);
    let mut out = wrapped(&analysis.verdict.text, "");
    let many = shown_groups.len() > 3;
    for (_, group) in analysis.verdict.groups.iter().enumerate().filter(|(i, _)| shown_groups.contains(i)) {
        out += &verdict(analysis, group, many);
    }
    // A group that is all there is has said it.
    let several = first.groups.len() > 1;
    let helps = analysis.verdict.symbolisations.iter().filter(|remedy| several && remedy.helps());
    for remedy in helps.take(3) {
        out += &wrapped(&format!("{}: {} points", remedy.text, signed(remedy.gain)), "  ");
    }
    let skipped = &analysis.skipped;
    if !skipped.is_empty() {
        out += &format!("{} skipped:\n", counted(skipped.len() as u64, "input"));
        for input in skipped.iter().take(LINES) {
            out += &wrapped(&format!("{}: {}", input.what, input.why), "  ");
        }
        if skipped.len() > LINES {
            out += &format!(" {}\n", words::and_more(skipped.len() - LINES));
        }
    }
    out += &format!("\n{}", groups(first, &shown_groups));
    let left_out = first.groups.len() - shown_groups.len();
    if left_out > 0 {
        out += &format!("and {} nearer to their own Huffman codes\n", counted(left_out as u64, "group"));
    }
    out += &format!("\n{}", codes(first));
    if analysis.symbolisations.len() > 1 {
        out += &format!("\n{}", symbolisations(&analysis.symbolisations));
    }
    out
}

/// Text in lines, all but the first one further in.
fn wrapped(text: &str, indent: &str) -> String {
    let further = format!("{indent}  ");
    let options = textwrap::Options::new(WIDTH).initial_indent(indent).subsequent_indent(&further);
    textwrap::fill(&shown(text), options) + "\n"
}

/// `many` groups say less each.
fn verdict(analysis: &Analysis, group: &GroupVerdict, many: bool) -> String {
    let mut out = wrapped(&format!("{}: {}: {}", clip(&group.name, 60), group.claim, group.text), "");
    let (tensors, remedies) = if many { (1, 2) } else { (3, 4) };
    for &index in group.worst.iter().take(tensors) {
        let tensor = &analysis.tensors[index];
        let Figures { gap_huffman, gap_entropy, .. } = &tensor.figures[0];
        let name = clip(&tensor.name, 40);
        let file = clip(&tensor.file, 72 - name.chars().count());
        let [huffman, entropy] = [gap_huffman, gap_entropy].map(|gap| percent(gap.points));
        out += &format!("  worst: {name} in {file}, {huffman} and {entropy} points\n");
    }
    for remedy in group.remedies.iter().filter(|remedy| remedy.helps()).take(remedies) {
        let bound = if remedy.bound { " at best" } else { "" };
        out += &wrapped(&format!("{}: {} points{bound}", remedy.text, signed(remedy.gain)), "  ");
    }
    out
}

fn groups(first: &Symbolised, shown: &[usize]) -> Table {
    let mut table = Table::new([
        "group",
        "tensors",
        "Shannon",
        "Huffman",
        "fixed",
        "saved %",
        "to Huffman",
        "to Shannon",
        "hold %",
        "KL",
    ]);
    let row = |group: &Group| {
        let figures = &group.figures;
        vec![
            clip(&group.name, 22),
            count(group.tensors),
            bits(figures.entropy),
            bits(figures.huffman),
            figures.fixed.get(first.chosen).copied().flatten().map_or("n/a".to_owned(), bits),
            percent(figures.saving.fixed),
            percent(figures.gap_huffman.points),
            percent(figures.gap_entropy.points),
            share(group.within_both),
            bits(figures.kl),
        ]
    };
    shown.iter().for_each(|&group| table.row(row(&first.groups[group])));
    if first.groups.len() > 1 {
        table.row(row(&Group { name: "all tensors".to_owned(), ..first.total.clone() }));
    }
    table
}

fn codes(first: &Symbolised) -> String {
    let mut table = Table::new(["code", "bits", "saved %", "loss to Huffman"]);
    let mut missing = String::new();
    let figures = &first.total.figures;
    for (index, code) in first.codes.iter().enumerate() {
        let mut name = clip(&code.name, 50);
        if index == first.chosen {
            name += " (chosen)";
        }
        let Some(value) = figures.fixed.get(index).copied().flatten() else {
            missing +=
                &wrapped(&format!("no {name}: {}", code.missing.as_deref().unwrap_or("no figures")), "");
            continue;
        };
        let (saving, loss) = saved(value, figures, first.value_bits);
        table.row(vec![name, bits(value), percent(saving), percent(loss)]);
    }
    table.to_string() + &missing
}

fn symbolisations(all: &[Symbolised]) -> Table {
    let mut table = Table::new([
        "symbols",
        "of bits",
        "Shannon",
        "Huffman",
        "fixed",
        "saved %",
        "to Huffman",
        "to Shannon",
        "hold %",
    ]);
    for symbolised in all {
        let figures = &symbolised.total.figures;
        let lossy = if symbolised.lossless { "" } else { " (quantised)" };
        table.row(vec![
            clip(&symbolised.name, 24) + lossy,
            short(symbolised.value_bits),
            bits(figures.entropy),
            bits(figures.huffman),
            figures.fixed.get(symbolised.chosen).copied().flatten().map_or("n/a".to_owned(), bits),
            percent(figures.saving.fixed),
            percent(figures.gap_huffman.points),
            percent(figures.gap_entropy.points),
            share(symbolised.total.within_both),
        ]);
    }
    table
}

/// Bits of an uncompressed value: whole, or with two decimals.
fn short(value: f64) -> String {
    if value.fract() == 0.0 { words::decimals(value, 0) } else { percent(value) }
}
