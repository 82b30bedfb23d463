//! Gathering: averages of the earlier tensors, figures of the later ones.

use super::axes::natural;
use super::code::{self, Bases, Costs, Fixed, Framed, Options};
use super::{
    Analysis, Distribution, Drift, Figures, Gap, Group, Inputs, Limit, Place, Saving, Skipped, Symbolisation,
    Symbolised, Tensor, verdict,
};
use crate::calibration::{self, EscapeRule, Source};
use crate::codebook::{self, Codebook};
use crate::codec::Scale;
use crate::element::Element;
use crate::histogram::{Average, Blocks, Counts, Frames, Histogram, Origin, Reading, View, Weighting};
use std::collections::{BTreeMap, BTreeSet};

/// Where every symbolisation's histograms stand among those of a tensor.
fn split<'a>(
    ways: &'a [Symbolisation],
    histograms: &'a [Histogram],
) -> impl Iterator<Item = (&'a Symbolisation, &'a [Histogram])> {
    let mut rest = histograms;
    ways.iter().map(move |way| {
        let (own, others) = rest.split_at(way.views.len());
        rest = others;
        (way, own)
    })
}

/// Averages by symbolisation and alphabet.
type Averages = Vec<Vec<Average>>;

fn averages(ways: &[Symbolisation], weighting: Weighting) -> Averages {
    let of = |way: &Symbolisation| {
        way.views.iter().map(|view| Average::new(view.element, weighting)).collect::<Vec<_>>()
    };
    ways.iter().map(of).collect()
}

fn add(averages: &mut Averages, ways: &[Symbolisation], histograms: &[Histogram]) {
    for (averages, (_, histograms)) in averages.iter_mut().zip(split(ways, histograms)) {
        averages.iter_mut().zip(histograms).for_each(|(average, histogram)| average.add(histogram));
    }
}

/// Values of a tensor.
fn values(ways: &[Symbolisation], histograms: &[Histogram]) -> u64 {
    histograms[0].total() / u64::from(ways[0].per_value)
}

/// One side's tensors so far.
#[derive(Clone, Debug, Default)]
struct Seen {
    files: BTreeSet<String>,
    steps: BTreeSet<String>,
    tensors: u64,
    values: u64,
    empty: Vec<String>,
}

impl Seen {
    /// Whether the tensor has values.
    fn tensor(&mut self, file: &str, name: &str, place: &Place, values: u64) -> bool {
        if values == 0 {
            self.empty.push(format!("{name} ({file})"));
            return false;
        }
        if !self.files.contains(file) {
            self.files.insert(file.to_owned());
        }
        self.steps.extend(place.step.clone());
        self.tensors += 1;
        self.values = self.values.saturating_add(values);
        true
    }

    fn inputs(mut self) -> Inputs {
        let mut steps: Vec<String> = self.steps.into_iter().collect();
        steps.sort_by(|a, b| natural(a, b));
        self.empty.sort();
        let Self { files, tensors, values, empty, .. } = self;
        Inputs { files: files.len(), tensors, values, empty, steps }
    }
}

/// The earlier tensors: what the fixed codes are made of.
#[derive(Clone, Debug)]
pub struct Calibration {
    ways: Vec<Symbolisation>,
    options: Options,
    all: Averages,
    groups: BTreeMap<String, Averages>,
    /// Every tensor by file and name, where codebooks are shared among them.
    each: BTreeMap<(String, String), Average>,
    /// Of an element format with exponent.
    bases: Option<Bases>,
    scales: Scales,
    seen: Seen,
}

/// Where the exponents of a group lay at a step.
type Scales = BTreeMap<(String, String), Scale>;

fn note_scale(scales: &mut Scales, group: &str, place: &Place, scale: Scale) {
    let at = (group.to_owned(), place.step.clone().unwrap_or_default());
    let sum = scales.entry(at).or_default();
    *sum = [*sum, scale].into_iter().sum();
}

