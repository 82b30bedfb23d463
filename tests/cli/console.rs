//! Every console block of the documents that needs nothing but Rust prints what the document says.

use crate::common::console::{self, Tier};
use std::path::Path;

macro_rules! documents {
    ($($test:ident $document:literal)*) => {
        $(#[test]
        fn $test() {
            console::check($document, Tier::Rust, Path::new(env!("CARGO_BIN_EXE_huffwire")));
        })*

        #[test]
        fn every_document_is_run() {
            let mut known = vec![$($document),*];
            known.sort_unstable();
            assert_eq!(console::documents(false), known);
        }
    };
}

documents! {
    analyze "docs/analyze.md"
    calibrate "docs/calibrate.md"
    distributed "docs/distributed.md"
    drift "docs/drift.md"
    generate "docs/generate.md"
    link "docs/link.md"
    loadable "docs/loadable.md"
    readme "README.md"
    stream_format "docs/stream-format.md"
}
