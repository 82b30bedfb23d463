#![no_main]
//! Any bytes as a tensor file; the first one chooses its kind and the element format.

use huffwire::element::NAMED;
use huffwire::tensor;
use libfuzzer_sys::fuzz_target;
use std::cell::OnceCell;
use tempfile::TempDir;

thread_local! {
    static FOLDER: OnceCell<TempDir> = const { OnceCell::new() };
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let choice = usize::from(choice);
    let name = ["t.safetensors", "t.npy", "t.bin"][choice % 3];
    let element = NAMED[choice / 3 % NAMED.len()];
    FOLDER.with(|cell| {
        let folder = cell.get_or_init(|| tempfile::tempdir().expect("a folder for the files"));
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).expect("a file can be written");
        let Ok(tensors) = tensor::open(&file) else { return };
        let _ = tensor::check(&tensors, element, false);
        for tensor in tensors {
            if tensor::check(std::slice::from_ref(&tensor), element, true).is_err() {
                continue;
            }
            let Ok(count) = tensor.elements(element) else { continue };
            let mut read = 0;
            let whole = tensor.read(element, 0, count, |index, elements| {
                assert_eq!(index, read, "elements come in order");
                read += (elements.len() / element.bytes()) as u64;
                Ok(())
            });
            assert!(whole.is_err() || read == count, "{read} of {count} elements");
        }
    });
});
