//! What the figures say in words, and what would help: each remedy is tried on these data.

use super::code;
use super::evaluate::{Step, total_bits};
use super::{Claim, Group, GroupVerdict, Remedy, Symbolised, Tensor, Verdict};
use crate::calibration::EscapeRule;
use crate::codebook::Codebook;
use crate::element::Element;
use crate::histogram::Average;

/// Tensors named as the worst of a group.
const WORST: usize = 5;

/// What is judged: the first symbolisation.
pub(super) struct Evidence<'a> {
    /// The first symbolisation's alphabets.
    pub elements: Vec<Element>,
    /// As [`Symbolised::groups`].
    pub groups: Vec<Sums<'a>>,
    pub symbolisations: &'a [Symbolised],
    pub tensors: &'a [Tensor],
}

/// A group's sums, one average per alphabet.
pub(super) struct Sums<'a> {
    /// Of its calibrated tensors, where there are any.
    pub calibrated: Option<&'a [Average]>,
    /// Plain counts of its evaluated tensors.
    pub counts: &'a [Average],
    /// By step, in order; one without a name where the names tell none.
    pub steps: Vec<(&'a str, &'a Step)>,
}

/// The verdict.
pub(super) fn of(evidence: &Evidence) -> Verdict {
    let first = &evidence.symbolisations[0];
    let groups: Vec<GroupVerdict> = (0..first.groups.len()).map(|group| judged(evidence, group)).collect();
    let holds = groups.iter().all(|group| group.claim == Claim::Holds);
    Verdict { holds, text: overall(first, &groups), symbolisations: other_symbols(evidence, None), groups }
}

fn overall(first: &Symbolised, groups: &[GroupVerdict]) -> String {
    let total = &first.total;
    let figures = &total.figures;
    let code = &first.codes[first.chosen].name;
    let count = |claim| groups.iter().filter(|group| group.claim == claim).count();
    let answer = match (count(Claim::Holds), groups.len()) {
        (holds, all) if holds == all => "The claim holds on these data".to_owned(),
        (0, 1) if count(Claim::Mostly) == 1 => "The claim mostly holds on these data".to_owned(),
        (0, 1) => "The claim fails on these data".to_owned(),
        (holds, all) => format!("The claim holds for {holds} of {all} groups"),
    };
    format!(
        "{answer}: {} of {} are within 0.5 points of their own Huffman code and 1 point of Shannon. \
         One codebook fixed on the earlier tensors ({code}) saves {:.2} % of the later ones; \
         their own Huffman codes would save {:.2} %, Shannon's limit is {:.2} %.",
        percent_of(total.within_both),
        tensors(total.tensors),
        figures.saving.fixed,
        figures.saving.huffman,
        figures.saving.entropy,
    )
}

fn tensors(n: u64) -> String {
    format!("{n} tensor{}", if n == 1 { "" } else { "s" })
}

fn percent_of(share: f64) -> String {
    // Never all where it is not all.
    let percent = 100.0 * share;
    if percent > 99.9 && share < 1.0 { "99.9 %".to_owned() } else { format!("{} %", round(percent)) }
}

fn round(percent: f64) -> String {
    if percent.fract() == 0.0 { format!("{percent:.0}") } else { format!("{percent:.1}") }
}

fn judged(evidence: &Evidence, at: usize) -> GroupVerdict {
    let first = &evidence.symbolisations[0];
    let group = &first.groups[at];
    let claim = match group.within_both {
        1.0 => Claim::Holds,
        share if share >= 0.9 => Claim::Mostly,
        _ => Claim::Fails,
    };
    let mut worst: Vec<usize> = (0..evidence.tensors.len())
        .filter(|&tensor| {
            let tensor = &evidence.tensors[tensor];
            let figures = &tensor.figures[0];
            tensor.group == at && !(figures.within_half() && figures.within_one())
        })
        .collect();
    let gap = |&tensor: &usize| evidence.tensors[tensor].figures[0].gap_huffman.points;
    worst.sort_by(|a, b| gap(b).total_cmp(&gap(a)));
    worst.truncate(WORST);
    let mut remedies = Vec::new();
    if first.groups.len() > 1 {
        remedies.extend(own_codebook(evidence, at));
    }
    remedies.extend(other_codes(first, group));
    remedies.extend(other_symbols(evidence, Some(at)));
    remedies.extend(recalibrated(evidence, at));
    remedies.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    GroupVerdict { name: group.name.clone(), claim, text: sentence(group), worst, remedies }
}

fn sentence(group: &Group) -> String {
    let figures = &group.figures;
    let grows =
        if figures.saving.fixed < 0.0 { " The fixed codebook makes these tensors larger." } else { "" };
    let unseen = if group.calibrated == 0 { " None of the group's tensors was calibrated on." } else { "" };
    format!(
        "{} of {} within both bounds; on average {:.2} points behind their own Huffman code and \
         {:.2} behind Shannon ({:.2} % saved).{grows}{unseen}",
        percent_of(group.within_both),
        tensors(group.tensors),
        figures.gap_huffman.points,
        figures.gap_entropy.points,
        figures.saving.fixed,
    )
}

/// What a remedy gives: saving and gain.
struct Tried {
    saving: f64,
    gain: f64,
}

fn tried(first: &Symbolised, group: &Group, bits: f64) -> Tried {
    let saving = 100.0 * (1.0 - bits / first.value_bits);
    Tried { saving, gain: saving - group.figures.saving.fixed }
}

fn remedy(kind: &'static str, text: String, tried: &Tried, bound: bool) -> Remedy {
    Remedy { kind, text, saving: tried.saving, gain: tried.gain, bound }
}

