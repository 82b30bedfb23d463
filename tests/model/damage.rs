//! What docs/damage.md says of damaged frames is what comes out.

use crate::common::root;

#[path = "../../examples/damage.rs"]
#[allow(dead_code)]
mod example;

use example::{Checked, Outcome};

/// The document has this table, which begins so, to the last frame.
fn compare(beginning: &str, table: &str) {
    let document = root().join("docs/damage.md");
    let text = std::fs::read_to_string(&document).unwrap();
    let start = text.find(beginning).expect("a table");
    let end = start + text[start..].find("\n\n").expect("text behind the table") + 1;
    if std::env::var_os("HUFFWIRE_UPDATE_DOCS").is_some() {
        std::fs::write(document, format!("{}{table}{}", &text[..start], &text[end..])).unwrap();
        return;
    }
    assert_eq!(&text[start..end], table, "HUFFWIRE_UPDATE_DOCS=1 writes it anew");
}

#[test]
fn the_documentation_has_the_table() {
    compare("| code |", &example::table(root()));
}

/// Of 100,000 damaged frames with a CRC-32 none passes, and the document has the figures.
#[test]
fn what_a_check_finds() {
    let outcomes = example::checked(root());
    compare("| damage |", &example::checked_table(&outcomes));
    let mut passed = 0;
    for (what, [none, crc16, crc32]) in &outcomes {
        for Checked { frames, grammar, check, right, wrong } in [none, crc16, crc32] {
            assert_eq!(grammar + check + right + wrong, *frames, "{what}");
        }
        assert_eq!((none.check, none.frames, crc16.frames), (0, crc32.frames, crc32.frames), "{what}");
        assert_eq!((crc32.right, crc32.wrong), (0, 0), "{what}");
        // Without a check many of every kind do.
        assert!(none.right == 0 && none.wrong > crc32.frames / 10, "{what}");
        // One in 65536 of those that the grammar does not find: none expected in one kind, hardly ever two.
        assert!(crc16.wrong <= 2, "{what}: {}", crc16.wrong);
        passed += crc16.wrong;
    }
    let frames: usize = outcomes.iter().map(|(_, [_, _, crc32])| crc32.frames).sum();
    assert_eq!(frames, 100_000);
    assert!(passed <= 5, "{passed}");
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
