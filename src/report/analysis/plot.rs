//! Plots as SVG: each in two widths for the page, and as a file of its own.
//!
//! A renderer that knows no CSS draws the light colours, which stand in the attributes. One that does replaces
//! them where the reader likes it dark: the style sheet knows every colour by its value.

use super::{clip, count, percent, shown, worst};
use crate::analysis::{Analysis, Distribution, Figures, Group, Symbolised, Tensor};
use plotters::coord::Shift;
use plotters::coord::ranged1d::{AsRangedCoord, DefaultFormatting, KeyPointHint, Ranged, ValueFormatter};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// A plot.
pub(super) struct Plot {
    pub kind: Kind,
    /// Path of the file in the report's folder.
    pub path: String,
    /// What it shows, escaped nowhere.
    pub title: String,
    /// How to read it.
    pub note: String,
    /// `<svg>` elements for the page: for 600 pixels, and for a telephone.
    pub wide: String,
    pub narrow: String,
    /// The file's text.
    pub file: String,
}

/// What a plot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Distribution,
    Saving,
    Gap,
    Divergence,
    Limit,
}

/// All kinds, in the order of the page, with their headings.
pub(super) const KINDS: [(Kind, &str); 5] = [
    (Kind::Distribution, "Distributions"),
    (Kind::Saving, "Saving"),
    (Kind::Gap, "Gap by layer and shard"),
    (Kind::Divergence, "Divergence from the calibration"),
    (Kind::Limit, "Limit on codewords"),
];

/// Groups with a distribution of their own, and with a map of their own.
const DISTRIBUTIONS: usize = 12;
const MAPS: usize = 8;

/// Groups with bars.
const BARS: usize = 24;

/// Lines, and dots, of the plot of divergences.
const LINES: usize = 48;
const DOTS: usize = 400;

/// Steps on an axis.
const STEPS: usize = 60;

/// Cells of a map.
const ROWS: usize = 32;
const COLUMNS: usize = 32;

/// Groups that the plot of divergences tells apart.
const TELLING: usize = 6;

/// Widths of a plot in pixels.
const WIDE: u32 = 600;
const NARROW: u32 = 340;

const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
const INK: RGBColor = RGBColor(0x1c, 0x20, 0x24);
const LABEL: RGBColor = RGBColor(0x59, 0x62, 0x6c);
const AXIS: RGBColor = RGBColor(0x8b, 0x94, 0x9e);
const GRID: RGBColor = RGBColor(0xe1, 0xe4, 0xe8);
const BAND: RGBColor = RGBColor(0xb9, 0xd7, 0xf0);
const SHANNON: RGBColor = RGBColor(0x6b, 0x77, 0x85);
const HUFFMAN: RGBColor = RGBColor(0x0b, 0x6b, 0xb5);
const FIXED: RGBColor = RGBColor(0xc6, 0x51, 0x02);
const PLAIN: RGBColor = RGBColor(0x8a, 0x4f, 0xbf);
const GREEN: RGBColor = RGBColor(0x2a, 0x7f, 0x3f);
const PINK: RGBColor = RGBColor(0xb0, 0x30, 0x7a);
const OCHRE: RGBColor = RGBColor(0x7a, 0x5c, 0x00);

/// Colours of groups, and that of all others.
const SERIES: [RGBColor; TELLING] = [HUFFMAN, FIXED, GREEN, PLAIN, PINK, OCHRE];
const OTHER: RGBColor = AXIS;

/// Upper ends of the classes of gaps in points, and their colours: blue within the claim, orange beyond.
const CLASSES: [(f64, RGBColor); 8] = [
    (0.05, RGBColor(0xea, 0xf3, 0xfb)),
    (0.1, RGBColor(0xcf, 0xe3, 0xf5)),
    (0.2, RGBColor(0xaa, 0xcf, 0xec)),
    (0.5, RGBColor(0x84, 0xb8, 0xe0)),
    (1.0, RGBColor(0xfd, 0xe3, 0xc8)),
    (2.0, RGBColor(0xfb, 0xc4, 0x8f)),
    (5.0, RGBColor(0xf5, 0x9e, 0x57)),
    (f64::INFINITY, RGBColor(0xe5, 0x7a, 0x2d)),
];

