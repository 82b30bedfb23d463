//! What plots have in common: their sizes, legends, axes and letters.

use super::theme::{AXIS, GRID, INK, LABEL, NARROW, PAPER, WIDE, style};
use super::{Plot, clip, shown};
use plotters::coord::Shift;
use plotters::coord::ranged1d::{AsRangedCoord, DefaultFormatting, KeyPointHint, Ranged, ValueFormatter};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::ops::Range;

/// Points of a line.
pub(in crate::report) type Points = Vec<(f64, f64)>;

pub(in crate::report) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// What the backend may refuse: nothing, it writes to a string.
pub(in crate::report) const STRING: &str = "drawing to a string";

/// Draws a plot in all its sizes; `draw` is told where, and whether that is narrow. `height` gets the width.
pub(in crate::report) fn plot<K>(
    kind: K,
    title: String,
    note: String,
    height: impl Fn(u32) -> u32,
    draw: impl Fn(&Area),
) -> Plot<K> {
    let (title, note) = (shown(&title), shown(&note));
    // Alone it has paper, a heading and a margin.
    const MARGIN: u32 = 8;
    const HEADING: u32 = 30;
    let render = |width: u32, alone: bool| {
        let (across, down) = if alone { (2 * MARGIN, HEADING + MARGIN) } else { (0, 0) };
        let size = (width + across, height(width) + down);
        let mut text = String::new();
        {
            let root = SVGBackend::with_string(&mut text, size).into_drawing_area();
            if alone {
                root.fill(&PAPER).expect(STRING);
                let at = (MARGIN as i32, MARGIN as i32);
                write(&root, &clip(&title, width as usize / 9), at, 14, INK, (HPos::Left, VPos::Top));
                draw(&root.margin(HEADING, MARGIN, MARGIN, MARGIN));
            } else {
                draw(&root);
            }
            root.present().expect(STRING);
        }
        let body = text.split_once('>').expect("an element").1.trim_start().to_owned();
        (size, body.replace("</svg>\n", "").replace(" opacity=\"1\"", ""))
    };
    let label = askama::filters::escape(&title, askama::filters::Html).expect(STRING).to_string();
    let inline = |class: &str, width: u32| {
        let ((width, height), body) = render(width, false);
        format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">\n{body}</svg>\n"
        )
    };
    let ((width, height), body) = render(WIDE, true);
    let file = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\">\n<title>{label}</title>\n<style>\n{}\n</style>\n{body}</svg>\n",
        style()
    );
    Plot {
        kind,
        path: String::new(),
        wide: inline("wide", WIDE),
        narrow: inline("narrow", NARROW),
        file,
        title,
        note,
    }
}

/// Text of so many pixels.
pub(in crate::report) fn write(
    area: &Area,
    text: &str,
    at: (i32, i32),
    size: u32,
    colour: RGBColor,
    (h, v): (HPos, VPos),
) {
    let style = font(size, colour).pos(Pos::new(h, v));
    area.draw(&Text::new(text.to_owned(), at, style)).expect(STRING);
}

/// The backend divides the size by this.
pub(in crate::report) fn font(size: u32, colour: RGBColor) -> TextStyle<'static> {
    ("sans-serif", f64::from(size) * 1.24).into_font().color(&colour)
}

/// How a series looks in the legend.
#[derive(Clone, Copy)]
pub(in crate::report) enum Mark {
    Line,
    Dashed,
    Dot,
    Fill,
}

/// Pixels that a text of 12 pixels takes at most, about: fonts differ, and there is none to ask.
pub(in crate::report) fn width_of(text: &str) -> i32 {
    let width = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' => 4,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' => 5,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 12,
        c if c.is_ascii_lowercase() => 7,
        c if c.is_ascii() => 8,
        // Of other scripts many are square.
        _ => 12,
    };
    text.chars().map(width).sum()
}

/// Where the entries of a legend go, and how many lines they take.
fn legend_places(entries: &[(Mark, RGBColor, String)], width: u32) -> (Vec<(i32, i32)>, i32) {
    let (mut x, mut line) = (0, 0);
    let places = entries.iter().map(|(_, _, text)| {
        let needed = 24 + width_of(text) + 14;
        if x > 0 && x + needed > width as i32 {
            (x, line) = (0, line + 1);
        }
        let place = (x, line);
        x += needed;
        place
    });
    let places = places.collect();
    (places, line + 1)
}

pub(in crate::report) fn legend_height(entries: &[(Mark, RGBColor, String)], width: u32) -> u32 {
    legend_places(entries, width).1 as u32 * 18 + 4
}