/// Codebooks of the judged limit for these averages.
fn books(evidence: &Evidence, averages: &[Average]) -> Vec<Codebook> {
    let first = &evidence.symbolisations[0];
    let limit = first.codes[first.chosen].max_length.expect("the judged code has a limit");
    code::limited(&evidence.elements, averages, limit, EscapeRule::Auto).expect("an escape fits any limit")
}

/// Bits per value of a group with these codebooks.
fn bits(evidence: &Evidence, at: usize, books: &[Codebook]) -> f64 {
    let first = &evidence.symbolisations[0];
    let bits = total_bits(&code::costs(books), evidence.groups[at].counts);
    bits as f64 / first.groups[at].values as f64 + first.raw_bits
}

fn own_codebook(evidence: &Evidence, at: usize) -> Option<Remedy> {
    let first = &evidence.symbolisations[0];
    let books = books(evidence, evidence.groups[at].calibrated?);
    let tried = tried(first, &first.groups[at], bits(evidence, at, &books));
    Some(remedy("group", "a codebook of the group's own".to_owned(), &tried, false))
}

/// The best of the other limited codes, and the judged limit without its escape.
fn other_codes(first: &Symbolised, group: &Group) -> Vec<Remedy> {
    let judged = &first.codes[first.chosen];
    let others = first.codes.iter().zip(&group.figures.fixed).enumerate();
    let others = others.filter_map(|(i, (code, bits))| Some((i, code, (*bits)?)));
    let limited = others
        .clone()
        .filter(|(i, code, _)| *i != first.chosen && matches!(code.kind, "limited" | "codebook"));
    let best = limited.clone().min_by(|a, b| a.2.total_cmp(&b.2));
    let twin =
        limited.clone().find(|(_, code, _)| code.kind == "limited" && code.max_length == judged.max_length);
    let several = others.clone().find(|(_, code, _)| code.kind == "best");
    let mut remedies = Vec::new();
    if let Some((_, code, bits)) = several {
        let text = format!("several codebooks: the {} values, headers and padding included", code.name);
        remedies.push(remedy("books", text, &tried(first, group, bits), false));
    }
    if let Some((_, code, bits)) = best {
        let text = match code.kind {
            "codebook" => format!("the codebook {}", code.name),
            _ => format!("codewords of at most {}", code.name.replace(',', " and an")),
        };
        remedies.push(remedy("code", text, &tried(first, group, bits), false));
    }
    if let Some((i, code, bits)) = twin
        && Some(i) != best.map(|best| best.0)
    {
        let text = format!("no escape ({})", code.name);
        remedies.push(remedy("code", text, &tried(first, group, bits), false));
    }
    remedies
}

/// What other lossless symbolisations save on a group, or on all tensors.
fn other_symbols(evidence: &Evidence, at: Option<usize>) -> Vec<Remedy> {
    let of = |way: &Symbolised| match at {
        Some(group) => way.groups[group].figures.saving.fixed,
        None => way.total.figures.saving.fixed,
    };
    let (first, others) = evidence.symbolisations.split_first().expect("the element's own");
    let mut remedies: Vec<Remedy> = others
        .iter()
        .filter(|way| way.lossless)
        .map(|way| {
            let tried = Tried { saving: of(way), gain: of(way) - of(first) };
            let text = format!("coded as {} ({}; {})", way.name, way.description, way.codes[way.chosen].name);
            remedy("symbols", text, &tried, false)
        })
        .collect();
    remedies.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    remedies
}

/// A codebook of each step for the next; where there is no next step, of the evaluated tensors for
/// themselves: the most that newer batches can give.
fn recalibrated(evidence: &Evidence, at: usize) -> Option<Remedy> {
    let first = &evidence.symbolisations[0];
    let group = &first.groups[at];
    let steps = &evidence.groups[at].steps;
    if steps.len() > 1 {
        // The first evaluated step keeps the codebook that there is.
        let judged = judged_bits(evidence, at, steps[0].0);
        let next = steps.windows(2).map(|pair| {
            let costs = code::costs(&books(evidence, &pair[0].1.average));
            total_bits(&costs, &pair[1].1.counts)
        });
        let all: f64 = judged + next.map(|bits| bits as f64).sum::<f64>();
        let tried = tried(first, group, all / group.values as f64 + first.raw_bits);
        let text = format!("re-calibrated at every step ({} steps), on the step before", steps.len());
        return Some(remedy("recalibrate", text, &tried, false));
    }
    let books = books(evidence, &steps.first()?.1.average);
    let tried = tried(first, group, bits(evidence, at, &books));
    let text = "calibrated on these very tensors: the most that newer batches can give".to_owned();
    Some(remedy("recalibrate", text, &tried, true))
}

/// Bits of a step's symbols with the judged code, from the figures of its tensors: the code is not at hand.
fn judged_bits(evidence: &Evidence, at: usize, step: &str) -> f64 {
    let first = &evidence.symbolisations[0];
    let members = evidence
        .tensors
        .iter()
        .filter(|tensor| tensor.group == at && tensor.place.step.as_deref().unwrap_or_default() == step);
    let bits = |tensor: &Tensor| {
        let fixed = tensor.figures[0].fixed[first.chosen].expect("the judged code");
        (fixed - first.raw_bits) * tensor.values as f64
    };
    members.map(bits).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_rounded_to_all() {
        assert_eq!(percent_of(1.0), "100 %");
        assert_eq!(percent_of(0.9999), "99.9 %");
        assert_eq!(percent_of(0.875), "87.5 %");
        assert_eq!(percent_of(0.0), "0 %");
    }
}
