//! Where exponents lie: over steps, and what each code loses the further they are from where they were calibrated.

use super::super::{clip, counted, worst};
use super::{Kind, Plot};
use crate::analysis::{Analysis, Code, Tensor};
use crate::report::plot::frame::{
    Categories, Mark, Points, STRING, binned, chart, frame, framed, in_order, plot, room, tick,
};
use crate::report::plot::theme::{FIXED, GREEN, HUFFMAN, OCHRE, OTHER, PINK, PLAIN, SERIES, TELLING};
use plotters::prelude::*;
use std::collections::BTreeMap;

/// Steps on the axis, groups with lines, and tensors with dots.
const STEPS: usize = 60;
pub(super) const LINES: usize = 24;
const DOTS: usize = 300;

/// How to read them.
pub(super) const REMARK: &str = "Where the exponents of a group's tensors lie, as a mean, and what codes lose against the \
     tensors' own Huffman codes the further that is from where the group was calibrated. A fixed code loses more and more \
     on either side; one relative to a base does not know the difference.";

/// Both, where exponents are known and there is something to compare.
pub(super) fn plots(analysis: &Analysis) -> Vec<Plot> {
    over_steps(analysis).into_iter().chain(losses(analysis)).collect()
}

/// The mean exponent of every group over all steps, calibrated ones first.
fn over_steps(analysis: &Analysis) -> Option<Plot> {
    let scales: Vec<_> = analysis.scales.iter().filter(|scale| scale.mean_exponent.is_some()).collect();
    // A step is in both halves where both have it.
    let label = |step: &Option<String>, calibrated: bool| {
        let step =
            step.clone().unwrap_or_else(|| if calibrated { "calibrated" } else { "evaluated" }.to_owned());
        (!calibrated, step)
    };
    let mut labels = Vec::new();
    for side in [true, false] {
        let of_side = scales.iter().filter(|scale| scale.calibrated == side);
        let mut steps: Vec<String> = of_side.map(|scale| label(&scale.step, side).1).collect();
        in_order(&mut steps);
        labels.extend(steps.into_iter().map(|step| (!side, step)));
    }
    let at: BTreeMap<(bool, String), usize> = labels.iter().cloned().zip(0..).collect();
    let names: Vec<String> = labels.iter().map(|(_, step)| step.clone()).collect();
    let (in_bin, bins) = binned(&names, STEPS);
    let groups = &analysis.symbolisations[0].groups;
    let mut lines: BTreeMap<usize, BTreeMap<usize, (f64, u64)>> = BTreeMap::new();
    for scale in &scales {
        let Some(group) = groups.iter().position(|group| group.name == scale.group) else { continue };
        let place = at[&label(&scale.step, scale.calibrated)] / in_bin;
        let (sum, number) = lines.entry(group).or_default().entry(place).or_default();
        *sum += scale.mean_exponent?;
        *number += 1;
    }
    let lines: BTreeMap<usize, Points> = lines
        .into_iter()
        .map(|(group, points)| {
            let mean = |(x, (sum, number)): (usize, (f64, u64))| (x as f64, sum / number as f64);
            (group, points.into_iter().map(mean).collect())
        })
        .collect();
    let all = || lines.values().flatten().map(|&(_, y)| y);
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    if !low.is_finite() || labels.len() < 2 {
        return None;
    }
    let spread = |group: usize| {
        let ys = || lines.get(&group).into_iter().flatten().map(|&(_, y)| y);
        ys().fold(f64::NEG_INFINITY, f64::max) - ys().fold(f64::INFINITY, f64::min)
    };
    let drawn = worst(groups.len(), LINES, spread);
    let telling = worst(groups.len(), TELLING, spread);
    let entries: Vec<(Mark, RGBColor, String)> = telling
        .iter()
        .enumerate()
        .map(|(index, &group)| (Mark::Line, SERIES[index], clip(&groups[group].name, 36)))
        .chain((telling.len() < drawn.len()).then(|| (Mark::Line, OTHER, "other groups".to_owned())))
        .collect();
    let colour = |group: usize| telling.iter().position(|&g| g == group).map_or(OTHER, |i| SERIES[i]);
    let calibrated = labels.iter().filter(|(evaluated, _)| !evaluated).count();
    let mut note = format!(
        "{} calibrated on, {} evaluated, in order, not to scale. Zeros, infinities and NaN do not count.",
        counted(calibrated as u64, "step"),
        labels.len() - calibrated
    );
    if in_bin > 1 {
        note += &format!(" A point is the mean of {in_bin} steps.");
    }
    if drawn.len() < groups.len() {
        let all = counted(groups.len() as u64, "group");
        note += &format!(" Of {all} the {} whose exponents moved most.", drawn.len());
    }
    let margin = ((high - low) * 0.06).max(0.5);
    Some(plot(
        Kind::Scale,
        "Mean exponent over steps".to_owned(),
        note,
        |width| framed(&entries, width, 240),
        |area| {
            let area = frame(area, &entries, "mean exponent", "step");
            let width = area.dim_in_pixel().0;
            let x = Categories { count: bins.len().max(1) };
            let x_label = |v: &f64| bins.get(v.round() as usize).cloned().unwrap_or_default();
            let range = low - margin..high + margin;
            let mut chart = chart(&area, x, range, room(&bins, width), &x_label, &|v| tick(*v));
            for (&group, points) in lines.iter().filter(|(group, _)| drawn.contains(group)) {
                let colour = colour(group);
                chart.draw_series([PathElement::new(points.clone(), colour.stroke_width(2))]).expect(STRING);
                chart
                    .draw_series(points.iter().map(|&at| Circle::new(at, 3, colour.filled())))
                    .expect(STRING);
            }
        },
    ))
}

