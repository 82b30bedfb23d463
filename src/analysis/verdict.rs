//! What the figures say in words, and what would help: each remedy is tried on these data.

use super::code;
use super::evaluate::{Step, total_bits};
use super::{Claim, Code, Group, GroupVerdict, Remedy, Symbolised, Tensor, Verdict};
use crate::calibration::EscapeRule;
use crate::codebook::Codebook;
use crate::element::Element;
use crate::histogram::Average;
use crate::words::{self, counted, decimals};

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
    /// Bits per value of each with a codebook of its group's own, where one of the group was calibrated.
    pub own: &'a [Option<f64>],
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
    let better = if holds { None } else { better(evidence) };
    Verdict {
        holds,
        text: overall(evidence, &groups, better.as_ref()),
        symbolisations: other_symbols(evidence, None),
        groups,
        better: better.map(|better| better.remedy),
    }
}

fn overall(evidence: &Evidence, groups: &[GroupVerdict], better: Option<&Better>) -> String {
    let first = &evidence.symbolisations[0];
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
    let (are, their, codes, ones) = match total.tensors {
        1 => (one_tensor(total.within_both, "is", "is not"), "its", "code", "one"),
        _ => (share_of(total.within_both, total.tensors) + " are", "their", "codes", "ones"),
    };
    let own = format!("within 0.5 points of {their} own Huffman code and 1 point of Shannon");
    let one = format!(
        "One codebook fixed on the earlier {tensors} ({code}) saves {} % of the later {ones}; \
         {their} own Huffman {codes} would save {} %, Shannon's limit is {} %.",
        decimals(figures.saving.fixed, 2),
        decimals(figures.saving.huffman, 2),
        decimals(figures.saving.entropy, 2),
        tensors = "tensor".to_owned() + words::plural(total.calibrated),
    );
    // What was measured and holds for all is the answer; that one codebook does not, the reason.
    if let Some(Better { remedy, .. }) = better.filter(|better| better.remedy.within_both == Some(1.0)) {
        return format!(
            "The claim holds with {}: every tensor is within 0.5 points of its own Huffman code and 1 point of \
             Shannon, and {} % are saved. {one} \
             With it alone {are} within both.",
            remedy.text,
            decimals(remedy.saving, 2),
        );
    }
    let text = format!("{answer}: {are} {own}. {one}");
    let Some(Better { remedy, groups: held }) = better else { return text };
    let held = match (held, groups.len()) {
        (0, _) => format!("for {}", share_of(remedy.within_both.unwrap_or(0.0), total.tensors)),
        (1, 1) => "on these data".to_owned(),
        (held, all) if *held == all => format!("for all {all} groups"),
        (held, all) => format!("for {held} of {all} groups"),
    };
    format!("{text} With {} it holds {held} and saves {} %.", remedy.text, decimals(remedy.saving, 2))
}

/// `the tensor is` or `the tensor is not`.
fn one_tensor(share: f64, is: &str, is_not: &str) -> String {
    format!("the tensor {}", if share == 1.0 { is } else { is_not })
}

/// `87.5 % of 8 tensors`.
fn share_of(share: f64, tensors: u64) -> String {
    format!("{} of {}", percent_of(share), counted(tensors, "tensor"))
}

fn percent_of(share: f64) -> String {
    // Never all where it is not all, never none where it is not none.
    let percent = match 100.0 * share {
        percent if percent > 99.9 && share < 1.0 => 99.9,
        percent if percent < 0.1 && share > 0.0 => 0.1,
        percent => percent,
    };
    let places = usize::from(percent.fract() != 0.0);
    decimals(percent, places) + " %"
}

/// What makes the claim hold for more, and for how many groups it then does.
struct Better {
    remedy: Remedy,
    groups: usize,
}

/// Whether bits per value meet the claim for a tensor.
fn meets(first: &Symbolised, tensor: &Tensor, bits: f64) -> bool {
    let figures = &tensor.figures[0];
    let points = |other: f64| 100.0 * (bits - other) / first.value_bits;
    points(figures.huffman) <= 0.5 && points(figures.entropy) <= 1.0
}

/// Share of a group's tensors, or of all, that meet the claim with the bits that `of` says; none where some of them
/// have none.
fn within(evidence: &Evidence, at: Option<usize>, of: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let first = &evidence.symbolisations[0];
    let (mut all, mut met) = (0u64, 0u64);
    for (index, tensor) in evidence.tensors.iter().enumerate() {
        if at.is_none_or(|group| tensor.group == group) {
            all += 1;
            met += u64::from(meets(first, tensor, of(index)?));
        }
    }
    (all > 0).then(|| met as f64 / all as f64)
}

