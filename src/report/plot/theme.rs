//! What plots look like: widths, colours, and what the colours are in the dark.
//!
//! A renderer that knows no CSS draws the light colours, which stand in the attributes. One that does replaces
//! them where the reader likes it dark: the style sheet knows every colour by its value.

use plotters::style::RGBColor;
use std::fmt::Write as _;

/// Widths of a plot in pixels.
pub(in crate::report) const WIDE: u32 = 600;
pub(in crate::report) const NARROW: u32 = 340;

pub(in crate::report) const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
pub(in crate::report) const INK: RGBColor = RGBColor(0x1c, 0x20, 0x24);
pub(in crate::report) const LABEL: RGBColor = RGBColor(0x59, 0x62, 0x6c);
pub(in crate::report) const AXIS: RGBColor = RGBColor(0x8b, 0x94, 0x9e);
pub(in crate::report) const GRID: RGBColor = RGBColor(0xe1, 0xe4, 0xe8);
pub(in crate::report) const BAND: RGBColor = RGBColor(0xb9, 0xd7, 0xf0);
pub(in crate::report) const SHANNON: RGBColor = RGBColor(0x6b, 0x77, 0x85);
pub(in crate::report) const HUFFMAN: RGBColor = RGBColor(0x0b, 0x6b, 0xb5);
pub(in crate::report) const FIXED: RGBColor = RGBColor(0xc6, 0x51, 0x02);
pub(in crate::report) const PLAIN: RGBColor = RGBColor(0x8a, 0x4f, 0xbf);
pub(in crate::report) const GREEN: RGBColor = RGBColor(0x2a, 0x7f, 0x3f);
pub(in crate::report) const PINK: RGBColor = RGBColor(0xb0, 0x30, 0x7a);
pub(in crate::report) const OCHRE: RGBColor = RGBColor(0x7a, 0x5c, 0x00);

/// Groups that are told apart by colour.
pub(in crate::report) const TELLING: usize = 6;

/// Colours of groups, and that of all others.
pub(in crate::report) const SERIES: [RGBColor; TELLING] = [HUFFMAN, FIXED, GREEN, PLAIN, PINK, OCHRE];
pub(in crate::report) const OTHER: RGBColor = AXIS;

/// Upper ends of the classes of gaps in points, and their colours: blue within the claim, orange beyond.
pub(in crate::report) const CLASSES: [(f64, RGBColor); 8] = [
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
pub(in crate::report) fn style() -> String {
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