impl Calibration {
    /// No tensor yet.
    pub fn new(ways: Vec<Symbolisation>, options: Options) -> Self {
        let all = averages(&ways, options.weighting);
        let View { element, reading } = ways[0].views[0];
        let empty = || Average::new(element, options.weighting);
        // What is relative already is not made so again.
        let bases = (element.exponent_bits() > 0 && reading == Reading::Stored).then(|| Bases {
            origins: [Some(empty()), Some(empty())],
            tensor: empty(),
            blocks: (options.books > 1).then(|| calibration::Blocks::new(element, options.weighting)),
        });
        Self {
            ways,
            options,
            all,
            groups: BTreeMap::new(),
            each: BTreeMap::new(),
            bases,
            scales: Scales::new(),
            seen: Seen::default(),
        }
    }

    /// The views that a tensor must be counted in.
    pub fn views(&self) -> Vec<View> {
        self.ways.iter().flat_map(|way| way.views.clone()).collect()
    }

    /// Views that a tensor should be counted in as well, where that is still possible: of exponents relative to a base.
    pub fn relative(&self) -> Vec<View> {
        let element = self.ways[0].views[0].element;
        let view = |origin| View::relative(element, origin, self.options.block);
        self.bases.iter().flat_map(|_| Origin::ALL.map(view)).collect()
    }

    /// Frames of a tensor that should be kept, where that is still possible.
    pub fn frames(&self) -> Option<Frames> {
        let bases = self.bases.as_ref().filter(|bases| bases.blocks.is_some());
        bases.map(|_| Frames { elements: self.options.block, base: Some(Origin::Own) })
    }

    /// Adds a tensor: its histograms in the order of [`views`](Self::views) and then of
    /// [`relative`](Self::relative), if it has any of these, and its [`frames`](Self::frames).
    pub fn add(&mut self, file: &str, name: &str, place: &Place, group: &str, counts: &Counts) {
        let (histograms, relative) = counts.histograms.split_at(self.views().len());
        if !self.seen.tensor(file, name, place, values(&self.ways, histograms)) {
            return;
        }
        add(&mut self.all, &self.ways, histograms);
        if self.options.books > 1 {
            let mut own = Average::new(histograms[0].element(), self.options.weighting);
            own.add(&histograms[0]);
            let same = self.each.entry((file.to_owned(), name.to_owned()));
            same.and_modify(|before| before.merge(&own)).or_insert(own);
        }
        let empty = || averages(&self.ways, self.options.weighting);
        add(self.groups.entry(group.to_owned()).or_insert_with(empty), &self.ways, histograms);
        if let Some(bases) = &mut self.bases {
            let (of_one, scale) = code::of_one_frame(&histograms[0]);
            note_scale(&mut self.scales, group, place, scale);
            bases.tensor.add(&of_one);
            for (index, origin) in bases.origins.iter_mut().enumerate() {
                match (&mut *origin, relative.get(index)) {
                    (Some(average), Some(histogram)) => average.add(histogram),
                    (none, _) => *none = None,
                }
            }
            match &mut bases.blocks {
                Some(blocks) if !counts.frames.is_empty() => blocks.add(&counts.frames),
                none => *none = None,
            }
        }
    }

    /// Tensors with values.
    pub fn tensors(&self) -> u64 {
        self.seen.tensors
    }
}

/// What is kept of a group's evaluated tensors, by symbolisation and alphabet.
#[derive(Clone, Debug)]
struct Sums {
    /// Plain counts.
    counts: Averages,
    /// Every tensor weighing the same.
    mean: Averages,
    /// The extremes of each symbol's probability.
    least: Vec<Vec<Vec<f64>>>,
    most: Vec<Vec<Vec<f64>>>,
}

impl Sums {
    fn new(ways: &[Symbolisation]) -> Self {
        let every = |value: f64| {
            let of = |way: &Symbolisation| {
                way.views.iter().map(|view| vec![value; view.element.alphabet()]).collect::<Vec<_>>()
            };
            ways.iter().map(of).collect::<Vec<_>>()
        };
        Self {
            counts: averages(ways, Weighting::Elements),
            mean: averages(ways, Weighting::Tensors),
            least: every(1.0),
            most: every(0.0),
        }
    }

