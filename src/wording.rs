//! Somebody's words in messages: what they may have meant, and how they are shown.

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

/// Somebody's text as it can stand in a message: short, on one line, nothing that a terminal would obey.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == MOST {
            return shown + "...";
        }
        if c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
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
    }
}
