//! Several codebooks on real activations: calibrated on a step of a training run, one book for each layer, and
//! evaluated on a later one.

use huffwire::calibration::{self, EscapeRule};
use huffwire::codebook::Bounds;
use huffwire::codebook::{Books, Codebook};
use huffwire::codec::{Choice, PacketEncoder};
use huffwire::element::Element;
use huffwire::histogram::{Average, Histogram, Weighting};
use safetensors::SafeTensors;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

const LAYERS: [&str; 4] =
    ["layers.0.ffn1.act", "layers.2.ffn1.act", "layers.3.ffn1.act", "layers.5.ffn1.act"];

/// The tensors of a step, of each layer those of every shard.
fn tensors(format: &str, step: &str) -> [Vec<Vec<u8>>; 4] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(format).join(step);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut layers = [const { Vec::new() }; 4];
    for file in files {
        let bytes = fs::read(file).unwrap();
        let file = SafeTensors::deserialize(&bytes).unwrap();
        for (layer, name) in layers.iter_mut().zip(LAYERS) {
            layer.push(file.tensor(name).unwrap().data().to_vec());
        }
    }
    layers
}

fn calibrate(element: Element, tensors: &[Vec<u8>]) -> Codebook {
    let mut average = Average::new(element, Weighting::Tensors);
    for tensor in tensors {
        let mut histogram = Histogram::new(element);
        histogram.count(tensor).unwrap();
        average.add(&histogram);
    }
    let limit = calibration::default_max_length(element, EscapeRule::Auto);
    calibration::build(element, average.weights(), limit, EscapeRule::Auto).unwrap()
}

/// Elements in a block.
const BLOCK: usize = 1024;

fn blocks() -> Choice {
    Choice::blocks(NonZeroUsize::new(BLOCK).unwrap())
}

/// Bits of the elements by a codebook, symbol by symbol.
fn bits(book: &Codebook, elements: &[u8]) -> u64 {
    let element = book.element();
    let symbols = elements.chunks(element.bytes()).map(|bytes| element.symbol(element.value(bytes)));
    symbols.map(|symbol| u64::from(book.element_bits(symbol))).sum()
}

#[test]
fn the_best_of_four_is_never_above_one_of_them_nor_above_raw_and_the_bound() {
    for format in ["bf16", "e4m3"] {
        let element = Element::named(format).unwrap();
        let earlier = tensors(format, "step_000029");
        let layers = earlier.each_ref().map(|layer| calibrate(element, layer));
        let one = calibrate(element, &earlier.concat());
        let [_, second, third, fourth] = layers.clone();
        // A book for each layer; or the one for all, and three for what it does not suit.
        for four in [layers.to_vec(), vec![one.clone(), second, third, fourth]] {
            let books = Books::new(four.clone(), true, true).unwrap();
            let encoder = PacketEncoder::new(&books);
            let bounds = Bounds::new(&books, Some(BLOCK), true);
            let header = u64::from(bounds.header_bits);
            let mut sent = 0;
            let mut each = [0; 4];
            let mut packets = 0;
            for tensor in tensors(format, "step_000083").concat() {
                // Packets of some blocks and a piece.
                for packet in tensor.chunks(5 * BLOCK / 2 * element.bytes()) {
                    let frames = encoder.packet(blocks(), packet).unwrap();
                    let bytes: u64 = frames.iter().map(|frame| frame.bytes.len() as u64).sum();
                    let coded: u64 = frames.iter().map(|frame| frame.bits).sum();
                    for (book, each) in four.iter().zip(&mut each) {
                        let bits = bits(book, packet);
                        assert!(coded <= bits, "{format}");
                        *each += bits;
                        let room = frames.len() as u64 * (header + 7);
                        assert!(8 * bytes <= bits + room, "{format}: header and padding for every block");
                    }
                    let elements = (packet.len() / element.bytes()) as u64;
                    assert!(
                        bytes <= packet.len() as u64 + frames.len() as u64,
                        "{format}: raw and a byte a block"
                    );
                    assert!(bytes <= bounds.packet_bytes(elements), "{format}");
                    for (number, frame) in frames.iter().enumerate() {
                        let at = number * BLOCK * element.bytes();
                        let block = &packet[at..packet.len().min(at + BLOCK * element.bytes())];
                        assert!(four.iter().all(|book| frame.bits <= bits(book, block)), "{format}");
                    }
                    sent += coded;
                    packets += 1;
                }
            }
            assert!(packets > 30, "{packets}");
            // Together four take fewer bits than any one of them, and than the one for all. (Layers of one model are
            // much alike: that is little more than the headers cost.)
            assert!(each.iter().all(|each| sent < *each), "{format}: {sent} and {each:?}");
            let all: Vec<Vec<u8>> = tensors(format, "step_000083").concat();
            let single: u64 = all.iter().map(|tensor| bits(&one, tensor)).sum();
            assert!(sent < single, "{format}: {sent} and {single}");
        }
    }
}

/// Activations of another kind than all four books know: raw takes them, and the bound holds.
#[test]
fn what_suits_no_book_goes_raw() {
    let bf16 = Element::named("bf16").unwrap();
    let earlier = tensors("bf16", "step_000029");
    let four: Vec<Codebook> = earlier.iter().map(|layer| calibrate(bf16, layer)).collect();
    let books = Books::new(four, true, true).unwrap();
    let bounds = Bounds::new(&books, Some(BLOCK), true);
    let encoder = PacketEncoder::new(&books);
    for tensor in tensors("e4m3", "step_000083").concat() {
        // Bytes of e4m3 taken in pairs: their exponents are in other places.
        let frames = encoder.packet(blocks(), &tensor).unwrap();
        let bytes: u64 = frames.iter().map(|frame| frame.bytes.len() as u64).sum();
        assert!(bytes <= bounds.packet_bytes(tensor.len() as u64 / 2));
        assert!(frames.iter().any(|frame| frame.index == 4));
        assert!((bytes as f64) < 1.002 * tensor.len() as f64);
    }
}