    fn add(&mut self, ways: &[Symbolisation], histograms: &[Histogram]) {
        add(&mut self.counts, ways, histograms);
        add(&mut self.mean, ways, histograms);
        let extremes = self.least.iter_mut().flatten().zip(self.most.iter_mut().flatten());
        for ((least, most), histogram) in extremes.zip(histograms) {
            let total = histogram.total() as f64;
            for ((least, most), &count) in least.iter_mut().zip(most).zip(histogram.counts()) {
                let p = count as f64 / total;
                *least = least.min(p);
                *most = most.max(p);
            }
        }
    }
}

/// The first symbolisation's average and counts of a group at a step, to re-calibrate on.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub average: Vec<Average>,
    pub counts: Vec<Average>,
}

/// The later tensors: what the fixed codes are tried on.
#[derive(Clone, Debug)]
pub struct Evaluation {
    calibration: Calibration,
    /// What the first symbolisation's frames are coded by.
    framed: Vec<Framed>,
    /// By symbolisation: the codes, and which one is judged.
    codes: Vec<(Vec<Fixed>, usize)>,
    all: Sums,
    groups: BTreeMap<String, Sums>,
    steps: BTreeMap<(String, String), Step>,
    /// With the bits per value that a codebook of the group's own makes of each.
    tensors: Vec<(String, Tensor, Option<f64>)>,
    /// What symbols of the first symbolisation cost with a codebook of a group's own, by calibrated group.
    own: BTreeMap<String, Costs>,
    scales: Scales,
    seen: Seen,
}

impl Evaluation {
    /// Makes the fixed codes of the calibration.
    ///
    /// # Panics
    /// When nothing was calibrated, or there is no limit.
    pub fn new(mut calibration: Calibration) -> Self {
        assert!(calibration.tensors() > 0, "tensors to calibrate on");
        let each: Vec<Average> = std::mem::take(&mut calibration.each).into_values().collect();
        let (ways, options) = (&calibration.ways, &calibration.options);
        let codes =
            ways.iter().zip(&calibration.all).map(|(way, averages)| code::codes(way, averages, options));
        let (elements, limit) = (ways[0].coded(), code::chosen_limit(&ways[0], &options.limits));
        let own = |(name, averages): (&String, &Averages)| {
            let books = code::limited(&elements, &averages[0], limit, EscapeRule::Auto);
            (name.clone(), code::costs(&books.expect("an escape fits any limit")))
        };
        Self {
            codes: codes.collect(),
            own: calibration.groups.iter().map(own).collect(),
            framed: Framed::all(&ways[0], &each, calibration.bases.as_ref(), options),
            scales: Scales::new(),
            all: Sums::new(ways),
            groups: BTreeMap::new(),
            steps: BTreeMap::new(),
            tensors: Vec::new(),
            seen: Seen::default(),
            calibration,
        }
    }

    /// What must be counted of every tensor beside its histograms.
    pub fn blocks(&self) -> Vec<Blocks> {
        self.framed.iter().filter_map(|framed| framed.blocks(self.calibration.options.block)).collect()
    }

    /// The views that a tensor must be counted in: the calibration's.
    pub fn views(&self) -> Vec<View> {
        self.calibration.views()
    }

    /// The codebook that the verdict judges, and where it is from.
    pub fn judged(&self) -> (Codebook, Source) {
        let Calibration { ways, options, all, seen, .. } = &self.calibration;
        let (way, averages) = (&ways[0], &all[0]);
        let limit = code::chosen_limit(way, &options.limits);
        let books = code::limited(&way.coded(), averages, limit, EscapeRule::Auto);
        let [book] = &books.expect("an escape fits any limit")[..] else { panic!("one alphabet") };
        let relative = match way.views[0].reading {
            Reading::Relative(origin, frame) => Some((origin, frame)),
            _ => None,
        };
        let source = Source::new(&seen.files, book, &averages[0], None, relative);
        (book.clone(), source)
    }

    /// Tensors with values.
    pub fn tensors(&self) -> usize {
        self.tensors.len()
    }

