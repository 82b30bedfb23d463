//! What `huffwire analyze` shows: a text for the terminal, and a page with plots for the browser.
//!
//! Pure: an [`Analysis`] in, texts out. Every name comes from somebody's file, so it is escaped wherever it is
//! shown, and nothing here grows with the number of tensors: of many, the worst are shown.

mod page;
mod plot;
mod terminal;

pub use terminal::text;

use super::link::Decision;
use super::plot::{clip, shown};
use crate::analysis::{Analysis, Figures, Group};
use crate::files::File;
use crate::words::{self, counted_grouped as counted, decimals, grouped as count};

/// The report's files but for `analysis.json`: `index.html`, which holds everything and opens from disk, and
/// its plots as `plots/*.svg`; where there is a decision about a link, the page opens with it. The same analysis gives the
/// same bytes.
///
/// # Panics
/// When the analysis has no symbolisation, or its indices point nowhere.
pub fn files(analysis: &Analysis, decision: Option<&Decision>) -> Vec<File> {
    let plots = plot::all(analysis);
    let page = File { path: "index.html".to_owned(), text: page::html(analysis, &plots, decision) };
    let plots = plots.into_iter().map(|plot| File { path: plot.path, text: plot.file });
    std::iter::once(page).chain(plots).collect()
}

/// Bits per value.
fn bits(value: f64) -> String {
    decimals(value, 4)
}

/// Percent or percentage points.
fn percent(value: f64) -> String {
    decimals(value, 2)
}

/// A difference, with its sign.
fn signed(value: f64) -> String {
    words::signed(value, 2)
}

/// The proper minus sign.
fn minus(text: String) -> String {
    text.replace('-', "\u{2212}")
}

/// A share of tensors in percent; 100.00 only where it is all of them, 0.00 only where it is none.
fn share(value: f64) -> String {
    match percent(100.0 * value).as_str() {
        "100.00" if value < 1.0 => "99.99".to_owned(),
        "0.00" if value > 0.0 => "0.01".to_owned(),
        text => text.to_owned(),
    }
}

/// The indices of at most so many groups, in their order: of more, those furthest from their tensors' own
/// Huffman codes.
fn most_telling(groups: &[Group], most: usize) -> Vec<usize> {
    worst(groups.len(), most, |group| groups[group].figures.gap_huffman.points)
}

/// What a list of the most telling groups leaves out.
fn left_out(groups: usize, shown: usize) -> Option<String> {
    (groups > shown).then(|| {
        format!(
            "The {shown} groups furthest from their own Huffman codes; analysis.json has all {}.",
            count(groups as u64)
        )
    })
}

/// The indices of the `most` largest of `count` values, in order of the indices; what is no number is least.
fn worst(count: usize, most: usize, value: impl Fn(usize) -> f64) -> Vec<usize> {
    let value = |index| match value(index) {
        number if number.is_nan() => f64::NEG_INFINITY,
        number => number,
    };
    let mut indices: Vec<usize> = (0..count).collect();
    if count > most {
        indices.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
        indices.truncate(most);
        indices.sort_unstable();
    }
    indices
}

/// What a code saves of `value_bits`, percent, and how many points less that is than each tensor's own Huffman
/// code saves.
fn saved(bits: f64, figures: &Figures, value_bits: f64) -> (f64, f64) {
    (100.0 * (1.0 - bits / value_bits), 100.0 * (bits - figures.huffman) / value_bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_they_are_read() {
        assert_eq!(
            [share(1.0), share(0.999_99), share(1e-6), share(0.0)],
            ["100.00", "99.99", "0.01", "0.00"]
        );
        assert_eq!([bits(-1e-9), percent(-1e-9), signed(-1e-9)], ["0.0000", "0.00", "0.00"]);
        assert_eq!(minus(percent(-1.0)), "\u{2212}1.00");
    }

    #[test]
    fn long_names_lose_their_middle() {
        assert_eq!(clip("layers.3.ffn1.activation", 11), "laye...tion");
        assert_eq!(clip("äöü", 3), "äöü");
        assert_eq!(clip("a\nb", 9), "a\u{fffd}b");
    }

    #[test]
    fn of_many_the_worst_stay_in_order() {
        let values = [3.0, 1.0, 4.0, f64::NAN, 5.0];
        assert_eq!(worst(5, 3, |i| values[i]), [0, 2, 4]);
        assert_eq!(worst(5, 4, |i| values[i]), [0, 1, 2, 4]);
        assert_eq!(worst(5, 9, |i| values[i]), [0, 1, 2, 3, 4]);
    }
}
