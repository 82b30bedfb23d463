//! Plots as SVG, what those of all reports have in common: each in two widths for a page, and as a file of its own. What they
//! look like is in `theme`, sizes, legends and axes in `frame`.

pub(super) mod frame;
pub(super) mod theme;

/// A plot of some kind.
pub(super) struct Plot<K> {
    pub kind: K,
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

/// A name from a file as it can be shown: control characters would end lines, and are none of XML's.
pub(super) fn shown(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c })
        .collect()
}

/// A name in at most `most` characters; of a longer one the middle is left out.
pub(super) fn clip(name: &str, most: usize) -> String {
    let chars: Vec<char> = shown(name).chars().collect();
    if chars.len() <= most {
        return chars.into_iter().collect();
    }
    let kept = most.saturating_sub(3);
    let head = kept.div_ceil(2);
    let tail = &chars[chars.len() - (kept - head)..];
    chars[..head].iter().chain(&['.'; 3]).chain(tail).collect()
}
