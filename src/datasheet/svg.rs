//! Timing diagrams as a picture.

use super::timing::{Diagram, Signal, Value};
use askama::Template;

/// Where the signals begin, and how wide a clock is, a gap, and how high a signal.
const LEFT: usize = 130;
const CLOCK: usize = 66;
const GAP: usize = 40;
const ROW: usize = 26;
/// Of a diagram above its signals.
const HEAD: usize = 44;

#[derive(Template)]
#[template(path = "folder/timing.svg", escape = "html")]
struct Picture<'a> {
    about: String,
    made: &'a str,
    width: usize,
    height: usize,
    left: usize,
    panels: Vec<Panel<'a>>,
}

struct Panel<'a> {
    title: &'a str,
    y: usize,
    bottom: usize,
    edges: Vec<Edge>,
    /// Where clocks are left out.
    gaps: Vec<usize>,
    rows: Vec<Row<'a>>,
}

/// A rising edge, and how many clocks it is behind that which takes the first beat.
struct Edge {
    x: usize,
    label: String,
}

struct Row<'a> {
    name: &'a str,
    y: usize,
    shapes: Vec<Shape>,
}

enum Shape {
    Any { x: usize, width: usize },
    Bits(String),
    Word { x: usize, width: usize, text: String },
}

/// What is drawn of a diagram: clocks, and `None` where some are left out in which nothing changes.
fn columns(diagram: &Diagram) -> Vec<Option<usize>> {
    let same = |a: usize, b: usize| diagram.signals.iter().all(|signal| signal.values[a] == signal.values[b]);
    let mut columns = Vec::new();
    let mut clock = 0;
    while clock < diagram.clocks {
        let end = (clock..diagram.clocks).take_while(|&other| same(clock, other)).last().unwrap_or(clock);
        match end - clock {
            0..=2 => columns.extend((clock..=end).map(Some)),
            _ => columns.extend([Some(clock), None, Some(end)]),
        }
        clock = end + 1;
    }
    columns
}

/// A signal's shapes over the columns, whose places are `x` and `width`.
fn shapes(signal: &Signal, columns: &[Option<usize>], places: &[(usize, usize)], y: usize) -> Vec<Shape> {
    let value = |column: usize| match columns[column] {
        Some(clock) => &signal.values[clock],
        // As before and behind the gap.
        None => &signal.values[columns[column - 1].unwrap_or(0)],
    };
    let mut shapes = Vec::new();
    let mut column = 0;
    while column < columns.len() {
        let same = |other: &usize| value(*other) == value(column);
        let bit = |other: &usize| matches!(value(*other), Value::Bit(_));
        let is_bit = matches!(value(column), Value::Bit(_));
        let end = (column..columns.len())
            .take_while(|other| if is_bit { bit(other) } else { same(other) })
            .last()
            .unwrap_or(column);
        let x = places[column].0;
        let width = places[end].0 + places[end].1 - x;
        shapes.push(match value(column) {
            Value::Any => Shape::Any { x, width },
            Value::Word(_, text) => Shape::Word { x, width, text: text.clone() },
            Value::Bit(_) => {
                let mut path = String::new();
                for (at, &(x, width)) in (column..=end).zip(&places[column..=end]) {
                    let level = y + if *value(at) == Value::Bit(true) { 2 } else { 18 };
                    path += &match path.is_empty() {
                        true => format!("M{x} {level}h{width}"),
                        false => format!("V{level}h{width}"),
                    };
                }
                Shape::Bits(path)
            }
        });
        column = end + 1;
    }
    shapes
}

/// The diagrams, one below the other. `made` stands in a comment.
pub fn picture(about: &str, made: &str, diagrams: &[Diagram]) -> String {
    let mut panels = Vec::new();
    let (mut y, mut width) = (8, 0);
    for diagram in diagrams {
        let columns = columns(diagram);
        let mut places = Vec::new();
        let (mut x, mut edges, mut gaps) = (LEFT, Vec::new(), Vec::new());
        for column in &columns {
            let wide = if column.is_some() { CLOCK } else { GAP };
            places.push((x, wide));
            x += wide;
            match column {
                Some(clock) => {
                    let label = (*clock as i64 - diagram.taken as i64).to_string();
                    edges.push(Edge { x, label });
                }
                None => gaps.push(x - wide / 2),
            }
        }
        let rows: Vec<Row> = diagram
            .signals
            .iter()
            .enumerate()
            .map(|(number, signal)| {
                let y = HEAD + number * ROW;
                Row { name: signal.name, y, shapes: shapes(signal, &columns, &places, y) }
            })
            .collect();
        let bottom = HEAD + rows.len() * ROW;
        panels.push(Panel { title: &diagram.title, y, bottom, edges, gaps, rows });
        y += bottom + 20;
        // A title's letters are about seven wide.
        width = width.max(x + 20).max(16 + 8 * diagram.title.len());
    }
    let picture = Picture { about: about.to_owned(), made, width, height: y, left: LEFT, panels };
    // The template is compiled in and writes to a string: there is nothing that can fail.
    picture.render().expect("rendering to a string") + "\n"
}
