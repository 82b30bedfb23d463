//! Divergence from the calibration: over steps, by layer, or by rank.

use super::super::{clip, counted, worst};
use super::{Kind, Plot};
use crate::analysis::{Analysis, Tensor};
use crate::report::plot::frame::{
    Categories, Chart, Mark, Points, STRING, binned, chart, frame, framed, in_order, plot, room, tick,
};
use crate::report::plot::theme::{OTHER, SERIES, TELLING};
use plotters::coord::ranged1d::Ranged;
use plotters::prelude::*;
use std::collections::BTreeMap;

/// Lines, and dots.
const LINES: usize = 48;
const DOTS: usize = 400;

/// Steps on the axis.
const STEPS: usize = 60;

/// How to read it.
pub(super) const REMARK: &str = "Kullback-Leibler divergence of every tensor to the calibration's average: the bits a \
     value that a fixed code costs however good it is. Where it grows with the steps, a newer codebook helps.";

/// What tells a line: group, name, layer and shard; the step is along it.
type Line<'a> = (usize, &'a str, Option<&'a str>, Option<&'a str>);

/// Of every tensor; none where no divergence is a number.
pub(super) fn plot_of(analysis: &Analysis) -> Option<Plot> {
    let tensors = &analysis.tensors;
    let kl = |tensor: &Tensor| tensor.figures[0].kl;
    let finite = || tensors.iter().map(kl).filter(|kl| kl.is_finite());
    let most = finite().fold(f64::NEG_INFINITY, f64::max);
    let least = finite().fold(f64::INFINITY, f64::min).max(1e-6);
    if !most.is_finite() {
        return None;
    }
    let most = most.max(least * 1.01);
    let log = most / least > 20.0;
    let step_at: BTreeMap<&str, usize> =
        analysis.evaluate.steps.iter().map(String::as_str).zip(0..).collect();
    let step_of = |tensor: &Tensor| tensor.place.step.as_deref().and_then(|step| step_at.get(step)).copied();
    let over_steps = step_at.len() > 1 && tensors.iter().any(|tensor| step_of(tensor).is_some());

    // Which groups have colours: those of the largest divergence, in their order.
    let groups = &analysis.symbolisations[0].groups;
    let telling = worst(groups.len(), TELLING, |group| groups[group].figures.kl);
    let colour = |group: usize| telling.iter().position(|&g| g == group).map_or(OTHER, |i| SERIES[i]);

    let mut series: Vec<(usize, Points)> = Vec::new();
    let (title, x_name, labels, mut note);
    if over_steps {
        let (in_bin, bins) = binned(&analysis.evaluate.steps, STEPS);
        let mut lines: BTreeMap<Line, BTreeMap<usize, (f64, u64)>> = BTreeMap::new();
        for tensor in tensors {
            let Some(step) = step_of(tensor) else { continue };
            let key = (
                tensor.group,
                tensor.name.as_str(),
                tensor.place.layer.as_deref(),
                tensor.place.shard.as_deref(),
            );
            let (sum, number) = lines.entry(key).or_default().entry(step / in_bin).or_default();
            *sum += kl(tensor);
            *number += 1;
        }
        let lines: Vec<(usize, Points)> = lines
            .into_iter()
            .map(|((group, ..), points)| {
                (
                    group,
                    points.into_iter().map(|(x, (sum, number))| (x as f64, sum / number as f64)).collect(),
                )
            })
            .collect();
        let peak =
            |index: usize| lines[index].1.iter().fold(f64::NEG_INFINITY, |peak, point| peak.max(point.1));
        let chosen = worst_of_each(&lines.iter().map(|line| line.0).collect::<Vec<_>>(), LINES, peak);
        note = "A line is a tensor; the steps are in order, not to scale.".to_owned();
        if chosen.len() < lines.len() {
            note += &format!(
                " Of {} the {} of the largest divergence, as many of every group.",
                counted(lines.len() as u64, "tensor"),
                chosen.len()
            );
        }
        if in_bin > 1 {
            note += &format!(" A point is the mean of {in_bin} steps.");
        }
        series.extend(chosen.into_iter().map(|index| lines[index].clone()));
        (title, x_name, labels) = ("KL of every tensor over steps", "step", bins);
    } else {
        let mut layers: Vec<String> =
            tensors.iter().filter_map(|tensor| tensor.place.layer.clone()).collect();
        in_order(&mut layers);
        let of: Vec<usize> = tensors.iter().map(|tensor| tensor.group).collect();
        let chosen = worst_of_each(&of, DOTS, |index| kl(&tensors[index]));
        note = "A dot is a tensor.".to_owned();
        if chosen.len() < tensors.len() {
            note += &format!(
                " Of {} the {} of the largest divergence, as many of every group.",
                counted(tensors.len() as u64, "tensor"),
                chosen.len()
            );
        }
        if layers.is_empty() {
            let mut ranked = chosen;
            ranked.sort_by(|&a, &b| kl(&tensors[b]).total_cmp(&kl(&tensors[a])));
            labels = (1..=ranked.len()).map(|rank| rank.to_string()).collect();
            series.extend(
                ranked
                    .iter()
                    .zip(0..)
                    .map(|(&t, rank)| (tensors[t].group, vec![(f64::from(rank), kl(&tensors[t]))])),
            );
            (title, x_name) = ("KL of every tensor, the largest first", "rank");
        } else {
            let (in_bin, bins) = binned(&layers, STEPS);
            let at: BTreeMap<&str, usize> = layers.iter().map(String::as_str).zip(0..).collect();
            let dot = |tensor: &Tensor| {
                let layer = at[tensor.place.layer.as_deref()?] / in_bin;
                Some((tensor.group, vec![(layer as f64, kl(tensor))]))
            };
            let dots: Vec<_> = chosen.iter().filter_map(|&index| dot(&tensors[index])).collect();
            if dots.len() < chosen.len() {
                note += &format!(
                    " {} without a layer left out.",
                    counted((chosen.len() - dots.len()) as u64, "tensor")
                );
            }
            series.extend(dots);
            (title, x_name, labels) = ("KL of every tensor by layer", "layer", bins);
        }
    }
    if log {
        note += " The scale is logarithmic.";
    }
    let mut entries: Vec<(Mark, RGBColor, String)> = Vec::new();
    let mark = if over_steps { Mark::Line } else { Mark::Dot };
    for (index, &group) in telling.iter().enumerate() {
        if series.iter().any(|(of, _)| *of == group) {
            entries.push((mark, SERIES[index], clip(&groups[group].name, 36)));
        }
    }
    if series.iter().any(|(group, _)| !telling.contains(group)) {
        entries.push((mark, OTHER, "other groups".to_owned()));
    }
    let range = if log { (least / 1.3)..(most * 1.3) } else { 0.0..(most * 1.06) };
    Some(plot(
        Kind::Divergence,
        title.to_owned(),
        note,
        |width| framed(&entries, width, 260),
        |area| {
            let area = frame(area, &entries, "KL, bits per value", x_name);
            let width = area.dim_in_pixel().0;
            let x = Categories { count: labels.len().max(1) };
            let x_label = |v: &f64| labels.get(v.round() as usize).cloned().unwrap_or_default();
            let ticks = room(&labels, width);
            match log {
                true => {
                    let mut chart =
                        chart(&area, x, range.clone().log_scale(), ticks, &x_label, &|v| scientific(*v));
                    traces(&mut chart, &series, over_steps, range.start, colour);
                }
                false => {
                    let mut chart = chart(&area, x, range.clone(), ticks, &x_label, &|v| tick(*v));
                    traces(&mut chart, &series, over_steps, range.start, colour);
                }
            }
        },
    ))
}