/// Every code's loss to the tensors' own Huffman codes, over how far their exponents are from the calibrated ones.
fn losses(analysis: &Analysis) -> Option<Plot> {
    let first = &analysis.symbolisations[0];
    let mut means: BTreeMap<&str, (f64, u64)> = BTreeMap::new();
    for scale in analysis.scales.iter().filter(|scale| scale.calibrated) {
        if let Some(mean) = scale.mean_exponent {
            let (sum, number) = means.entry(&scale.group).or_default();
            *sum += mean;
            *number += 1;
        }
    }
    let away = |tensor: &Tensor| {
        let (sum, number) = means.get(first.groups[tensor.group].name.as_str())?;
        Some(tensor.mean_exponent? - sum / *number as f64)
    };
    let mut tensors: Vec<(f64, &Tensor)> =
        analysis.tensors.iter().filter_map(|tensor| Some((away(tensor)?, tensor))).collect();
    tensors.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Of many, as many from everywhere, and both ends.
    let stride = tensors.len().div_ceil(DOTS).max(1);
    let last = tensors.len().saturating_sub(1);
    let mut place = 0..tensors.len();
    tensors.retain(|_| place.next().is_some_and(|at| at % stride == 0 || at == last));
    let shown = |index: usize, code: &Code| index == first.chosen || matches!(code.kind, "best" | "base");
    let codes: Vec<(usize, &Code)> =
        first.codes.iter().enumerate().filter(|(index, code)| shown(*index, code)).collect();
    // The judged code is that which the other plots call fixed.
    let mut others = [HUFFMAN, GREEN, PLAIN, PINK, OCHRE].into_iter().cycle();
    let mut series: Vec<(RGBColor, String, Points)> = Vec::new();
    for (index, code) in codes {
        let colour = if index == first.chosen { FIXED } else { others.next().expect("a cycle") };
        let loss = |&(x, tensor): &(f64, &Tensor)| {
            let figures = &tensor.figures[0];
            let bits = figures.fixed.get(index).copied().flatten()?;
            let points = 100.0 * (bits - figures.huffman) / first.value_bits;
            points.is_finite().then_some((x, points))
        };
        let points: Points = tensors.iter().filter_map(loss).collect();
        if !points.is_empty() {
            let name =
                if index == first.chosen { format!("fixed: {}", code.name) } else { code.name.clone() };
            series.push((colour, name, points));
        }
    }
    let all = || series.iter().flat_map(|(_, _, points)| points.iter().copied());
    if series.len() < 2 {
        return None;
    }
    let (least, most) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), (x, _)| (a.min(x), b.max(x)));
    let (low, high) = all().fold((0.0f64, 0.5f64), |(a, b), (_, y)| (a.min(y), b.max(y)));
    let entries: Vec<(Mark, RGBColor, String)> =
        series.iter().map(|(colour, name, _)| (Mark::Dot, *colour, clip(name, 44))).collect();
    let note = "A dot is a tensor and a code: points less saved than by the tensor's own Huffman code. To the left values \
                are smaller than those calibrated on, to the right larger, by powers of two."
        .to_owned();
    let (x_margin, y_margin) = (((most - least) * 0.04).max(0.1), (high - low) * 0.06);
    Some(plot(
        Kind::Scale,
        "Loss along the drift".to_owned(),
        note,
        |width| framed(&entries, width, 260),
        |area| {
            let area = frame(area, &entries, "points lost", "mean exponent against the calibrated one");
            let width = area.dim_in_pixel().0;
            let mut chart = chart(
                &area,
                least - x_margin..most + x_margin,
                low - y_margin..high + y_margin,
                width as usize / 70,
                &|v| tick(*v),
                &|v| tick(*v),
            );
            for (colour, _, points) in &series {
                chart
                    .draw_series(points.iter().map(|&at| Circle::new(at, 3, colour.filled())))
                    .expect(STRING);
            }
        },
    ))
}
