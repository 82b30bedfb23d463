//! What a limit on codewords costs.

use super::super::bits;
use super::{Kind, Plot};
use crate::analysis::Symbolised;
use crate::report::plot::frame::{Mark, Points, STRING, chart, frame, framed, plot, tick};
use crate::report::plot::theme::{FIXED, HUFFMAN, PLAIN, SHANNON};
use plotters::prelude::*;

/// How to read it.
pub(super) const REMARK: &str =
    "Codes made of the calibration with every limit on their codewords, on all evaluated tensors.";

/// Of one symbolisation; none where a figure is no number.
pub(super) fn plot_of(symbolised: &Symbolised) -> Option<Plot> {
    let figures = &symbolised.total.figures;
    let escape: Points =
        symbolised.by_limit.iter().map(|limit| (f64::from(limit.max_length), limit.escape)).collect();
    let plain: Points = symbolised
        .by_limit
        .iter()
        .filter_map(|limit| Some((f64::from(limit.max_length), limit.plain?)))
        .collect();
    let (&(from, _), &(to, _)) = (escape.first()?, escape.last()?);
    let references = [figures.entropy, figures.huffman];
    let values = |plain: &[(f64, f64)]| -> Vec<f64> {
        escape.iter().chain(plain).map(|point| point.1).chain(references).collect()
    };
    if values(&plain).iter().any(|value| !value.is_finite()) {
        return None;
    }
    let range = |values: Vec<f64>| {
        (
            values.iter().fold(f64::INFINITY, |a, &b| a.min(b)),
            values.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b)),
        )
    };
    // A limit that hardly holds the alphabet costs whole bits: it would hide what all others differ by.
    let (low, high) = range(values(&[]));
    let cap = low + (6.0 * (high - low)).max(0.3);
    let (plain, beyond): (Points, Points) = plain.into_iter().partition(|point| point.1 <= cap);
    let (low, high) = range(values(&plain));
    let pad = ((high - low) * 0.06).max(0.01);
    let entries = vec![
        (Mark::Line, FIXED, "with an escape".to_owned()),
        (Mark::Line, PLAIN, "without".to_owned()),
        (Mark::Dashed, HUFFMAN, "own Huffman".to_owned()),
        (Mark::Dashed, SHANNON, "Shannon".to_owned()),
    ];
    let mut note = format!("{}.", symbolised.description);
    if !beyond.is_empty() {
        let beyond: Vec<String> =
            beyond.iter().map(|(limit, value)| format!("{limit} bits: {}", bits(*value))).collect();
        note += &format!(" Without an escape, beyond the scale: {}.", beyond.join("; "));
    }
    if symbolised.by_limit.iter().any(|limit| limit.plain.is_none()) {
        note += " Without an escape, the lowest limits cannot hold every symbol.";
    }
    let title = format!("Bits per value against the limit, {}", symbolised.name);
    Some(plot(
        Kind::Limit,
        title,
        note,
        |width| framed(&entries, width, 220),
        |area| {
            let area = frame(area, &entries, "bits per value", "longest codeword allowed, bits");
            let x_label = |v: &f64| if v.fract() == 0.0 { tick(*v) } else { String::new() };
            let ticks = (to - from) as usize + 1;
            let x = (from - 0.3)..(to + 0.3);
            let mut chart = chart(&area, x.clone(), low - pad..high + pad, ticks, &x_label, &|v| tick(*v));
            for (value, colour) in [(figures.entropy, SHANNON), (figures.huffman, HUFFMAN)] {
                let line = [(x.start, value), (x.end, value)];
                chart.draw_series(DashedLineSeries::new(line, 5, 3, colour.stroke_width(2))).expect(STRING);
            }
            for (points, colour, size) in [(&plain, PLAIN, 5), (&escape, FIXED, 3)] {
                chart.draw_series([PathElement::new(points.clone(), colour.stroke_width(2))]).expect(STRING);
                chart
                    .draw_series(points.iter().map(|&at| Circle::new(at, size, colour.filled())))
                    .expect(STRING);
            }
        },
    ))
}