/// The indices of at most `most` of all, in their order: from every group as many, those of the largest values;
/// of more groups than that, the largest values of all. `groups` says which group each is in.
fn worst_of_each(groups: &[usize], most: usize, value: impl Fn(usize) -> f64) -> Vec<usize> {
    if groups.len() <= most {
        return (0..groups.len()).collect();
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    groups.iter().zip(0..).for_each(|(&group, index)| members.entry(group).or_default().push(index));
    let each = most / members.len();
    if each == 0 {
        return worst(groups.len(), most, value);
    }
    let of_group = |members: &Vec<usize>| -> Vec<usize> {
        worst(members.len(), each, |index| value(members[index]))
            .into_iter()
            .map(|index| members[index])
            .collect()
    };
    let mut chosen: Vec<usize> = members.values().flat_map(of_group).collect();
    chosen.sort_unstable();
    chosen
}

/// Points of tensors, joined where they are lines, in their groups' colours; none below `floor`.
fn traces<X: Ranged<ValueType = f64>, Y: Ranged<ValueType = f64>>(
    chart: &mut Chart<X, Y>,
    series: &[(usize, Points)],
    joined: bool,
    floor: f64,
    colour: impl Fn(usize) -> RGBColor,
) {
    for (group, points) in series {
        let points: Points = points.iter().map(|&(x, y)| (x, y.max(floor))).collect();
        let colour = colour(*group);
        if joined {
            chart.draw_series([PathElement::new(points.clone(), colour.stroke_width(1))]).expect(STRING);
        }
        let size = if joined { 2 } else { 3 };
        chart.draw_series(points.into_iter().map(|at| Circle::new(at, size, colour.filled()))).expect(STRING);
    }
}

/// A tick of a logarithmic axis.
fn scientific(value: f64) -> String {
    if (0.001..10_000.0).contains(&value) {
        return tick(value);
    }
    format!("{value:.0e}").replace('-', "\u{2212}")
}
