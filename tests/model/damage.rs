//! What docs/damage.md says of damaged frames is what comes out.

use crate::common::root;

#[path = "../../examples/damage.rs"]
#[allow(dead_code)]
mod example;

use example::Outcome;

/// The document's table is the example's, to the last frame.
#[test]
fn the_documentation_has_the_table() {
    let document = root().join("docs/damage.md");
    let text = std::fs::read_to_string(&document).unwrap();
    let table = example::table(root());
    let start = text.find("| code |").expect("a table");
    let end = start + text[start..].find("\n\n").expect("text behind the table") + 1;
    if std::env::var_os("HUFFWIRE_UPDATE_DOCS").is_some() {
        std::fs::write(document, format!("{}{table}{}", &text[..start], &text[end..])).unwrap();
        return;
    }
    assert_eq!(&text[start..end], table, "HUFFWIRE_UPDATE_DOCS=1 writes it anew");
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
