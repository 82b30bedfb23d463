//! The registers that a clock takes, as text.

use crate::synth::Fewest;
use crate::words;

/// Of ends by their modules, those whose registers were chosen.
pub fn text<'a>(ends: impl Iterator<Item = (&'a str, Option<&'a Fewest>)>) -> String {
    let mut text = String::new();
    for (module, fewest) in ends {
        let Some(fewest) = fewest else { continue };
        if text.is_empty() {
            text += &format!("\nfewest registers for {:.3} GHz\n", fewest.clock_ghz);
        }
        let ghz = fewest.ghz.map_or_else(|| "no path".to_owned(), |ghz| format!("{ghz:.3} GHz"));
        let (registers, levels) = (fewest.pipeline.len(), fewest.levels);
        let runs = words::counted(fewest.runs as u64, "run");
        text += &format!("  {module}: {ghz}, {registers} of {levels}, found in {runs}\n");
        if let (false, Some(ghz), Some(path)) = (fewest.meets_clock, fewest.ghz, &fewest.worst_path) {
            text += &format!(
                "    MISSED by {:.1} % with a register behind every level: {} -> {}, {:.0} ps\n",
                100.0 * (1.0 - ghz / fewest.clock_ghz),
                path.from,
                path.to,
                path.ps
            );
        }
        text += &format!("    pipeline: [{}]\n", fewest.pipeline.join(", "));
    }
    text
}