/// What the colours are in the dark.
const DARK: [(RGBColor, &str); 21] = [
    (PAPER, "#0f1419"),
    (INK, "#e6e8eb"),
    (LABEL, "#a3abb5"),
    (AXIS, "#79828c"),
    (GRID, "#2b323a"),
    (BAND, "#27496b"),
    (SHANNON, "#a9b4c0"),
    (HUFFMAN, "#5ab0f2"),
    (FIXED, "#f5925a"),
    (PLAIN, "#c39bea"),
    (GREEN, "#63c27a"),
    (PINK, "#f07abf"),
    (OCHRE, "#d4b24c"),
    (CLASSES[0].1, "#14202c"),
    (CLASSES[1].1, "#1a3347"),
    (CLASSES[2].1, "#20486a"),
    (CLASSES[3].1, "#275f8f"),
    (CLASSES[4].1, "#4a2c12"),
    (CLASSES[5].1, "#6b3a11"),
    (CLASSES[6].1, "#8a4a10"),
    (CLASSES[7].1, "#a65510"),
];

/// The style sheet of plots.
pub(super) fn style() -> String {
    let mut css =
        "svg text { font-family: system-ui, \"Segoe UI\", Roboto, \"Liberation Sans\", Arial, sans-serif; \
                   font-variant-numeric: tabular-nums; }\n@media screen and (prefers-color-scheme: dark) {\n"
            .to_owned();
    for (RGBColor(r, g, b), dark) in DARK {
        let light = format!("#{r:02X}{g:02X}{b:02X}");
        let _ = writeln!(
            css,
            "svg [fill=\"{light}\"] {{ fill: {dark}; }} svg [stroke=\"{light}\"] {{ stroke: {dark}; }}"
        );
    }
    css + "}"
}

/// All plots of the report, in its order.
pub(super) fn all(analysis: &Analysis) -> Vec<Plot> {
    let mut plots = distributions(analysis);
    plots.extend(savings(&analysis.symbolisations[0]));
    plots.extend(maps(analysis));
    plots.extend(divergence(analysis));
    plots.extend(analysis.symbolisations.iter().filter_map(limits));
    let mut number = BTreeMap::new();
    for plot in &mut plots {
        let name = match plot.kind {
            Kind::Distribution => "distribution",
            Kind::Saving => "saving",
            Kind::Gap => "gap",
            Kind::Divergence => "divergence",
            Kind::Limit => "limit",
        };
        let number = number.entry(name).or_insert(0);
        *number += 1;
        plot.path = format!("plots/{name}_{number}.svg");
    }
    plots
}

/// What has to be said about the plots of a kind, where there are `any`, or why there are none.
pub(super) fn remark(analysis: &Analysis, kind: Kind, any: bool) -> Option<String> {
    if !any {
        let why = "The names tell neither layer nor shard, so there is no map: --group-by with captures named layer \
                   and shard says where to read them.";
        return (kind == Kind::Gap && !analysis.tensors.is_empty()).then(|| why.to_owned());
    }
    let groups = analysis.symbolisations[0].groups.len();
    let left_out = |shown: usize, of: &str| match groups > shown {
        true => format!(
            " Of {} groups {of} the {shown} furthest from their own Huffman codes.",
            count(groups as u64)
        ),
        false => String::new(),
    };
    Some(match kind {
        Kind::Distribution => {
            "The average that the fixed codes are made of against the evaluated tensors: a line is a mean, the band \
             reaches from the least to the most of any tensor."
                .to_owned()
                + &left_out(DISTRIBUTIONS, "these are")
        }
        Kind::Saving => "What is left of the saving when the code is fixed in advance.".to_owned() + &left_out(BARS, "these are"),
        Kind::Gap => {
            "How much less the fixed code saves than the tensor's own Huffman code, in points, as a mean over steps. \
             Blue is within the claim's 0.5 points, orange beyond."
                .to_owned()
                + &left_out(MAPS, "these are")
        }
        Kind::Divergence => {
            "Kullback-Leibler divergence of every tensor to the calibration's average: the bits a value that a fixed \
             code costs however good it is. Where it grows with the steps, a newer codebook helps."
                .to_owned()
        }
        Kind::Limit => "Codes made of the calibration with every limit on their codewords, on all evaluated tensors.".to_owned(),
    })
}

