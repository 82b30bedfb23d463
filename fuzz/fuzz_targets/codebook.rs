#![no_main]
//! Any text as a codebook file.

use huffwire::codebook;
use huffwire::codec::{Decoder, Encoder};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|text: &str| {
    let Ok(book) = codebook::parse(text, Path::new("codebook.yaml")) else { return };
    // What is accepted is written and read as the same codebook, and carries an element.
    let again = codebook::to_yaml(&book);
    assert_eq!(codebook::parse(&again, Path::new("again.yaml")).expect("what was written is read"), book);
    let element = vec![0; book.element().bytes()];
    let (mut frame, mut back) = (Vec::new(), Vec::new());
    Encoder::new(&book).frame(&element, &mut frame).expect("zero is an element");
    Decoder::new(&book).frame(&frame, &mut back).expect("frames come back");
    assert_eq!(back, element);
});