    /// Adds a tensor: its histograms in the order of [`views`](Self::views) and then of
    /// [`Calibration::relative`], if it has any of these, and the bits of its [`blocks`](Self::blocks) where they are
    /// known.
    pub fn add(&mut self, file: &str, name: &str, place: Place, group: &str, counts: &Counts) {
        let (histograms, relative) = counts.histograms.split_at(self.views().len());
        let ways = &self.calibration.ways;
        let values = values(ways, histograms);
        if !self.seen.tensor(file, name, &place, values) {
            return;
        }
        self.all.add(ways, histograms);
        self.groups.entry(group.to_owned()).or_insert_with(|| Sums::new(ways)).add(ways, histograms);
        let own = &histograms[..ways[0].views.len()];
        let at = (group.to_owned(), place.step.clone().unwrap_or_default());
        let step = self.steps.entry(at).or_insert_with(|| {
            let averages =
                |weighting| ways[0].views.iter().map(|v| Average::new(v.element, weighting)).collect();
            Step {
                average: averages(self.calibration.options.weighting),
                counts: averages(Weighting::Elements),
            }
        });
        for (histogram, (average, counts)) in own.iter().zip(step.average.iter_mut().zip(&mut step.counts)) {
            average.add(histogram);
            counts.add(histogram);
        }
        let mut figures = Vec::with_capacity(ways.len());
        for (at, (way, histograms)) in split(ways, histograms).enumerate() {
            let (codes, chosen) = &self.codes[at];
            figures.push(figures_of(way, histograms, codes, *chosen, &self.calibration.all[at]));
        }
        let mut block_bits = counts.block_bits.iter().flatten().copied();
        for framed in &self.framed {
            let block = self.calibration.options.block;
            let bits = match framed.blocks(block) {
                Some(_) => block_bits.next(),
                None => framed.of_counts(&histograms[0], relative, block),
            };
            figures[0].fixed.push(bits.map(|bits| bits as f64 / values as f64));
        }
        let scale = self.calibration.bases.as_ref().map(|_| code::of_one_frame(&histograms[0]).1);
        if let Some(scale) = scale {
            note_scale(&mut self.scales, group, &place, scale);
        }
        let mean_exponent = scale.and_then(|scale| scale.mean());
        let own = self
            .own
            .get(group)
            .map(|costs| code::bits(costs, own) as f64 / values as f64 + f64::from(ways[0].raw_bits()));
        let (name, file) = (name.to_owned(), file.to_owned());
        self.tensors.push((
            group.to_owned(),
            Tensor { name, file, group: 0, place, values, mean_exponent, figures },
            own,
        ));
    }

    /// All figures, and what they say. The order in which tensors were added makes no difference.
    pub fn finish(mut self, element: Element, group_by: Option<String>, skipped: Vec<Skipped>) -> Analysis {
        // Sums of floating point depend on the order.
        self.tensors.sort_by(|(_, a, _), (_, b, _)| (&a.file, &a.name).cmp(&(&b.file, &b.name)));
        let names: Vec<&String> = self.groups.keys().collect();
        let (mut tensors, mut own) = (Vec::new(), Vec::new());
        for (group, mut tensor, bits) in std::mem::take(&mut self.tensors) {
            tensor.group = names.binary_search(&&group).expect("its group was made with it");
            tensors.push(tensor);
            own.push(bits);
        }
        let symbolisations: Vec<Symbolised> =
            (0..self.calibration.ways.len()).map(|way| self.symbolised(way, &tensors)).collect();
        let verdict = verdict::of(&verdict::Evidence {
            elements: self.calibration.ways[0].coded(),
            groups: names
                .iter()
                .map(|name| {
                    let steps = self.steps.iter().filter(|((group, _), _)| group == *name);
                    let mut steps: Vec<(&str, &Step)> =
                        steps.map(|((_, step), sums)| (step.as_str(), sums)).collect();
                    steps.sort_by(|(a, _), (b, _)| natural(a, b));
                    verdict::Sums {
                        calibrated: self.calibration.groups.get(*name).map(|averages| &averages[0][..]),
                        counts: &self.groups[*name].counts[0],
                        steps,
                    }
                })
                .collect(),
            symbolisations: &symbolisations,
            tensors: &tensors,
            own: &own,
        });
        let side = |calibrated: bool, scales: &Scales| -> Vec<Drift> {
            let of = |((group, step), scale): (&(String, String), &Scale)| Drift {
                group: group.clone(),
                step: Some(step.clone()).filter(|step| !step.is_empty()),
                calibrated,
                mean_exponent: scale.mean(),
            };
            scales.iter().map(of).collect()
        };
        let mut scales = side(true, &self.calibration.scales);
        scales.extend(side(false, &self.scales));
        scales.sort_by(|a, b| {
            let step = |drift: &Drift| drift.step.clone().unwrap_or_default();
            let order = a.group.cmp(&b.group).then(b.calibrated.cmp(&a.calibrated));
            order.then_with(|| natural(&step(a), &step(b)))
        });
        Analysis {
            generator: format!("huffwire {}", env!("CARGO_PKG_VERSION")),
            folder: Vec::new(),
            element,
            weight: self.calibration.options.weighting,
            group_by,
            calibrate: self.calibration.seen.clone().inputs(),
            evaluate: self.seen.clone().inputs(),
            skipped,
            symbolisations,
            verdict,
            scales,
            tensors,
        }
    }

