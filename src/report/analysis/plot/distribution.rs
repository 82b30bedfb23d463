//! Distributions: the calibration's average against the evaluated tensors.

use super::super::{counted, most_telling, shown};
use super::{Kind, Plot};
use crate::analysis::{Analysis, Distribution, Group, Symbolised};
use crate::report::plot::frame::{Mark, Points, STRING, chart, frame, framed, plot, tick};
use crate::report::plot::theme::{BAND, FIXED, HUFFMAN};
use crate::words::decimals;
use plotters::prelude::*;

/// Groups with a distribution of their own.
pub(super) const MOST: usize = 12;

/// Share of the highest symbol from which one is seen: less is no pixel.
const VISIBLE: f64 = 1.0 / 500.0;

/// How to read them.
pub(super) const REMARK: &str = "The average that the fixed codes are made of against the evaluated tensors: a line \
     is a mean, the band reaches from the least to the most of any tensor.";

/// Of the groups those of the first symbolisation, of all tensors those of the others.
pub(super) fn plots(analysis: &Analysis) -> Vec<Plot> {
    let mut plots = Vec::new();
    let first = &analysis.symbolisations[0];
    for index in most_telling(&first.groups, MOST) {
        let group = &first.groups[index];
        plots.extend(group.distributions.iter().filter_map(|d| distribution(first, &group.name, group, d)));
    }
    for other in &analysis.symbolisations[1..] {
        let all = &other.total;
        plots.extend(all.distributions.iter().filter_map(|d| distribution(other, "all tensors", all, d)));
    }
    plots
}

fn distribution(symbolised: &Symbolised, name: &str, group: &Group, d: &Distribution) -> Option<Plot> {
    let series = [&d.calibrated, &d.mean, &d.least, &d.most];
    let size = series.iter().map(|s| s.len()).max().unwrap_or(0);
    let at =
        |s: &Vec<f64>, symbol: usize| 100.0 * s.get(symbol).copied().filter(|p| p.is_finite()).unwrap_or(0.0);
    let highest = |symbol: usize| series.iter().map(|s| at(s, symbol)).fold(0.0, f64::max);
    let top = (0..size).map(highest).fold(0.0, f64::max);
    // Where the data are: a single tensor's rare symbols far away would leave them a corner of the plot.
    let seen = |symbol: &usize| highest(*symbol) > 0.0 && highest(*symbol) >= top * VISIBLE;
    let low = (0..size).find(seen)?;
    let high = (0..size).rev().find(seen)?;
    let outside = (0..low).chain(high + 1..size).map(highest).fold(0.0, f64::max);
    // A symbol is as wide as its value: a distribution of one symbol is seen, too.
    let steps = |s: &Vec<f64>| -> Points {
        (low..=high).flat_map(|v| [(v as f64 - 0.5, at(s, v)), (v as f64 + 0.5, at(s, v))]).collect()
    };
    let mut entries = vec![
        (Mark::Fill, BAND, "least to most of a tensor".to_owned()),
        (Mark::Line, HUFFMAN, "evaluated, mean".to_owned()),
    ];
    let mut note = format!("{} evaluated.", counted(group.tensors, "tensor"));
    match d.calibrated.is_empty() {
        true => note += " None of the calibrated tensors is in the group.",
        false => entries.push((Mark::Dashed, FIXED, "calibrated, average".to_owned())),
    }
    if high - low + 1 < size {
        note += &match outside {
            0.0 => format!(" Symbols outside {low} to {high} do not occur."),
            most => format!(
                " Symbols outside {low} to {high} are too rare to be seen: none has more than {} % of any tensor.",
                at_most(most)
            ),
        };
    }
    let title = match d.name.as_str() {
        "symbol" => format!("{name}, {}", symbolised.name),
        alphabet => format!("{name}, {}, {alphabet}", symbolised.name),
    };
    let x_name =
        if d.name == "symbol" { "symbol value".to_owned() } else { format!("value of {}", shown(&d.name)) };
    Some(plot(
        Kind::Distribution,
        title,
        note,
        |width| framed(&entries, width, 210),
        |area| {
            let area = frame(area, &entries, "percent of symbols", &x_name);
            let width = area.dim_in_pixel().0;
            let x_label = |v: &f64| if v.fract() == 0.0 { tick(*v) } else { String::new() };
            let range = (low as f64 - 0.5)..(high as f64 + 0.5);
            let mut chart =
                chart(&area, range, 0.0..top * 1.06, width as usize / 60, &x_label, &|v| tick(*v));
            let mut band = steps(&d.most);
            band.extend(steps(&d.least).into_iter().rev());
            chart.draw_series([Polygon::new(band, BAND)]).expect(STRING);
            chart.draw_series([PathElement::new(steps(&d.mean), HUFFMAN.stroke_width(2))]).expect(STRING);
            if !d.calibrated.is_empty() {
                // Dashed, so that both are seen where they agree.
                let line = DashedLineSeries::new(steps(&d.calibrated), 6, 5, FIXED.stroke_width(2));
                chart.draw_series(line).expect(STRING);
            }
        },
    ))
}

/// Percent, rounded up to one digit that is no zero.
fn at_most(percent: f64) -> String {
    let places = (1..=12).find(|&places| percent * 10f64.powi(places) >= 1.0).unwrap_or(12);
    let unit = 10f64.powi(places);
    let text = decimals((percent * unit).ceil() / unit, places as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_symbols_are_never_none() {
        assert_eq!([at_most(0.0213), at_most(0.3), at_most(1e-7)], ["0.03", "0.3", "0.0000001"]);
        assert_eq!([at_most(0.95), at_most(1.01)], ["1", "1.1"]);
    }
}
