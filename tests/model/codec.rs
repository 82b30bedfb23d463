//! The golden model against the format's text, transcribed naively in `oracle`.

use huffwire::codebook::Codebook;
use huffwire::codec::{Decoder, EncodeError, Encoder, Reason};
use huffwire::element::Element;
use proptest::prelude::*;

fn custom(bytes: u64, bits: u64, high: u64, low: u64) -> Element {
    Element::custom(bytes, bits, high, low).unwrap()
}

fn decode(decoder: &Decoder, frame: &[u8]) -> (Vec<u8>, Result<(), Reason>) {
    let mut elements = Vec::new();
    let verdict = decoder.frame(frame, &mut elements);
    (elements, verdict)
}

/// The documentation's codebook: 0, 10, 110, 1110.
fn tiny() -> Codebook {
    Codebook::new(custom(1, 2, 1, 0), 4, &[1, 2, 3, 4], None).unwrap()
}

#[test]
fn all_frames_of_two_bytes() {
    let books = [
        tiny(),
        // An escape alone, with an unassigned half of the code.
        Codebook::new(custom(1, 3, 2, 0), 4, &[], Some(1)).unwrap(),
        // Escape between the codewords, raw bits on both sides of the symbol.
        Codebook::new(custom(1, 7, 4, 2), 5, &[0, 2, 0, 3, 0, 1], Some(3)).unwrap(),
        // A complete code whose all-ones element has exactly 8 bits.
        Codebook::new(custom(1, 8, 0, 0), 1, &[1, 1], None).unwrap(),
        // The raw books of 1, 6 and 8 bits.
        Codebook::raw(custom(1, 1, 0, 0)),
        Codebook::raw(Element::named("e3m2").unwrap()),
        Codebook::raw(Element::named("bytes").unwrap()),
        // Every length from 1 to 16, so also codewords beyond the decoder's table; the escape is the last.
        Codebook::new(custom(2, 9, 5, 2), 16, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], Some(16))
            .unwrap(),
        // One codeword of 16 bits; all else is unassigned.
        Codebook::new(custom(4, 1, 0, 0), 16, &[16], Some(16)).unwrap(),
        // A symbol of ten bits, most of them escaped.
        Codebook::new(custom(2, 12, 10, 1), 4, &[0, 3, 1, 4], Some(3)).unwrap(),
    ];
    for book in &books {
        let decoder = Decoder::new(book);
        let frames = (0..=0xffffu16).map(|bits| bits.to_be_bytes().to_vec());
        for frame in frames.chain((0..=0xff).map(|byte| vec![byte])).chain([vec![]]) {
            assert_eq!(
                decode(&decoder, &frame),
                crate::oracle::decode(book, &frame),
                "{frame:02x?} by {book:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn frames_are_the_text_s_and_come_back((book, elements) in crate::oracle::books_and_elements()) {
        let element = book.element();
        let mut frame = vec![0x5a];
        Encoder::new(&book).frame(&elements, &mut frame).unwrap();
        prop_assert_eq!(frame.remove(0), 0x5a);
        prop_assert_eq!(&frame, &crate::oracle::encode(&book, &elements));

        let symbols = elements.chunks(element.bytes()).map(|bytes| element.symbol(element.value(bytes)));
        let bits: u32 = symbols.map(|symbol| book.element_bits(symbol)).sum();
        prop_assert_eq!(frame.len() as u32, bits.div_ceil(8));

        let mut decoded = vec![0xa5];
        prop_assert_eq!(Decoder::new(&book).frame(&frame, &mut decoded), Ok(()));
        prop_assert_eq!(decoded.remove(0), 0xa5);
        prop_assert_eq!(decoded, elements);
    }

    #[test]
    fn any_frame_gives_what_the_text_says((book, frame) in crate::oracle::books_and_frames()) {
        prop_assert_eq!(decode(&Decoder::new(&book), &frame), crate::oracle::decode(&book, &frame));
    }

    /// Any bytes of elements are a frame that comes back or an error that leaves nothing behind.
    #[test]
    fn any_elements_are_encoded_or_refused(book in crate::oracle::books(), elements: Vec<u8>) {
        let element = book.element();
        let mut frame = vec![0x5a];
        match Encoder::new(&book).frame(&elements, &mut frame) {
            Ok(()) => prop_assert_eq!(decode(&Decoder::new(&book), &frame[1..]), (elements, Ok(()))),
            Err(error) => {
                prop_assert_eq!(frame, [0x5a]);
                match error {
                    EncodeError::NotWhole { bytes, .. } => prop_assert!(bytes % element.bytes() as u64 != 0),
                    EncodeError::Insignificant { index, value, .. } => {
                        let at = index as usize * element.bytes();
                        prop_assert_eq!(element.value(&elements[at..at + element.bytes()]), value);
                        prop_assert!(value > element.mask());
                    }
                }
            }
        }
    }
}

#[test]
fn elements_that_the_stream_cannot_carry_are_named() {
    let refuse = |book: &Codebook, elements: &[u8]| {
        Encoder::new(book).frame(elements, &mut Vec::new()).unwrap_err().to_string()
    };
    assert_eq!(
        refuse(&tiny(), &[0, 3, 4, 5]),
        "element 2 is 0x4: `{ bytes: 1, bits: 2, symbol: \"1:0\" }` has 2 significant bits, those above must be zero"
    );
    let bf16 = Codebook::raw(Element::named("bf16").unwrap());
    assert_eq!(refuse(&bf16, &[1, 2, 3]), "3 bytes are no whole elements of `bf16`, which has 2 byte(s)");
}

/// The order of the rules at the place where reading stops.
#[test]
fn what_is_left_decides_the_reason() {
    let decoder = Decoder::new(&tiny());
    // 0, then seven ones: more padding than any frame needs, but less than a byte.
    assert_eq!(decode(&decoder, &[0b0111_1111]), (vec![0], Ok(())));
    // Bits that begin no codeword are bad padding as long as they are less than a byte.
    assert_eq!(decode(&decoder, &[0b1110_1111, 0b1111_1111]), (vec![3], Err(Reason::InvalidCodeword)));
    assert_eq!(decode(&decoder, &[0b0111_1101]), (vec![0], Err(Reason::BadPadding)));
    // A byte of ones is no padding.
    assert_eq!(decode(&decoder, &[0xff]), (vec![], Err(Reason::InvalidCodeword)));
    assert_eq!(decode(&decoder, &[]), (vec![], Ok(())));
    // One of 16 bits is missing from an element of a raw book.
    let bf16 = Decoder::new(&Codebook::raw(Element::named("bf16").unwrap()));
    assert_eq!(decode(&bf16, &[0x7f]), (vec![], Err(Reason::Truncated)));
    // Eight bits are left of a codeword of 16: what they begin is unknown, that they begin one is not.
    let book = Codebook::new(custom(1, 1, 0, 0), 16, &[16], Some(16)).unwrap();
    assert_eq!(decode(&Decoder::new(&book), &[0]), (vec![], Err(Reason::Truncated)));
    assert_eq!(decode(&Decoder::new(&book), &[1]), (vec![], Err(Reason::InvalidCodeword)));
    let reasons = [
        Reason::BadPadding,
        Reason::InvalidCodeword,
        Reason::Truncated,
        Reason::CodebookIndex,
        Reason::Check,
    ];
    assert_eq!(reasons.map(|reason| reason as u8), [1, 2, 3, 4, 5]);
}
