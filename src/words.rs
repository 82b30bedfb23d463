//! Figures and lists as people read them: the only place that knows a plural ending, how a long list is cut, and
//! that no figure is a negative zero.

use std::fmt::Display;

/// The ending of a noun of so many: none of one, else `s`.
pub fn plural<N: Copy + PartialEq + From<u8>>(count: N) -> &'static str {
    if count == N::from(1) { "" } else { "s" }
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
}
