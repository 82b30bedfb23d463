#![no_main]
//! Any bytes as a file of frames, and behind the right beginning.

use huffwire::codec::file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, u8, Vec<u8>, Vec<u8>)| {
    let (format, escape, lengths, bytes) = input;
    let Some(book) = huffwire_fuzz::book(format, escape, &lengths) else { return };
    let _ = file::decode(&book, &bytes[..], std::io::sink());

    let packet = (4 * book.element().bytes()) as u32;
    let beginning = [b"HFW1", &book.digest().0[..], &packet.to_le_bytes()].concat();
    let _ = file::decode(&book, &[&beginning[..], &bytes].concat()[..], std::io::sink());

    let mut written = Vec::new();
    if file::encode(&book, packet, &bytes[..], &mut written).is_ok() {
        let mut back = Vec::new();
        file::decode(&book, &written[..], &mut back).expect("what was written is read");
        assert_eq!(back, bytes);
    }
});