fn told(tensor: &Tensor) -> bool {
    tensor.place.layer.is_some() || tensor.place.shard.is_some()
}

/// Points of a line.
type Points = Vec<(f64, f64)>;

/// What tells a line: group, name, layer and shard; the step is along it.
type Line<'a> = (usize, &'a str, Option<&'a str>, Option<&'a str>);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// What the backend may refuse: nothing, it writes to a string.
const STRING: &str = "drawing to a string";

/// Draws a plot in all its sizes; `draw` is told where, and whether that is narrow. `height` gets the width.
fn plot(kind: Kind, title: String, note: String, height: impl Fn(u32) -> u32, draw: impl Fn(&Area)) -> Plot {
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
fn write(area: &Area, text: &str, at: (i32, i32), size: u32, colour: RGBColor, (h, v): (HPos, VPos)) {
    let style = font(size, colour).pos(Pos::new(h, v));
    area.draw(&Text::new(text.to_owned(), at, style)).expect(STRING);
}

/// The backend divides the size by this.
fn font(size: u32, colour: RGBColor) -> TextStyle<'static> {
    ("sans-serif", f64::from(size) * 1.24).into_font().color(&colour)
}

/// How a series looks in the legend.
#[derive(Clone, Copy)]
enum Mark {
    Line,
    Dashed,
    Dot,
    Fill,
}