    fn symbolised(&self, at: usize, tensors: &[Tensor]) -> Symbolised {
        let way = &self.calibration.ways[at];
        let (codes, chosen) = &self.codes[at];
        let distributions = |sums: &Sums, calibrated: Option<&Averages>| {
            let of = |view: usize| Distribution {
                name: way.alphabet(view),
                calibrated: calibrated.map_or(Vec::new(), |averages| averages[at][view].probabilities()),
                mean: sums.mean[at][view].probabilities(),
                least: sums.least[at][view].clone(),
                most: sums.most[at][view].clone(),
            };
            (0..way.views.len()).map(of).collect::<Vec<_>>()
        };
        let group = |name: &str, members: &[&Tensor], sums: &Sums, calibrated: Option<&Averages>| {
            let share = |within: fn(&Figures) -> bool| {
                let count = members.iter().filter(|tensor| within(&tensor.figures[at])).count();
                count as f64 / members.len() as f64
            };
            Group {
                name: name.to_owned(),
                tensors: members.len() as u64,
                values: members.iter().fold(0, |sum, tensor| tensor.values.saturating_add(sum)),
                calibrated: calibrated.map_or(0, |averages| averages[at][0].tensors()),
                figures: together(way, *chosen, members.iter().map(|t| (t.values, &t.figures[at]))),
                within_half: share(Figures::within_half),
                within_one: share(Figures::within_one),
                within_both: share(|figures| figures.within_half() && figures.within_one()),
                distributions: distributions(sums, calibrated),
            }
        };
        let every: Vec<&Tensor> = tensors.iter().collect();
        let total = group("all", &every, &self.all, Some(&self.calibration.all));
        let mut members: Vec<Vec<&Tensor>> = vec![Vec::new(); self.groups.len()];
        tensors.iter().for_each(|tensor| members[tensor.group].push(tensor));
        let groups = self
            .groups
            .iter()
            .zip(&members)
            .map(|((name, sums), members)| group(name, members, sums, self.calibration.groups.get(name)));
        Symbolised {
            name: way.name.clone(),
            description: way.description.clone(),
            value_bits: way.value_bits.into(),
            raw_bits: way.raw_bits().into(),
            lossless: way.lossless,
            codes: codes
                .iter()
                .map(|fixed| fixed.code.clone())
                .chain(self.framed.iter().filter(|_| at == 0).map(Framed::code))
                .collect(),
            chosen: *chosen,
            groups: groups.collect(),
            by_limit: self.by_limit(at),
            total,
        }
    }

    /// The code of every limit, on all evaluated tensors.
    fn by_limit(&self, at: usize) -> Vec<Limit> {
        use rayon::prelude::*;
        let way = &self.calibration.ways[at];
        // Of this symbolisation: a byte of two quantised values is one.
        let values = self.all.counts[at][0].elements() as f64 / f64::from(way.per_value);
        let elements = way.coded();
        let averages = &self.calibration.all[at];
        let raw = f64::from(way.raw_bits());
        let bits = |limit, rule| {
            let books = code::limited(&elements, averages, limit, rule).ok()?;
            let bits = total_bits(&code::costs(&books), &self.all.counts[at]);
            Some(bits as f64 / values + raw)
        };
        let limit = |max_length: u8| {
            let escape = bits(max_length, EscapeRule::Auto)?;
            Some(Limit { max_length, escape, plain: bits(max_length, EscapeRule::Never) })
        };
        (1..=codebook::MAX_LENGTH).into_par_iter().filter_map(limit).collect()
    }
}

