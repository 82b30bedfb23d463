//! The plots of that page.

use super::super::plot::Plot;
use super::super::plot::frame::{Mark, Points, STRING, chart, frame, framed, plot, tick, write};
use super::super::plot::theme::{AXIS, BAND, FIXED, GREEN, HUFFMAN, INK, OTHER, SHANNON};
use crate::link::sweep::Candidate;
use crate::link::units::{digits, shown_bytes};
use crate::link::{Energy, Study};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// A plot of the page.
pub(super) type Figure = Plot<()>;

/// Height of a chart, pixels.
const CHART: u32 = 230;

/// All that can be drawn of what is known.
pub(super) fn all(study: &Study, candidates: &[Candidate]) -> Vec<Figure> {
    let mut plots = Vec::new();
    plots.extend((study.messages.len() > 1).then(|| speedup(study)));
    plots.extend(study.energy.as_ref().map(stacked));
    plots.extend(study.energy.as_ref().map(|energy| turning(study, energy)));
    plots.extend((candidates.len() > 1).then(|| areas(candidates)));
    plots
}

/// The range of values with some room around them.
fn around(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let (low, high) =
        (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max));
    let pad = ((high - low) * 0.08).max(high.abs() * 0.02).max(1e-6);
    (low - pad, high + pad)
}

/// Speed-up over message size.
fn speedup(study: &Study) -> Figure {
    let points: Points =
        study.messages.iter().map(|row| ((row.timing.bytes as f64).log2(), row.speedup)).collect();
    let entries =
        vec![(Mark::Line, FIXED, "coded".to_owned()), (Mark::Dashed, SHANNON, "not coded".to_owned())];
    let note = match study.verdict.break_even_bytes {
        Some(bytes) => format!("Above 1 it pays: from {} on.", super::about(bytes)),
        None => "Above 1 it pays: at no size here.".to_owned(),
    };
    let (low, high) = around(points.iter().map(|point| point.1).chain([1.0]));
    let (from, to) = (points[0].0 - 0.3, points[points.len() - 1].0 + 0.3);
    let label = |v: &f64| if v.fract() == 0.0 { shown_bytes(1 << (*v as u64)) } else { String::new() };
    plot(
        (),
        "How many times as fast a message is".to_owned(),
        note,
        |width| framed(&entries, width, CHART),
        |area| {
            let ticks = area.dim_in_pixel().0 as usize / 75;
            let area = frame(area, &entries, "times as fast", "message");
            let mut chart = chart(&area, from..to, low..high, ticks, &label, &|v| tick(*v));
            let one = [(from, 1.0), (to, 1.0)];
            chart.draw_series(DashedLineSeries::new(one, 5, 3, SHANNON.stroke_width(2))).expect(STRING);
            chart.draw_series([PathElement::new(points.clone(), FIXED.stroke_width(2))]).expect(STRING);
            chart.draw_series(points.iter().map(|&at| Circle::new(at, 3, FIXED.filled()))).expect(STRING);
        },
    )
}

/// Energy of a bit of the message, not coded and coded.
fn stacked(energy: &Energy) -> Figure {
    let parts = |coded: bool| match coded {
        false => [energy.raw, 0.0, 0.0],
        true => [energy.coded, energy.encoder.unwrap_or(0.0), energy.decoder.unwrap_or(0.0)],
    };
    let known = energy.total.is_some();
    let mut entries = vec![(Mark::Fill, HUFFMAN, "link".to_owned())];
    if known {
        entries.push((Mark::Fill, FIXED, "encoder".to_owned()));
        entries.push((Mark::Fill, GREEN, "decoder".to_owned()));
    }
    let most = [parts(false), parts(true)].iter().map(|parts| parts.iter().sum::<f64>()).fold(0.0, f64::max);
    let note = match known {
        true => "Picojoules per bit of the message.".to_owned(),
        false => {
            "Picojoules per bit of the message; what the codec takes is not known: link --synth.".to_owned()
        }
    };
    plot(
        (),
        "Energy of a bit".to_owned(),
        note,
        |width| framed(&entries, width, 130),
        |area| {
            let area = frame(area, &entries, "", "pJ per bit of the message");
            let (width, _) = area.dim_in_pixel();
            let end = most * (1.0 + 60.0 / f64::from(width));
            let mut chart =
                chart(&area, 0.0..end, 2.0..0.0, width as usize / 70, &|v| tick(*v), &|_| String::new());
            for (row, coded) in [false, true].into_iter().enumerate() {
                let mut from = 0.0;
                let top = row as f64 + 0.2;
                for (part, (_, colour, _)) in parts(coded).into_iter().zip(&entries) {
                    let bar = Rectangle::new([(from, top), (from + part, top + 0.6)], colour.filled());
                    chart.draw_series([bar]).expect(STRING);
                    from += part;
                }
                let (left, up) = area.get_base_pixel();
                let name = chart.backend_coord(&(0.0, top + 0.3));
                let what = if coded { "coded" } else { "raw" };
                let (h, v) = (HPos::Right, VPos::Center);
                write(&area, what, (name.0 - left - 4, name.1 - up), 12, INK, (h, v));
                let place = chart.backend_coord(&(from, top + 0.3));
                write(&area, &digits(from), (place.0 - left + 5, place.1 - up), 12, INK, (HPos::Left, v));
            }
        },
    )
}