/// Pixels that a text of 12 pixels takes at most, about: fonts differ, and there is none to ask.
fn width_of(text: &str) -> i32 {
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

fn legend_height(entries: &[(Mark, RGBColor, String)], width: u32) -> u32 {
    legend_places(entries, width).1 as u32 * 18 + 4
}

fn legend(area: &Area, entries: &[(Mark, RGBColor, String)]) {
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
fn frame<'a>(area: &Area<'a>, entries: &[(Mark, RGBColor, String)], y: &str, x: &str) -> Area<'a> {
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
fn framed(entries: &[(Mark, RGBColor, String)], width: u32, chart: u32) -> u32 {
    legend_height(entries, width) + 20 + chart + 18
}

type Chart<'a, X, Y> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<X, Y>>;

/// A chart with lines at the ticks of its vertical axis.
fn chart<'a, X, Y>(
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
struct Categories {
    count: usize,
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
fn room(labels: &[String], width: u32) -> usize {
    let longest = labels.iter().map(|label| width_of(label)).max().unwrap_or(0) + 12;
    ((width as i32 - 60) / longest).max(2) as usize
}

/// A tick's figure without needless zeros.
fn tick(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.replace('-', "\u{2212}") }
}

// Distributions.

fn distributions(analysis: &Analysis) -> Vec<Plot> {
    let mut plots = Vec::new();
    let first = &analysis.symbolisations[0];
    for index in super::most_telling(&first.groups, DISTRIBUTIONS) {
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
    let seen = |symbol: &usize| series.iter().any(|s| s.get(*symbol).is_some_and(|&p| p > 0.0));
    let size = series.iter().map(|s| s.len()).max().unwrap_or(0);
    let low = (0..size).find(seen)?;
    let high = (0..size).rev().find(seen)?;
    let at =
        |s: &Vec<f64>, symbol: usize| 100.0 * s.get(symbol).copied().filter(|p| p.is_finite()).unwrap_or(0.0);
    let top = series.iter().flat_map(|s| (low..=high).map(|symbol| at(s, symbol))).fold(0.0, f64::max);
    // A symbol is as wide as its value: a distribution of one symbol is seen, too.
    let steps = |s: &Vec<f64>| -> Points {
        (low..=high).flat_map(|v| [(v as f64 - 0.5, at(s, v)), (v as f64 + 0.5, at(s, v))]).collect()
    };
    let mut entries = vec![
        (Mark::Fill, BAND, "least to most of a tensor".to_owned()),
        (Mark::Line, HUFFMAN, "evaluated, mean".to_owned()),
    ];
    let mut note = format!("{} evaluated.", super::counted(group.tensors, "tensor"));
    match d.calibrated.is_empty() {
        true => note += " None of the calibrated tensors is in the group.",
        false => entries.push((Mark::Dashed, FIXED, "calibrated, average".to_owned())),
    }
    if high - low + 1 < size {
        note += &format!(" Symbols outside {low} to {high} do not occur.");
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

// Savings.

fn savings(first: &Symbolised) -> Option<Plot> {
    let several = first.groups.len() > 1;
    let mut rows: Vec<(&str, &Figures)> = super::most_telling(&first.groups, BARS)
        .into_iter()
        .map(|index| (first.groups[index].name.as_str(), &first.groups[index].figures))
        .collect();
    if several {
        rows.push(("all tensors", &first.total.figures));
    }
    let values = |figures: &Figures| [figures.saving.entropy, figures.saving.huffman, figures.saving.fixed];
    let all = || rows.iter().flat_map(|(_, figures)| values(figures)).filter(|value| value.is_finite());
    let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
    if rows.is_empty() {
        return None;
    }
    let code = first.codes.get(first.chosen).map_or("", |code| &code.name);
    let entries = vec![
        (Mark::Fill, SHANNON, "Shannon".to_owned()),
        (Mark::Fill, HUFFMAN, "own Huffman".to_owned()),
        (Mark::Fill, FIXED, format!("fixed: {}", clip(code, 24))),
    ];
    const ROW: u32 = 70;
    let height = rows.len() as u32 * ROW;
    let title = format!("Saving by group, {}", first.name);
    let note = "Percent of the uncompressed size.".to_owned();
    let framed = |width| legend_height(&entries, width) + height + 6 + 22 + 20;
    Some(plot(Kind::Saving, title, note, framed, |area| {
        legend(area, &entries);
        let (width, _) = area.dim_in_pixel();
        let (_, area) = area.split_vertically(legend_height(&entries, width));
        let (_, whole) = area.dim_in_pixel();
        let (area, below) = area.split_vertically(whole - 20);
        write(&below, "percent saved", (width as i32 - 6, 3), 12, LABEL, (HPos::Right, VPos::Top));
        // Room for the figure at the end of a bar.
        let span = if high - low > 1e-9 { high - low } else { 1.0 };
        let end = high + span * 56.0 / (f64::from(width) - 70.0);
        let mut chart = ChartBuilder::on(&area)
            .margin_left(4)
            .margin_right(10)
            .margin_top(6)
            .x_label_area_size(22)
            .build_cartesian_2d(low..end.max(low + 1e-6), f64::from(height)..0.0)
            .expect(STRING);
        chart
            .configure_mesh()
            .disable_y_mesh()
            .disable_y_axis()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(AXIS)
            .label_style(font(12, LABEL))
            .x_labels(width as usize / 70)
            .x_label_formatter(&|v| tick(*v))
            .draw()
            .expect(STRING);
        for (index, (name, figures)) in rows.iter().enumerate() {
            let top = f64::from(index as u32 * ROW);
            let place = chart.backend_coord(&(low, top));
            let (left, _) = area.get_base_pixel();
            let (_, up) = area.get_base_pixel();
            let name = clip(name, (width as usize - 20) / 7);
            write(&area, &name, (place.0 - left + 2, place.1 - up + 4), 12, INK, (HPos::Left, VPos::Top));
            for (bar, (value, (_, colour, _))) in values(figures).into_iter().zip(&entries).enumerate() {
                let text = super::page::minus(percent(value));
                let value = if value.is_finite() { value } else { 0.0 };
                let y = top + 20.0 + 15.0 * bar as f64;
                let bar = Rectangle::new([(value.min(0.0), y), (value.max(0.0), y + 12.0)], colour.filled());
                chart.draw_series([bar]).expect(STRING);
                let end = chart.backend_coord(&(value.max(0.0), y + 6.0));
                write(&area, &text, (end.0 - left + 5, end.1 - up), 12, INK, (HPos::Left, VPos::Center));
            }
        }
        let zero = vec![(0.0, 0.0), (0.0, f64::from(height))];
        chart.draw_series([PathElement::new(zero, AXIS.stroke_width(1))]).expect(STRING);
    }))
}

// Gaps by layer and shard.

/// Numbers by their value, before words.
fn in_order(names: &mut Vec<String>) {
    names.sort_by_cached_key(|name| {
        (name.parse::<u64>().is_err(), name.parse::<u64>().unwrap_or(0), name.clone())
    });
    names.dedup();
}

/// Neighbours together, so that at most so many are left; the label of several is the first and last.
fn binned(names: &[String], most: usize) -> (usize, Vec<String>) {
    let size = names.len().div_ceil(most).max(1);
    let label = |bin: &[String]| match bin {
        [one] => shown(one),
        several => shown(&format!("{}\u{2013}{}", several[0], several[several.len() - 1])),
    };
    (size, names.chunks(size).map(label).collect())
}

fn maps(analysis: &Analysis) -> Vec<Plot> {
    let first = &analysis.symbolisations[0];
    let chosen = super::most_telling(&first.groups, MAPS);
    let mut plots = Vec::new();
    for &index in &chosen {
        plots.extend(map(analysis, index));
    }
    plots
}

fn map(analysis: &Analysis, group: usize) -> Option<Plot> {
    let none = || "none".to_owned();
    // (layer, shard) to the sum of gaps and their number.
    let mut cells: BTreeMap<(String, String), (f64, u64)> = BTreeMap::new();
    let mut untold = 0;
    for tensor in analysis.tensors.iter().filter(|tensor| tensor.group == group) {
        if !told(tensor) {
            untold += 1;
            continue;
        }
        let place = &tensor.place;
        let at = (place.layer.clone().unwrap_or_else(none), place.shard.clone().unwrap_or_else(none));
        let (sum, number) = cells.entry(at).or_default();
        *sum += tensor.figures[0].gap_huffman.points;
        *number += 1;
    }
    if cells.is_empty() {
        return None;
    }
    let mut layers: Vec<String> = cells.keys().map(|(layer, _)| layer.clone()).collect();
    let mut shards: Vec<String> = cells.keys().map(|(_, shard)| shard.clone()).collect();
    in_order(&mut layers);
    in_order(&mut shards);
    let (layers_in_bin, rows) = binned(&layers, ROWS);
    let (shards_in_bin, columns) = binned(&shards, COLUMNS);
    let mut gaps = vec![vec![None::<f64>; columns.len()]; rows.len()];
    let index = |names: &[String]| -> BTreeMap<String, usize> { names.iter().cloned().zip(0..).collect() };
    let (layer_at, shard_at) = (index(&layers), index(&shards));
    for ((layer, shard), (sum, number)) in &cells {
        let cell = &mut gaps[layer_at[layer] / layers_in_bin][shard_at[shard] / shards_in_bin];
        let mean = sum / *number as f64;
        *cell = Some(cell.map_or(mean, |most| most.max(mean)));
    }
    let mut note = format!(
        "Rows are layers, columns are shards; {}.",
        super::counted(analysis.tensors.iter().filter(|t| t.group == group).count() as u64, "tensor")
    );
    if layers_in_bin * shards_in_bin > 1 {
        let layers = super::counted(layers_in_bin as u64, "layer");
        note += &format!(
            " A cell is the worst of {layers} by {}.",
            super::counted(shards_in_bin as u64, "shard")
        );
    }
    if untold > 0 {
        note += &format!(" {} without layer and shard left out.", super::counted(untold, "tensor"));
    }
    let name = &analysis.symbolisations[0].groups[group].name;
    let cell_height = if rows.len() > 16 { 16 } else { 24 };
    let longest = rows.iter().map(|row| width_of(row)).max().unwrap_or(0).clamp(36, 90);
    let left = longest + 10;
    let top = 20 + 18;
    let scale = 44;
    let height = |_| (scale + top + rows.len() as i32 * cell_height + 8) as u32;
    Some(plot(Kind::Gap, format!("Gap to own Huffman: {name}"), note, height, |area| {
        let width = area.dim_in_pixel().0 as i32;
        let cell_width = ((width - left - 4) / columns.len() as i32).min(64);
        let (legend_area, below) = area.split_vertically(scale);
        scale_of_gaps(&legend_area);
        write(&below, "shard", (left, 2), 12, LABEL, (HPos::Left, VPos::Top));
        write(&below, "layer", (left - 8, 20), 12, LABEL, (HPos::Right, VPos::Top));
        let needed = columns.iter().map(|label| width_of(label)).max().unwrap_or(0) + 6;
        let stride = (needed + cell_width - 1) / cell_width.max(1);
        for (index, label) in columns.iter().enumerate().step_by(stride.max(1) as usize) {
            let x = left + index as i32 * cell_width + cell_width / 2;
            write(&below, &clip(label, 12), (x, 20), 12, LABEL, (HPos::Center, VPos::Top));
        }
        let stride = if cell_height < 18 && rows.len() > 1 { 2 } else { 1 };
        for (row, label) in rows.iter().enumerate() {
            let y = top + row as i32 * cell_height;
            if row % stride == 0 {
                write(
                    &below,
                    &clip(label, 12),
                    (left - 8, y + cell_height / 2),
                    12,
                    LABEL,
                    (HPos::Right, VPos::Center),
                );
            }
            for (column, gap) in gaps[row].iter().enumerate() {
                let Some(gap) = *gap else { continue };
                let x = left + column as i32 * cell_width;
                let corners = [(x, y), (x + cell_width - 1, y + cell_height - 1)];
                below.draw(&Rectangle::new(corners, class(gap).filled())).expect(STRING);
                if cell_width >= 34 && cell_height >= 18 {
                    let at = (x + cell_width / 2, y + cell_height / 2);
                    let text = super::page::minus(percent(gap));
                    let size = if cell_width < 44 { 10 } else { 12 };
                    write(&below, &text, at, size, INK, (HPos::Center, VPos::Center));
                }
            }
        }
    }))
}

fn class(gap: f64) -> RGBColor {
    CLASSES.iter().find(|(end, _)| gap <= *end).unwrap_or(&CLASSES[CLASSES.len() - 1]).1
}

/// The classes side by side, with the gaps between them.
fn scale_of_gaps(area: &Area) {
    let width = (area.dim_in_pixel().0 as i32 - 24) / CLASSES.len() as i32;
    let width = width.min(44);
    for (index, (end, colour)) in CLASSES.iter().enumerate() {
        let x = index as i32 * width;
        area.draw(&Rectangle::new([(x, 2), (x + width - 1, 14)], colour.filled())).expect(STRING);
        if end.is_finite() {
            write(area, &tick(*end), (x + width, 18), 11, LABEL, (HPos::Center, VPos::Top));
        }
    }
    let unit = if area.dim_in_pixel().0 < 420 { "pt" } else { "points" };
    write(area, unit, (CLASSES.len() as i32 * width - 4, 18), 11, LABEL, (HPos::Right, VPos::Top));
}

// Divergence.

fn divergence(analysis: &Analysis) -> Option<Plot> {
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
                super::counted(lines.len() as u64, "tensor"),
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
                super::counted(tensors.len() as u64, "tensor"),
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
                    super::counted((chosen.len() - dots.len()) as u64, "tensor")
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

// Limits.

fn limits(symbolised: &Symbolised) -> Option<Plot> {
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
            beyond.iter().map(|(limit, value)| format!("{limit} bits: {}", super::bits(*value))).collect();
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
