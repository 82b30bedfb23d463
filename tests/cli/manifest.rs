//! A design's manifest is enough to read its frames: `tests/oracle/manifest.py` does, which knows nothing else.

use assert_cmd::Command;
use huffwire::codebook;
use huffwire::element::Element;
use huffwire::sim::Random;
use std::fs;
use std::path::Path;

const TINY: &str =
    "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }\n";
const MIRROR: &str =
    "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths: { 0: 4, 1: 3, 2: 2, 3: 1 }\n";
const BF16: &str =
    "element: bf16\nmax_length: 8\nescape: 8\nlengths: { 118: 4, 119: 3, 120: 2, 121: 2, 122: 3 }\n";
const BF16_OTHER: &str = "element: bf16\nmax_length: 3\nescape: 1\nlengths: { 127: 2 }\n";
const MIDDLE: &str = "element: { bytes: 4, bits: 20, symbol: \"13:9\" }\nmax_length: 6\nescape: 2\nlengths: { 3: 1, 4: 6, 31: 5 }\n";

/// Books, what stands behind them in the design, and what `encode` is told.
const DESIGNS: [(&[&str], &str, &[&str]); 10] = [
    (&[TINY], "encoder: { lanes: 2, out_bytes: 1 }\n", &[]),
    (&[BF16], "encoder: { lanes: 2, out_bytes: 4 }\n", &["--packet", "34"]),
    (&[MIDDLE], "encoder: { lanes: 1, out_bytes: 4 }\n", &["--packet", "400"]),
    (&[BF16, BF16_OTHER], "raw: true\nencoder: { lanes: 2, out_bytes: 4 }\n", &["--packet", "64"]),
    (&[TINY, MIRROR], "encoder: { lanes: 2, out_bytes: 1 }\n", &["--index", "1"]),
    (
        &[TINY, MIRROR],
        "raw: true\nencoder: { lanes: 2, out_bytes: 1, select: smallest, block: 4 }\n",
        &["--packet", "30"],
    ),
    (&[MIDDLE], "raw: true\nencoder: { lanes: 4, out_bytes: 4, select: smallest, block: 2 }\n", &[]),
    (&[BF16], "check: crc16\nencoder: { lanes: 2, out_bytes: 4 }\n", &["--packet", "34"]),
    (
        &[BF16, BF16_OTHER],
        "raw: true\nbase: own\ncheck: crc32\nencoder: { lanes: 2, out_bytes: 4, select: smallest, block: 8 }\n",
        &["--packet", "400"],
    ),
    (&[BF16], "base: sideband\ncheck: crc32\nencoder: { lanes: 2, out_bytes: 4 }\n", &["--base", "9"]),
];

fn huffwire(folder: &Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("huffwire").unwrap().current_dir(folder).args(arguments).assert()
}

fn python(folder: &Path, frames: &str) -> std::process::Output {
    let script = crate::common::root().join("tests/oracle/manifest.py");
    let mut command = std::process::Command::new("python3");
    command.current_dir(folder).arg(script).args(["rtl_out/d/manifest.json", frames, "back.bin"]);
    command.output().unwrap()
}

/// Elements that most books code well and some that they do not.
fn elements(element: Element, count: usize, random: &mut Random) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..count {
        let likely = [3, 4, 120, 121, 122, 127][random.below(6)] % element.alphabet();
        let symbol = if random.below(8) == 0 { random.below(element.alphabet()) } else { likely };
        let value = element.join(symbol as u16, element.raw(random.bits() as u32)) & element.mask();
        bytes.extend_from_slice(&value.to_le_bytes()[..element.bytes()]);
    }
    bytes
}

#[test]
fn the_manifest_alone_reads_frames() {
    if !crate::common::have("python3") {
        return;
    }
    for (number, (books, rest, options)) in DESIGNS.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let mut names = Vec::new();
        for (index, book) in books.iter().enumerate() {
            names.push(format!("b{index}.yaml"));
            fs::write(path.join(&names[index]), book).unwrap();
        }
        let element = books[0].lines().next().unwrap();
        let decoder = "decoder: { kind: serial, in_bytes: 1 }\n";
        let text = format!("name: d\n{element}\ncodebooks: [{}]\n{rest}{decoder}", names.join(", "));
        fs::write(path.join("d.yaml"), text).unwrap();
        huffwire(path, &["generate", "d.yaml"]).success();
        let element = codebook::parse(books[0], Path::new("b0.yaml")).unwrap().element();
        let random = &mut Random::new(number as u64);
        for count in [0, 777] {
            let sent = elements(element, count, random);
            fs::write(path.join("in.bin"), &sent).unwrap();
            let mut encode = vec!["encode", "in.bin", "-o", "frames.hfw", "--design", "d.yaml"];
            encode.extend(options);
            huffwire(path, &encode).success();
            let run = python(path, "frames.hfw");
            assert!(run.status.success(), "{rest}: {}", String::from_utf8_lossy(&run.stderr));
            assert_eq!(fs::read(path.join("back.bin")).unwrap(), sent, "{rest}");
        }
        damage(path, random);
    }
}

/// Where the frames' bytes are in a file of them.
fn frame_bytes(file: &[u8]) -> Vec<usize> {
    let (mut at, mut places) = (16, Vec::new());
    loop {
        let length = u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
        if length == u32::MAX {
            return places;
        }
        places.extend(at + 4..at + 4 + length as usize);
        at += 4 + length as usize;
    }
}

/// The same frame is in error, for the same reason, where a byte of the frames is another; or none, where it was a bit
/// that no element depends on.
fn damage(path: &Path, random: &mut Random) {
    let mut file = fs::read(path.join("frames.hfw")).unwrap();
    let at = *random.of(&frame_bytes(&file));
    file[at] ^= 1 << random.below(8);
    fs::write(path.join("damaged.hfw"), &file).unwrap();
    let decode = ["decode", "damaged.hfw", "-o", "golden.bin", "--design", "d.yaml"];
    let golden =
        Command::new(env!("CARGO_BIN_EXE_huffwire")).current_dir(path).args(decode).output().unwrap();
    if golden.status.success() {
        let said = python(path, "damaged.hfw");
        assert!(said.status.success(), "byte {at}: {}", String::from_utf8_lossy(&said.stderr));
        let read = |name: &str| fs::read(path.join(name)).unwrap();
        assert_eq!(read("back.bin"), read("golden.bin"), "byte {at}");
        return;
    }
    let golden = String::from_utf8_lossy(&golden.stderr).into_owned();
    let reasons = ["bad padding", "invalid codeword", "truncated", "codebook index", "check"];
    let said = python(path, "damaged.hfw");
    assert!(!said.status.success(), "byte {at}");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    for reason in reasons {
        assert_eq!(golden.contains(&format!("in error: {reason}")), said.contains(reason), "{golden}{said}");
    }
}
