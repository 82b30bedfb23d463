//! Savings, as bars by group.

use super::super::{clip, minus, most_telling, percent};
use super::{Kind, Plot};
use crate::analysis::{Figures, Symbolised};
use crate::report::plot::frame::{Mark, STRING, font, legend, legend_height, plot, tick, write};
use crate::report::plot::theme::{AXIS, FIXED, GRID, HUFFMAN, INK, LABEL, SHANNON};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// Groups with bars.
pub(super) const MOST: usize = 24;

/// How to read them.
pub(super) const REMARK: &str = "What is left of the saving when the code is fixed in advance.";

/// Of the groups, and of all tensors.
pub(super) fn plot_of(first: &Symbolised) -> Option<Plot> {
    let several = first.groups.len() > 1;
    let mut rows: Vec<(&str, &Figures)> = most_telling(&first.groups, MOST)
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
                let text = minus(percent(value));
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
