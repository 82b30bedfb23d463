//! What docs/damage.md says of damaged frames is what comes out.

use crate::common::root;

#[path = "../../examples/damage.rs"]
#[allow(dead_code)]
mod example;

use example::{Checked, Outcome};

/// The document's table that begins so.
fn stated(text: &str, beginning: &str) -> std::ops::Range<usize> {
    let start = text.find(beginning).expect("a table");
    start..start + text[start..].find("\n\n").expect("text behind the table") + 1
}

/// The document's table is the example's, to the last frame.
#[test]
fn the_documentation_has_the_table() {
    let document = root().join("docs/damage.md");
    let text = std::fs::read_to_string(&document).unwrap();
    let table = example::table(root());
    let place = stated(&text, "| code |");
    if std::env::var_os("HUFFWIRE_UPDATE_DOCS").is_some() {
        std::fs::write(document, format!("{}{table}{}", &text[..place.start], &text[place.end..])).unwrap();
        return;
    }
    assert_eq!(&text[place], table, "HUFFWIRE_UPDATE_DOCS=1 writes it anew");
}

/// A smaller repeat of the document's second table, whose 100,000 frames take longer: with a CRC-32 nothing passes.
#[test]
fn what_a_check_finds() {
    const FRAMES: usize = 300;
    let text = std::fs::read_to_string(root().join("docs/damage.md")).unwrap();
    let stated = &text[stated(&text, "| damage | frames |")];
    let outcomes = example::checked(root(), FRAMES);
    assert_eq!(outcomes.len(), 10);
    let mut rows = stated.lines().skip(2);
    for (what, [none, crc16, crc32]) in &outcomes {
        for Checked { frames, grammar, check, right, wrong } in [none, crc16, crc32] {
            assert_eq!((grammar + check + right + wrong, *frames), (FRAMES, FRAMES), "{what}");
        }
        assert_eq!(none.check, 0, "{what}");
        assert_eq!((crc32.right, crc32.wrong), (0, 0), "{what}");
        // One in 65536, of those that the grammar does not find.
        assert!(crc16.wrong <= 1, "{what}: {}", crc16.wrong);
        let row: Vec<&str> = rows.next().expect("a row for each").split('|').map(str::trim).collect();
        let frames = example::CHECKED_FRAMES.to_string();
        assert_eq!((row[1], row[2], row[3], row[6]), (*what, frames.as_str(), "0", "0"));
        // What is found by grammar alone is of the same order in the small as in the large.
        let quiet = row[4].parse::<f64>().unwrap() / example::CHECKED_FRAMES as f64;
        assert!(
            (quiet - none.wrong as f64 / FRAMES as f64).abs() < 0.1,
            "{what}: {} and {quiet}",
            none.wrong
        );
    }
    let all = (outcomes.len() * example::CHECKED_FRAMES).to_string();
    let last: Vec<&str> = rows.next().expect("a row for all").split('|').map(str::trim).collect();
    assert_eq!((last[1], last[2], last[6]), ("all", all.as_str(), "0"));
    assert_eq!(all, "100000");
}

/// What the document says in words: whatever the kind of damage, wrong elements mostly come without a word, and the
/// CRC that a file carries finds them all.
#[test]
fn what_is_found_and_what_is_not() {
    let outcomes = example::outcomes(root());
    let mut kinds = std::collections::BTreeMap::<&str, (usize, usize)>::new();
    for (code, what, outcome) in &outcomes {
        let Outcome { frames, reported, right, wrong, wrong_of_same_length, found_by_crc } = outcome;
        assert_eq!(reported.iter().sum::<usize>() + right + wrong, *frames, "{code}, {what}");
        assert_eq!(found_by_crc, wrong, "{code}, {what}");
        assert!(wrong_of_same_length <= wrong);
        let (found, lost) = kinds.entry(what).or_default();
        *found += reported.iter().sum::<usize>();
        *lost += wrong;
    }
    assert_eq!(kinds.len(), 8);
    let quiet = |what: &str| kinds[what].1 > kinds[what].0;
    assert!(["one bit flipped", "four bits flipped", "burst of 32 bits"].into_iter().all(quiet), "{kinds:?}");
}