pub(in crate::report) fn legend(area: &Area, entries: &[(Mark, RGBColor, String)]) {
    let width = area.dim_in_pixel().0;
    for ((x, line), (mark, colour, text)) in legend_places(entries, width).0.into_iter().zip(entries) {
        let y = line * 18 + 9;
        let line = |from: i32, to: i32| {
            area.draw(&PathElement::new(vec![(x + from, y), (x + to, y)], colour.stroke_width(2)))
                .expect(STRING);
        };
        match mark {
            Mark::Line => line(0, 18),
            Mark::Dashed => [(0, 5), (7, 12), (14, 18)].into_iter().for_each(|(from, to)| line(from, to)),
            Mark::Dot => area.draw(&Circle::new((x + 9, y), 4, colour.filled())).expect(STRING),
            Mark::Fill => {
                area.draw(&Rectangle::new([(x, y - 6), (x + 18, y + 6)], colour.filled())).expect(STRING)
            }
        }
        write(area, text, (x + 24, y), 12, INK, (HPos::Left, VPos::Center));
    }
}

/// A legend, below it the name of the vertical axis, at the bottom that of the horizontal one; what is left is
/// the chart's.
pub(in crate::report) fn frame<'a>(
    area: &Area<'a>,
    entries: &[(Mark, RGBColor, String)],
    y: &str,
    x: &str,
) -> Area<'a> {
    legend(area, entries);
    let (width, height) = area.dim_in_pixel();
    let top = legend_height(entries, width);
    let (_, rest) = area.split_vertically(top);
    write(&rest, y, (0, 2), 12, LABEL, (HPos::Left, VPos::Top));
    let (_, rest) = rest.split_vertically(20);
    let (chart, below) = rest.split_vertically(height as i32 - top as i32 - 20 - 18);
    write(&below, x, (width as i32 - 6, 2), 12, LABEL, (HPos::Right, VPos::Top));
    chart
}

/// Height of a plot whose chart itself is `chart` high.
pub(in crate::report) fn framed(entries: &[(Mark, RGBColor, String)], width: u32, chart: u32) -> u32 {
    legend_height(entries, width) + 20 + chart + 18
}

pub(in crate::report) type Chart<'a, X, Y> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<X, Y>>;

/// A chart with lines at the ticks of its vertical axis.
pub(in crate::report) fn chart<'a, X, Y>(
    area: &Area<'a>,
    x: X,
    y: Y,
    ticks: usize,
    x_label: &dyn Fn(&f64) -> String,
    y_label: &dyn Fn(&f64) -> String,
) -> Chart<'a, X::CoordDescType, Y::CoordDescType>
where
    X: AsRangedCoord<Value = f64, CoordDescType: ValueFormatter<f64>>,
    Y: AsRangedCoord<Value = f64, CoordDescType: ValueFormatter<f64>>,
{
    let mut chart = ChartBuilder::on(area)
        .margin_right(10)
        .margin_top(6)
        .x_label_area_size(22)
        .y_label_area_size(48)
        .build_cartesian_2d(x, y)
        .expect(STRING);
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(AXIS)
        .label_style(font(12, LABEL))
        .x_labels(ticks)
        .y_labels(6)
        .x_label_formatter(x_label)
        .y_label_formatter(y_label)
        .draw()
        .expect(STRING);
    chart
}

/// An axis of categories: a tick at every whole number that there is room for.
#[derive(Clone)]
pub(in crate::report) struct Categories {
    pub count: usize,
}

impl Ranged for Categories {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        from + ((value + 0.5) / self.count as f64 * f64::from(to - from)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        let stride = self.count.div_ceil(hint.bold_points().max(1));
        (0..self.count).step_by(stride.max(1)).map(|i| i as f64).collect()
    }

    fn range(&self) -> Range<f64> {
        -0.5..self.count as f64 - 0.5
    }
}

/// As many labels as there is room for, the longest being so long.
pub(in crate::report) fn room(labels: &[String], width: u32) -> usize {
    let longest = labels.iter().map(|label| width_of(label)).max().unwrap_or(0) + 12;
    ((width as i32 - 60) / longest).max(2) as usize
}

/// A tick's figure without needless zeros.
pub(in crate::report) fn tick(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.replace('-', "\u{2212}") }
}

/// Numbers by their value, before words.
pub(in crate::report) fn in_order(names: &mut Vec<String>) {
    names.sort_by_cached_key(|name| {
        (name.parse::<u64>().is_err(), name.parse::<u64>().unwrap_or(0), name.clone())
    });
    names.dedup();
}

/// Neighbours together, so that at most so many are left; the label of several is the first and last.
pub(in crate::report) fn binned(names: &[String], most: usize) -> (usize, Vec<String>) {
    let size = names.len().div_ceil(most).max(1);
    let label = |bin: &[String]| match bin {
        [one] => shown(one),
        several => shown(&format!("{}\u{2013}{}", several[0], several[several.len() - 1])),
    };
    (size, names.chunks(size).map(label).collect())
}
