//! The registers of designs with loadable slots.

use crate::common::{encoder, parallel, serial};
use huffwire::design::Preset::Balanced;
use huffwire::design::{DecoderSpec, Design, LoadableSpec, Reset, Spec};
use huffwire::element::Element;
use huffwire::registers::Side;
use huffwire::rtl;

/// A design whose books are all loaded.
fn loadable(name: &str, element: &str, decoder: DecoderSpec, numbers: [u64; 4]) -> Spec {
    let [slots, shortest, longest, symbols] = numbers;
    let mut spec = Spec::new(name, Vec::new(), encoder(2, 4, Balanced), decoder);
    spec.loadable =
        Some(LoadableSpec::new(Element::parse(element).unwrap(), slots, shortest, longest, symbols));
    spec
}

/// With escapes and without, with a padding rule that matters, alphabets of less than a word and of many.
fn designs() -> Vec<Design> {
    let bf16 = loadable("reg_bf16", "bf16", parallel(8, Balanced), [2, 2, 8, 32]);
    let mut all = loadable("reg_all", "custom:1:8:6:2", serial(1, Balanced), [3, 2, 8, 32]);
    all.reset = Reset::SyncLow;
    let tiny = loadable("reg_tiny", "custom:1:2:1:0", parallel(1, Balanced), [1, 1, 4, 4]);
    let mut few = loadable("reg_few", "custom:1:4:2:0", serial(1, Balanced), [2, 1, 5, 4]);
    few.loadable.as_mut().unwrap().groups = Some(2);
    let mut many = loadable("reg_many", "custom:2:11:10:1", serial(1, Balanced), [16, 1, 15, 64]);
    (many.counters, many.reset) = (true, Reset::AsyncLow);
    let two = loadable("reg_two", "custom:1:1:0:0", serial(1, Balanced), [2, 1, 3, 2]);
    [bf16, all, tiny, few, many, two].map(crate::common::design).into()
}

#[test]
fn dump() {
    for design in designs() {
        for side in Side::ALL {
            for file in rtl::registers(&design, side) {
                std::fs::create_dir_all("/tmp/regs").unwrap();
                std::fs::write(format!("/tmp/regs/{}", file.path), file.text).unwrap();
            }
        }
    }
}