/// Bits of the symbols of these weights, one average per alphabet.
pub(super) fn total_bits(costs: &Costs, counts: &[Average]) -> u128 {
    let of = |(costs, counts): (&Vec<u32>, &Average)| -> u128 {
        costs.iter().zip(counts.weights()).map(|(&cost, &count)| u128::from(cost) * count).sum()
    };
    costs.iter().zip(counts).map(of).sum()
}

fn figures_of(
    way: &Symbolisation,
    histograms: &[Histogram],
    codes: &[Fixed],
    chosen: usize,
    averages: &[Average],
) -> Figures {
    let values = histograms[0].total() as f64 / f64::from(way.per_value);
    let raw = f64::from(way.raw_bits());
    let per_value = f64::from(way.per_value);
    let huffman: u128 = histograms
        .iter()
        .map(|histogram| {
            let weights: Vec<u128> = histogram.counts().iter().map(|&count| count.into()).collect();
            calibration::huffman_bits(&weights)
        })
        .sum();
    let fixed = codes.iter().map(|fixed| {
        let costs = fixed.costs.as_ref()?;
        Some(code::bits(costs, histograms) as f64 / values + raw)
    });
    let kl = histograms.iter().zip(averages).map(|(histogram, average)| average.divergence(histogram));
    Figures::new(
        way.value_bits.into(),
        histograms.iter().map(|histogram| per_value * histogram.entropy()).sum::<f64>() + raw,
        huffman as f64 / values + raw,
        fixed.collect(),
        kl.sum::<f64>() * per_value,
        chosen,
    )
}

/// Averages by value.
fn together<'a>(
    way: &Symbolisation,
    chosen: usize,
    members: impl Iterator<Item = (u64, &'a Figures)> + Clone,
) -> Figures {
    let values: f64 = members.clone().map(|(values, _)| values as f64).sum();
    let mean = |of: &dyn Fn(&Figures) -> Option<f64>| {
        let sum = members.clone().try_fold(0.0, |sum, (n, figures)| Some(sum + n as f64 * of(figures)?))?;
        Some(sum / values)
    };
    let always = |of: fn(&Figures) -> f64| mean(&|figures| Some(of(figures))).expect("every tensor has it");
    let codes = members.clone().next().map_or(0, |(_, figures)| figures.fixed.len());
    Figures::new(
        way.value_bits.into(),
        always(|figures| figures.entropy),
        always(|figures| figures.huffman),
        (0..codes).map(|code| mean(&|figures| figures.fixed[code])).collect(),
        always(|figures| figures.kl),
        chosen,
    )
}

impl Figures {
    /// Bits per value of which `value_bits` are the uncompressed size.
    fn new(
        value_bits: f64,
        entropy: f64,
        huffman: f64,
        fixed: Vec<Option<f64>>,
        kl: f64,
        chosen: usize,
    ) -> Self {
        // An escape makes a code under every limit that is allowed, so the chosen one always exists.
        let bits = fixed[chosen].expect("a code with an escape");
        let saving = |bits: f64| 100.0 * (1.0 - bits / value_bits);
        let gap = |other: f64| Gap {
            points: 100.0 * (bits - other) / value_bits,
            percent: if bits == other { 0.0 } else { 100.0 * (bits / other - 1.0) },
        };
        Self {
            entropy,
            huffman,
            kl,
            saving: Saving { entropy: saving(entropy), huffman: saving(huffman), fixed: saving(bits) },
            gap_huffman: gap(huffman),
            gap_entropy: gap(entropy),
            fixed,
        }
    }

    /// Whether the gap to the own Huffman code is at most 0.5 percentage points.
    pub fn within_half(&self) -> bool {
        self.gap_huffman.points <= 0.5
    }

    /// Whether the gap to Shannon is at most 1 percentage point.
    pub fn within_one(&self) -> bool {
        self.gap_entropy.points <= 1.0
    }
}
