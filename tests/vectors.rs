//! The golden model against vectors of an implementation that shares nothing with this one.

mod common;

use huffwire::codec::{Decoder, Encoder};
use std::collections::BTreeMap;

#[test]
fn every_vector_with_one_book() {
    let mut seen = BTreeMap::new();
    for case in common::conformance::one_book() {
        let what = format!("{}: {:02x?}", case.book.element(), case.frame);
        if case.good {
            let mut encoded = Vec::new();
            Encoder::new(&case.book).frame(&case.elements, &mut encoded).unwrap();
            assert_eq!(encoded, case.frame, "{what}");
        }
        let mut decoded = Vec::new();
        let verdict = Decoder::new(&case.book).frame(&case.frame, &mut decoded);
        assert_eq!(decoded, case.elements, "{what}");
        let reason = verdict.err().map(|reason| reason.to_string().replace(' ', "_"));
        assert_eq!(reason, case.reason, "{what}");
        *seen.entry((case.good, reason)).or_insert(0) += 1;
    }
    let seen: Vec<_> = seen.iter().map(|((good, reason), n)| (*good, reason.as_deref(), *n)).collect();
    assert_eq!(
        seen,
        [
            (false, None, 28),
            (false, Some("bad_padding"), 26),
            (false, Some("invalid_codeword"), 26),
            (false, Some("truncated"), 29),
            (true, None, 337),
        ]
    );
}
