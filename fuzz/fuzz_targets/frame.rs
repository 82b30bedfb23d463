#![no_main]
//! Any bytes as a frame and as elements, by any codebook; and as the frames of packets, by several.

use huffwire::codec::{Base, Decoder, Encoder, FrameDecoder, PacketDecoder, PacketEncoder};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, u8, Vec<u8>, u16, Vec<u8>)| {
    let (format, escape, lengths, design, bytes) = input;
    let Some(book) = huffwire_fuzz::book(format, escape, &lengths) else { return };
    let (encoder, decoder) = (Encoder::new(&book), Decoder::new(&book));

    let mut elements = Vec::new();
    let _ = decoder.frame(&bytes, &mut elements);
    let bits = 8 * bytes.len() / book.shortest_element() as usize;
    assert!(elements.len() <= bits * book.element().bytes(), "more elements than the frame's bits can hold");

    if let Some(books) = huffwire_fuzz::books(format, escape, &lengths, design) {
        let mut decoder = PacketDecoder::new(&books);
        let mut elements = Vec::new();
        let mut packets = 0;
        let frames = bytes.chunks(5);
        for frame in frames.clone() {
            packets += usize::from(decoder.frame(frame, &mut elements).is_some());
        }
        assert!(packets <= frames.len());
        let bits = 8 * bytes.len() / books.shortest_element() as usize;
        assert!(
            elements.len() <= bits * books.element().bytes(),
            "more elements than the frames' bits can hold"
        );

        // What comes out of any frames is a packet that becomes frames and itself again, each with the base that it says.
        let choice = huffwire_fuzz::choice(&books, design);
        let sent =
            PacketEncoder::new(&books).packet(choice, &elements).expect("what a decoder gives are elements");
        let (mut back, decoder) = (Vec::new(), FrameDecoder::new(&books));
        for (number, frame) in sent.iter().enumerate() {
            let read = decoder.frame(&frame.bytes, &mut back);
            assert_eq!((read.index, read.base, read.verdict), (Some(frame.index), frame.base, Ok(())));
            assert_eq!(read.last, number + 1 == sent.len());
            assert!(choice.base != Base::Own || frame.base == frame.own_base);
        }
        assert_eq!(back, elements);
    }

    for elements in [elements, bytes] {
        let mut frame = Vec::new();
        if encoder.frame(&elements, &mut frame).is_ok() {
            let mut back = Vec::new();
            assert_eq!(decoder.frame(&frame, &mut back), Ok(()));
            assert_eq!(back, elements);
        }
    }
});