/// At which saving of bytes on the wire, and which energy of the link, it pays.
fn turning(study: &Study, energy: &Energy) -> Figure {
    let spent = energy.encoder.zip(energy.decoder).map(|(encoder, decoder)| encoder + decoder);
    let curves: Vec<f64> = spent.map_or(vec![0.05, 0.1, 0.2, 0.4], |spent| vec![spent]);
    let here = (energy.link_pj_per_bit, 100.0 * (1.0 - energy.coded / energy.raw));
    let (from, to) = ((here.0 / 16.0).log2(), (here.0 * 16.0).log2());
    let name = |spent: f64| format!("codec at {} pJ a bit", digits(spent));
    let colours = [FIXED, HUFFMAN, GREEN, AXIS];
    let mut entries: Vec<_> =
        curves.iter().zip(colours).map(|(&spent, colour)| (Mark::Line, colour, name(spent))).collect();
    entries.push((Mark::Dot, INK, format!("{} here", study.link.name)));
    let high = (here.1 * 1.3).clamp(10.0, 100.0);
    let low = here.1.min(0.0);
    plot(
        (),
        "Where energy turns".to_owned(),
        "Above a line it costs less energy to code than to send as it is.".to_owned(),
        |width| framed(&entries, width, CHART),
        |area| {
            let ticks = area.dim_in_pixel().0 as usize / 75;
            let area = frame(area, &entries, "percent saved of the link's energy", "pJ a bit on the link");
            let label = |v: &f64| digits(v.exp2());
            // Room for the last number.
            let mut chart = chart(&area, from..to + 0.3, low..high, ticks, &label, &|v| tick(*v));
            for (&spent, colour) in curves.iter().zip(colours) {
                let points: Points = (0..=200)
                    .map(|step| from + (to - from) * f64::from(step) / 200.0)
                    .map(|x| (x, 100.0 * spent / x.exp2()))
                    .filter(|point| point.1 <= high)
                    .collect();
                if let ([_], Some(&(first, _))) = (&curves[..], points.first()) {
                    // What pays.
                    let mut region = vec![(first, high)];
                    region.extend(&points);
                    region.push((to, high));
                    chart.draw_series([Polygon::new(region, BAND.filled())]).expect(STRING);
                }
                chart.draw_series([PathElement::new(points, colour.stroke_width(2))]).expect(STRING);
            }
            chart.draw_series([Circle::new((here.0.log2(), here.1), 5, INK.filled())]).expect(STRING);
        },
    )
}

/// What was looked at: area by speed.
fn areas(candidates: &[Candidate]) -> Figure {
    let at = |one: &Candidate| (one.kge.max(0.1).log2(), one.mean_speedup);
    let mut front: Points = candidates.iter().filter(|one| one.front).map(at).collect();
    front.sort_by(|a, b| a.0.total_cmp(&b.0));
    let entries = vec![
        (Mark::Dot, OTHER, "a design".to_owned()),
        (Mark::Line, FIXED, "none is smaller and as fast".to_owned()),
        (Mark::Dot, INK, "chosen".to_owned()),
    ];
    let (low, high) = around(candidates.iter().map(|one| at(one).1));
    let (from, to) = around(candidates.iter().map(|one| at(one).0));
    plot(
        (),
        "Designs: speed against area".to_owned(),
        "Of as many codecs beside each other as the link takes, both ends.".to_owned(),
        |width| framed(&entries, width, CHART),
        |area| {
            let ticks = area.dim_in_pixel().0 as usize / 75;
            let area = frame(area, &entries, "times as fast, mean of the messages", "kGE");
            let label = |v: &f64| digits(v.exp2());
            let mut chart = chart(&area, from..to, low..high, ticks, &label, &|v| tick(*v));
            let dots = |colour: RGBColor, size, which: &dyn Fn(&Candidate) -> bool| -> Vec<_> {
                let shown = candidates.iter().filter(|one| which(one));
                shown.map(|one| Circle::new(at(one), size, colour.filled())).collect()
            };
            chart.draw_series(dots(OTHER, 3, &|one| !one.front)).expect(STRING);
            chart.draw_series([PathElement::new(front.clone(), FIXED.stroke_width(2))]).expect(STRING);
            chart.draw_series(dots(FIXED, 4, &|one| one.front)).expect(STRING);
            chart.draw_series(dots(INK, 6, &|one| one.chosen)).expect(STRING);
        },
    )
}
