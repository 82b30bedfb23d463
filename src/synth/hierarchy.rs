//! Where the area is: the same mapping with the borders of modules kept.

use super::SynthError;
use super::map::{CELLS, Gate, Request, constraints, sources, versions, write_sources, yosys};
use super::netlist;
use crate::tools::scratch::Folder;
use crate::tools::{ToolError, cache, run};
use crate::words::Shown as _;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

/// All instances of a module, without those in them that are parts of their own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The module, whatever its parameters.
    pub module: String,
    /// How often it stands in the top.
    pub instances: u64,
    /// In thousands of the reference's NAND, of all of them.
    pub kge: f64,
    /// Of all of them.
    pub flip_flops: u64,
}

/// The module behind the name that yosys gives it for its parameters.
fn module(name: &str) -> &str {
    match name.starts_with("$paramod") {
        true => name.split('\\').nth(1).unwrap_or(name),
        false => name,
    }
}

/// Maps a top with its modules kept apart, but for registers, which belong to the module that they stand in; the largest part
/// comes first. Nothing is shared across borders then, so all of them are more than what [`super::mapped`] makes of them.
///
/// # Errors
/// A tool that is missing or fails, a cell that the libraries lack.
pub(super) fn parts(request: &Request, step: &(dyn Fn(&str) + Sync)) -> Result<Vec<Part>, SynthError> {
    let gate = Gate::of(request)?;
    let files = sources(request, gate.as_ref());
    let (script, constraints) = (yosys(request, true), constraints(request.libraries));
    let yosys = &versions()?[0];
    let mut words = vec!["synth modules", yosys.as_str(), script.as_str(), constraints.as_str()];
    words.extend(request.libraries.sources.iter().map(|source| source.sha256.as_str()));
    let key = cache::key(&words, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let entry = cache::kept(
        &key,
        |kept| -> Result<(), SynthError> {
            let folder = Folder::new().map_err(ToolError::io("temporary folder"))?;
            write_sources(&folder, &files, request.libraries, &script)?;
            step(&format!("mapping the modules of {} with {yosys}", request.top));
            run(Command::new("yosys").args(["-q", "map.ys"]).current_dir(folder.path()), None)?.success()?;
            let made = folder.path().join(CELLS);
            fs::copy(&made, kept.join(CELLS)).map_err(ToolError::io(made.shown()))?;
            Ok(())
        },
        |_| true,
    )?;
    let libraries = request.libraries;
    let nand = libraries.cell(&libraries.reference.nand2).map_or(1.0, |cell| cell.area);
    let modules = netlist::cells(&entry.path().join(CELLS))?;
    let mut parts: BTreeMap<&str, Part> = BTreeMap::new();
    let mut left = vec![(request.top, 1)];
    while let Some((name, times)) = left.pop() {
        let of = module(name);
        let part = parts.entry(of).or_insert_with(|| Part {
            module: of.to_owned(),
            instances: 0,
            kge: 0.0,
            flip_flops: 0,
        });
        part.instances += times;
        for (cell, count) in modules.get(name).into_iter().flatten() {
            let count = count * times;
            if let Some(known) = libraries.cell(cell) {
                part.kge += known.area * count as f64 / nand / 1000.0;
                part.flip_flops += if known.flip_flop { count } else { 0 };
            } else if modules.contains_key(cell) {
                left.push((cell, count));
            } else {
                return Err(SynthError::NotMapped { cell: cell.clone() });
            }
        }
    }
    let mut parts: Vec<Part> = parts.into_values().filter(|part| part.kge > 0.0).collect();
    parts.sort_by(|a, b| b.kge.total_cmp(&a.kge));
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_named_without_their_parameters() {
        for (name, expected) in [
            ("x_decoder", "x_decoder"),
            (r"$paramod\x_dec_check\S=s32'00000000000000000000000000001000", "x_dec_check"),
            (r"$paramod$0ad1b2\x_dec_compose", "x_dec_compose"),
        ] {
            assert_eq!(module(name), expected);
        }
    }
}
