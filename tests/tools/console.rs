//! Every console block of the documents that needs simulators or provers prints what the document says.

use crate::common::console::{self, Tier};
use std::path::Path;

macro_rules! documents {
    ($($test:ident $document:literal)*) => {
        $(#[test]
        fn $test() {
            console::check($document, Tier::Tools, Path::new(env!("CARGO_BIN_EXE_huffwire")));
        })*

        #[test]
        fn every_document_is_run() {
            let mut known = vec![$($document),*];
            known.sort_unstable();
            assert_eq!(console::documents(true), known);
        }
    };
}

documents! {
    readme "README.md"
    proofs "formal/README.md"
    driver "examples/driver/README.md"
    integration "docs/integration.md"
    simulate "docs/simulate.md"
}