/// The best of what was tried for all tensors: a codebook for each group, or another code.
fn better(evidence: &Evidence) -> Option<Better> {
    let first = &evidence.symbolisations[0];
    // A group that was not calibrated keeps the one codebook.
    let own = |tensor: usize| {
        evidence.own[tensor]
            .or_else(|| evidence.tensors[tensor].figures[0].fixed.get(first.chosen).copied().flatten())
    };
    let values = || evidence.tensors.iter().map(|tensor| tensor.values as f64);
    let found = |kind, text: String, of: &dyn Fn(usize) -> Option<f64>| -> Option<Better> {
        let bits: Vec<f64> = (0..evidence.tensors.len()).map(of).collect::<Option<_>>()?;
        let mean =
            values().zip(&bits).map(|(values, bits)| values * bits).sum::<f64>() / values().sum::<f64>();
        let within_both = within(evidence, None, of);
        let held = (0..first.groups.len()).filter(|&group| within(evidence, Some(group), of) == Some(1.0));
        let tried = tried(first, &first.total, mean);
        Some(Better { groups: held.count(), remedy: remedy(kind, text, &tried, false, within_both) })
    };
    let mut all = Vec::new();
    if first.groups.len() > 1 {
        all.extend(found("group", "a codebook for each group".to_owned(), &own));
    }
    for (index, code) in first.codes.iter().enumerate().filter(|(index, _)| *index != first.chosen) {
        if let Some((kind, text)) = described(code) {
            all.extend(found(kind, text, &|tensor| evidence.tensors[tensor].figures[0].fixed[index]));
        }
    }
    let held = |better: &Better| better.remedy.within_both.unwrap_or(0.0);
    all.into_iter().filter(|better| better.remedy.helps() && held(better) > first.total.within_both).max_by(
        |a, b| {
            let groups = a.groups.cmp(&b.groups);
            groups.then(held(a).total_cmp(&held(b))).then(a.remedy.saving.total_cmp(&b.remedy.saving))
        },
    )
}

/// What a column of the codes is called among the remedies, where somebody can have it.
fn described(code: &Code) -> Option<(&'static str, String)> {
    match code.kind {
        "best" => Some((
            "books",
            format!("several codebooks: the {} values, headers and padding included", code.name),
        )),
        "base" => {
            let which = code.name.strip_prefix("base ").unwrap_or(&code.name);
            Some(("base", format!("exponents relative to a base ({which}, headers included)")))
        }
        "codebook" => Some(("code", format!("the codebook {}", code.name))),
        "limited" => Some(("code", format!("codewords of at most {}", code.name.replace(',', " and an")))),
        _ => None,
    }
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
    remedies.extend(other_codes(evidence, at));
    remedies.extend(other_symbols(evidence, Some(at)));
    remedies.extend(recalibrated(evidence, at));
    remedies.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    GroupVerdict { name: group.name.clone(), claim, text: sentence(group), worst, remedies }
}

fn sentence(group: &Group) -> String {
    let figures = &group.figures;
    let (these, are, their) = match group.tensors {
        1 => ("this tensor", one_tensor(group.within_both, "is within", "is not within"), "its"),
        _ => ("these tensors", share_of(group.within_both, group.tensors) + " within", "their"),
    };
    let average = if group.tensors == 1 { "" } else { "on average " };
    let grows = match figures.saving.fixed < 0.0 {
        true => format!(" The fixed codebook makes {these} larger."),
        false => String::new(),
    };
    let unseen = if group.calibrated == 0 { " None of the group's tensors was calibrated on." } else { "" };
    format!(
        "{are} both bounds; {average}{} points behind {their} own Huffman code and {} behind Shannon \
         ({} % saved).{grows}{unseen}",
        decimals(figures.gap_huffman.points, 2),
        decimals(figures.gap_entropy.points, 2),
        decimals(figures.saving.fixed, 2),
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

fn remedy(kind: &'static str, text: String, tried: &Tried, bound: bool, within_both: Option<f64>) -> Remedy {
    Remedy { kind, text, saving: tried.saving, gain: tried.gain, bound, within_both }
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
    let within = within(evidence, Some(at), |tensor| evidence.own[tensor]);
    Some(remedy("group", "a codebook of the group's own".to_owned(), &tried, false, within))
}

/// Several codebooks, bases, the best of the other limited codes, and the judged limit without its escape.
fn other_codes(evidence: &Evidence, at: usize) -> Vec<Remedy> {
    let first = &evidence.symbolisations[0];
    let group = &first.groups[at];
    let judged = &first.codes[first.chosen];
    let others = first.codes.iter().zip(&group.figures.fixed).enumerate();
    let others = others.filter_map(|(i, (code, bits))| Some((i, code, (*bits)?)));
    let limited = others
        .clone()
        .filter(|(i, code, _)| *i != first.chosen && matches!(code.kind, "limited" | "codebook"));
    let best = limited.clone().min_by(|a, b| a.2.total_cmp(&b.2));
    let twin =
        limited.clone().find(|(_, code, _)| code.kind == "limited" && code.max_length == judged.max_length);
    let framed = others.clone().filter(|(_, code, _)| matches!(code.kind, "best" | "base"));
    let of = |(index, code, bits): (usize, &Code, f64)| {
        let (kind, text) = described(code)?;
        let within = within(evidence, Some(at), |tensor| evidence.tensors[tensor].figures[0].fixed[index]);
        Some(remedy(kind, text, &tried(first, group, bits), false, within))
    };
    let mut remedies: Vec<Remedy> = framed.chain(best).filter_map(of).collect();
    if let Some(twin) = twin.filter(|(index, ..)| Some(*index) != best.map(|best| best.0)) {
        let text = format!("no escape ({})", twin.1.name);
        remedies.extend(of(twin).map(|remedy| Remedy { text, ..remedy }));
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
            remedy("symbols", text, &tried, false, None)
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
        return Some(remedy("recalibrate", text, &tried, false, None));
    }
    let books = books(evidence, &steps.first()?.1.average);
    let tried = tried(first, group, bits(evidence, at, &books));
    let text = "calibrated on these very tensors: the most that newer batches can give".to_owned();
    Some(remedy("recalibrate", text, &tried, true, None))
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
        assert_eq!(percent_of(1e-5), "0.1 %");
    }

    #[test]
    fn one_tensor_is_no_percentage() {
        assert_eq!(one_tensor(1.0, "is", "is not"), "the tensor is");
        assert_eq!(one_tensor(0.0, "is", "is not"), "the tensor is not");
        assert_eq!(share_of(0.5, 12), "50 % of 12 tensors");
    }
}
