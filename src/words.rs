//! Figures, lists and somebody's words as people read them: the only place that knows a plural ending, how a long list
//! is cut, that no figure is a negative zero, what a word nobody knows may have meant, and how text of others is shown.

use std::borrow::Cow;
use std::fmt::Display;
use std::path::Path;

/// Enums whose variants have names as people type them, in YAML or on a command line.
macro_rules! typed {
    ($($(#[$on_enum:meta])* $enum:ident, $count:literal { $($(#[$doc:meta])* $variant:ident = $name:literal,)* })*) => {
        $(
            $(#[$on_enum])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $enum { $($(#[$doc])* $variant,)* }

            impl $enum {
                /// Every one by its name as it is typed.
                pub const NAMED: [(&str, Self); $count] = [$(($name, Self::$variant)),*];

                /// As it is typed.
                pub fn name(self) -> &'static str {
                    match self { $(Self::$variant => $name,)* }
                }
            }
        )*
    };
}
pub(crate) use typed;

/// The ending of a noun of so many: none of one, else `s`.
pub fn plural<N: Copy + PartialEq + From<u8>>(count: N) -> &'static str {
    if count == N::from(1) { "" } else { "s" }
}

/// An error's text and those of its causes, such as why a file cannot be read.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// `1 tensor`, `2 tensors`, `0 tensors`: digits as a script reads them.
pub fn counted<N: Copy + PartialEq + From<u8> + Display>(count: N, what: &str) -> String {
    format!("{count} {what}{}", plural(count))
}

/// The same in groups of three digits: `12,288 tensors`.
pub fn counted_grouped(count: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(count), plural(count))
}

/// A number of things, in groups of three digits.
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).expect("digits")).collect();
    groups.join(",")
}

/// `a, b, c`.
pub fn list<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(", ")
}

/// The first `most` of a list, and how many more there are: `a, b and 3 more`.
pub fn first_of<T: Display>(items: impl IntoIterator<Item = T>, most: usize) -> String {
    let mut items = items.into_iter();
    let shown = list(items.by_ref().take(most));
    shown + &and_more(items.count())
}

/// What stands behind a list that was cut: ` and 3 more`, or nothing where nothing is left out.
pub fn and_more(left_out: usize) -> String {
    if left_out == 0 { String::new() } else { format!(" and {} more", grouped(left_out as u64)) }
}

/// A figure with so many decimals; never a negative zero, and `n/a` for what is no number.
pub fn decimals(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "n/a".to_owned();
    }
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.bytes().all(|c| matches!(c, b'0' | b'.')) => zero.to_owned(),
        _ => text,
    }
}

/// A difference with so many decimals and its sign; a zero has none.
pub fn signed(value: f64, places: usize) -> String {
    let text = decimals(value, places);
    if value > 0.0 && text.bytes().any(|c| matches!(c, b'1'..=b'9')) { format!("+{text}") } else { text }
}

/// Percent that `bits` save of `whole` bits.
pub fn saved(bits: f64, whole: f64) -> f64 {
    100.0 * (1.0 - bits / whole)
}

/// The known word most like the typed one, where one is like it: the same but for case and separators, or a few
/// letters off.
pub(crate) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |word: &str| -> String {
        word.chars().filter(|c| !"_- .".contains(*c)).flat_map(char::to_lowercase).collect()
    };
    let typed = plain(typed);
    // A third of the letters may be wrong: with more, most words are like some other.
    let most = typed.chars().count().div_ceil(3).min(3);
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&typed, &plain(word)), word))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// `: did you mean `lanes`?`, or nothing.
pub(crate) fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(typed, known).map_or_else(String::new, |word| format!(", did you mean `{word}`?"))
}

/// Whether a terminal would obey the character, or turn the line's direction, rather than show it.
fn commands(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text of ours with somebody's words in it, as a terminal may get it: lines and tabs stay, what else it would obey is
/// written out.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| commands(c) && c != '\n' && c != '\t';
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let written = |c: char| if obeyed(c) { c.escape_default().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(written).collect())
}

/// Somebody's name on one line of a message.
pub fn one_line(name: &str) -> String {
    let written = |c: char| if commands(c) { c.escape_default().to_string() } else { c.to_string() };
    name.chars().map(written).collect()
}

/// Somebody's text as it can stand in a message: short, on one line, nothing that a terminal would obey.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut chars = text.chars();
    let short = one_line(&chars.by_ref().take(MOST).collect::<String>());
    if chars.next().is_some() { short + "..." } else { short }
}

/// A path in a message.
pub trait Shown {
    /// As it was typed, on one line.
    fn shown(&self) -> String;
}

impl Shown for Path {
    fn shown(&self) -> String {
        one_line(&self.to_string_lossy())
    }
}

/// A file's name as a shell takes it.
pub(crate) fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./-+=@%:,".contains(c);
    if !name.is_empty() && name.chars().all(plain) {
        return name.to_owned();
    }
    format!("'{}'", name.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_no_ending() {
        assert_eq!(counted(0, "tensor"), "0 tensors");
        assert_eq!(counted(1u64, "tensor"), "1 tensor");
        assert_eq!(counted(12_288usize, "element"), "12288 elements");
        assert_eq!(counted_grouped(12_288, "element"), "12,288 elements");
        assert_eq!(counted_grouped(1, "run"), "1 run");
        assert_eq!([grouped(0), grouped(999), grouped(1_234_567)], ["0", "999", "1,234,567"]);
    }

    #[test]
    fn long_lists_say_what_they_leave_out() {
        assert_eq!(list(["a", "b"]), "a, b");
        assert_eq!(list([1, 2, 3]), "1, 2, 3");
        assert_eq!(list::<&str>([]), "");
        assert_eq!(first_of(["a", "b", "c"], 3), "a, b, c");
        assert_eq!(first_of(["a", "b", "c"], 2), "a, b and 1 more");
        assert_eq!(first_of(0..1500, 1), "0 and 1,499 more");
        assert_eq!(and_more(0), "");
    }

    #[test]
    fn no_figure_is_a_negative_zero() {
        assert_eq!(decimals(-0.001, 2), "0.00");
        assert_eq!(decimals(-0.006, 2), "-0.01");
        assert_eq!(decimals(-0.4, 0), "0");
        assert_eq!(decimals(f64::NAN, 4), "n/a");
        assert_eq!([signed(0.126, 2), signed(0.001, 2), signed(-2.0, 2)], ["+0.13", "0.00", "-2.00"]);
        assert_eq!(signed(-0.04, 1), "0.0");
        assert_eq!(saved(4.0, 16.0), 75.0);
    }

    #[test]
    fn words_that_are_near_are_found() {
        let keys = ["lanes", "out_bytes", "select", "block", "pipeline"];
        for (typed, meant) in [
            ("lane", Some("lanes")),
            ("outbytes", Some("out_bytes")),
            ("Out-Bytes", Some("out_bytes")),
            ("slect", Some("select")),
            ("pipline", Some("pipeline")),
            ("frequency", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(typed, keys), meant, "{typed}");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        assert_eq!(shown("a\u{1b}[31m\nb\u{202e}"), "a\\u{1b}[31m\\nb\\u{202e}");
        assert_eq!(shown(&"x".repeat(1000)).len(), 63);
        assert_eq!(shown("Größe"), "Größe");
        assert_eq!(harmless("a\u{1b}[31m\n\tb\r"), "a\\u{1b}[31m\n\tb\\r");
        assert_eq!(Path::new("a\nb").shown(), "a\\nb");
    }
}
