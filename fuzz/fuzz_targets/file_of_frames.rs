#![no_main]
//! Any bytes as a file of frames, and behind the right beginning.

use huffwire::codec::file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, u8, Vec<u8>, u16, Vec<u8>)| {
    let (format, escape, lengths, design, bytes) = input;
    let Some(books) = huffwire_fuzz::books(format, escape, &lengths, design) else { return };
    let _ = file::decode(&books, &bytes[..], std::io::sink());

    let packet = (4 * books.element().bytes()) as u32;
    let beginning = [b"HFW1", &books.digest().0[..], &packet.to_le_bytes()].concat();
    let _ = file::decode(&books, &[&beginning[..], &bytes].concat()[..], std::io::sink());

    let choice = huffwire_fuzz::choice(&books, design);
    let mut written = Vec::new();
    if file::encode(&books, choice, packet, &bytes[..], &mut written).is_ok() {
        let mut back = Vec::new();
        file::decode(&books, &written[..], &mut back).expect("what was written is read");
        assert_eq!(back, bytes);
    }
});
