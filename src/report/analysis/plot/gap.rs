//! Gaps to the tensors' own Huffman codes, as maps of layer and shard.

use super::super::{clip, counted, minus, most_telling, percent};
use super::{Kind, Plot};
use crate::analysis::{Analysis, Tensor};
use crate::report::plot::frame::{Area, STRING, binned, in_order, plot, tick, width_of, write};
use crate::report::plot::theme::{CLASSES, INK, LABEL};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use std::collections::BTreeMap;

/// Groups with a map of their own.
pub(super) const MOST: usize = 8;

/// Cells of a map.
const ROWS: usize = 32;
const COLUMNS: usize = 32;

/// How to read them.
pub(super) const REMARK: &str = "How much less the fixed code saves than the tensor's own Huffman code, in points, as a \
     mean over steps. Blue is within the claim's 0.5 points, orange beyond.";

/// Why there is none.
pub(super) const UNTOLD: &str = "The names tell neither layer nor shard, so there is no map: --group-by with captures \
     named layer and shard says where to read them.";

fn told(tensor: &Tensor) -> bool {
    tensor.place.layer.is_some() || tensor.place.shard.is_some()
}

/// A map for each group whose tensors have places.
pub(super) fn plots(analysis: &Analysis) -> Vec<Plot> {
    let first = &analysis.symbolisations[0];
    let chosen = most_telling(&first.groups, MOST);
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
        counted(analysis.tensors.iter().filter(|t| t.group == group).count() as u64, "tensor")
    );
    if layers_in_bin * shards_in_bin > 1 {
        let layers = counted(layers_in_bin as u64, "layer");
        note += &format!(" A cell is the worst of {layers} by {}.", counted(shards_in_bin as u64, "shard"));
    }
    if untold > 0 {
        note += &format!(" {} without layer and shard left out.", counted(untold, "tensor"));
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
                    let text = minus(percent(gap));
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
