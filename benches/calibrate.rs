//! How fast tensors are counted: in memory, and from a file that the page cache holds. Prints GB/s, asserts
//! nothing.
//!
//! `cargo bench --bench calibrate`

use huffwire::element::Element;
use huffwire::histogram::{Counting, Histogram, View};
use huffwire::tensor;
use huffwire::tensor::TensorError;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

const SIZE: usize = 512 << 20;

/// GB/s of the fastest of five runs.
fn rate(bytes: usize, mut run: impl FnMut()) -> f64 {
    let seconds = (0..5).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    });
    bytes as f64 / seconds.fold(f64::INFINITY, f64::min) / 1e9
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads")
}

/// As `calibrate` counts.
fn counted(tensors: &[tensor::Tensor], element: Element) -> Result<(), TensorError> {
    let views = [View::stored(element)];
    let counting =
        Counting { element, views: &views, blocks: &[], frames: None, keep_going: false, progress: &|_| () };
    counting.run(tensors, |_, counted| counted.map(drop))
}

/// What the reads of [`Counting`] are measured against: the same counting over a mapping, in pieces
/// of 16 MiB.
fn mapped(file: &Path, element: Element) -> Histogram {
    use rayon::prelude::*;
    let file = File::open(file).expect("the file written");
    // SAFETY: nobody else knows the temporary file, so it does not change under the mapping.
    let bytes = unsafe { memmap2::Mmap::map(&file) }.expect("a mapping");
    let count = |mut sum: Histogram, piece: &[u8]| {
        sum.count(piece).expect("all bits are significant");
        sum
    };
    let none = || Histogram::new(element);
    bytes.par_chunks(16 << 20).fold(none, count).reduce(none, |mut a, b| {
        a.merge(&b);
        a
    })
}

fn main() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("GB/s, {} MiB; a file's figures with 1 thread and with {cores}", SIZE >> 20);
    println!("{:10} {:>8} {:>15} {:>15}", "", "memory", "file, read", "file, mapped");
    for (name, sample) in [("bf16", "bf16"), ("bf16_bytes", "bf16"), ("e4m3", "e4m3"), ("fp32", "bf16")] {
        let element = Element::named(name).expect("a named format");
        let sample =
            format!("{}/tests/data/{sample}/step_000029/shard_0.safetensors", env!("CARGO_MANIFEST_DIR"));
        let sample = std::fs::read(sample).expect("the sample tensors");
        // Behind the header; the values of all layers one after the other.
        let data: Vec<u8> = sample[4096..4096 + 40960].iter().copied().cycle().take(SIZE).collect();
        let mut file = tempfile::Builder::new().suffix(".bin").tempfile().expect("a temporary file");
        file.write_all(&data).expect("room for the data");
        let memory = rate(SIZE, || Histogram::new(element).count(&data).expect("all bits are significant"));
        let [mut read, mut map] = [String::new(), String::new()];
        for pool in [pool(1), pool(cores)] {
            let tensors = tensor::open(file.path()).expect("raw elements");
            read += &format!(
                "{:>7.2}",
                rate(SIZE, || {
                    pool.install(|| counted(&tensors, element)).expect("readable");
                })
            );
            map += &format!("{:>7.2}", rate(SIZE, || drop(pool.install(|| mapped(file.path(), element)))));
        }
        println!("{name:10} {memory:>8.2} {read:>15} {map:>15}");
    }
}
