//! `huffwire encode` and `huffwire decode` as they are typed.

use crate::common::names;
use assert_cmd::Command;
use huffwire::codebook::{self, Books, Check, Codebook};
use huffwire::codec::{Base, Choice};
use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};
use safetensors::Dtype;
use safetensors::tensor::{TensorView, serialize};
use std::fs;
use tempfile::TempDir;

const BF16: &str = "element: bf16\nmax_length: 6\nescape: 4\nlengths: { 126: 2, 127: 1, 125: 3 }\n";
const TINY: &str =
    "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }\n";
const DESIGN: &str = "name: link\nelement: bf16\ncodebooks: [books/bf16.yaml]\n\
    encoder: { lanes: 4, out_bytes: 8 }\ndecoder: { kind: serial, in_bytes: 8 }\n";

/// Suits values of other sizes than `BF16`.
const SMALL: &str = "element: bf16\nmax_length: 6\nescape: 4\nlengths: { 120: 2, 121: 1, 122: 3 }\n";

/// A folder with codebooks and an input of 5000 bf16 values.
struct Bench {
    folder: TempDir,
    elements: Vec<u8>,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let elements: Vec<u8> = (0..5000u32)
            .flat_map(|n| ((n as f32 * 0.37).sin().to_bits() >> 16).to_le_bytes()[..2].to_vec())
            .collect();
        fs::create_dir(folder.path().join("books")).unwrap();
        let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
        write("books/bf16.yaml", BF16.as_bytes());
        write("books/tiny.yaml", TINY.as_bytes());
        write("books/small.yaml", SMALL.as_bytes());
        write("design.yaml", DESIGN.as_bytes());
        write("in.bin", &elements);
        Self { folder, elements }
    }

    fn book(&self, name: &str) -> Codebook {
        codebook::load(&self.folder.path().join("books").join(name)).unwrap()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).unwrap()
    }

    fn run(&self, line: &str) -> assert_cmd::assert::Assert {
        self.command(line).assert()
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huffwire"));
        command.current_dir(self.folder.path()).args(line.split(' '));
        command
    }

    /// The command fails with this message, writes nothing and leaves nothing.
    fn refuses(&self, line: &str, message: &str) {
        let before = names(self.folder.path());
        self.run(line).code(2).stdout(is_empty()).stderr(contains(message));
        assert_eq!(names(self.folder.path()), before, "{line}");
    }
}

#[test]
fn there_and_back() {
    let bench = Bench::new();
    bench
        .run("encode in.bin -o out.hfw --design design.yaml --packet 4KiB")
        .success()
        .stdout(is_empty())
        .stderr(starts_with("in.bin: 10000 bytes in 3 frames of ").and(contains("% saved")));
    let expected = crate::oracle::file(&bench.book("bf16.yaml"), 4096, &bench.elements);
    assert!(bench.read("out.hfw") == expected);
    bench
        .run("decode out.hfw -o back.bin --codebook books/bf16.yaml")
        .success()
        .stdout(is_empty())
        .stderr(starts_with("out.hfw: 3 frames of ").and(contains(" 10000 bytes decoded")));
    assert!(bench.read("back.bin") == bench.elements);
}

#[test]
fn the_default_packet_is_64_kib() {
    let bench = Bench::new();
    bench.write("long.bin", &bench.elements.repeat(7));
    bench
        .run("encode long.bin -o out.hfw --codebook books/bf16.yaml")
        .success()
        .stderr(contains("in 2 frames"));
    assert_eq!(bench.read("out.hfw")[12..16], 65536u32.to_le_bytes());
}

#[test]
fn pipes() {
    let bench = Bench::new();
    let encoded = bench
        .command("encode - -o - --codebook books/bf16.yaml --packet 2")
        .write_stdin(bench.elements.clone())
        .assert()
        .success();
    let frames = encoded.get_output().stdout.clone();
    assert!(frames == crate::oracle::file(&bench.book("bf16.yaml"), 2, &bench.elements));
    let decoded =
        bench.command("decode - -o - --codebook books/bf16.yaml").write_stdin(frames).assert().success();
    assert!(decoded.get_output().stdout == bench.elements);
}

#[test]
fn savings_are_of_the_significant_bits_and_of_the_container() {
    let bench = Bench::new();
    // 13 bits of codewords in two bytes, where the elements have 16 significant bits and take 8 bytes.
    bench.write("two.bin", &[0, 1, 2, 1, 0, 1, 0, 0]);
    bench
        .run("encode two.bin -o out.hfw --codebook books/tiny.yaml")
        .success()
        .stderr("two.bin: 8 bytes in 1 frame of 2 bytes, 0.00 % saved of the 2 significant bits and 75.00 % of the 8\n");
    bench.write("none.bin", &[]);
    bench
        .run("encode none.bin -o out.hfw --codebook books/tiny.yaml")
        .success()
        .stderr("none.bin: 0 bytes in 0 frames of 0 bytes\n");
}

#[test]
fn one_tensor_of_a_file() {
    let bench = Bench::new();
    let values = &bench.elements[..600];
    let u8s = [0u8; 40];
    let tensors = [
        ("a.scale", TensorView::new(Dtype::U8, vec![40], &u8s).unwrap()),
        ("a.act", TensorView::new(Dtype::BF16, vec![3, 100], values).unwrap()),
        ("a.float", TensorView::new(Dtype::F32, vec![10], &u8s).unwrap()),
    ];
    bench.write("t.safetensors", &serialize(tensors, None).unwrap());
    bench.run("encode t.safetensors -o out.hfw --design design.yaml --tensor a.act").success();
    assert!(bench.read("out.hfw") == crate::oracle::file(&bench.book("bf16.yaml"), 65536, values));

    bench.refuses(
        "encode t.safetensors -o x --design design.yaml --tensor a.float",
        "t.safetensors: tensor a.float is F32, but the codebook's element `bf16` takes BF16",
    );
    let missing = "t.safetensors: no tensor `b` among its 3: ";
    bench.refuses("encode t.safetensors -o x --design design.yaml --tensor b", missing);
    bench.refuses(
        "encode - -o x --design design.yaml --tensor b",
        "--tensor b: a tensor is taken out of a file",
    );
    // The whole file is elements too, but hardly meant.
    bench
        .run("encode t.safetensors -o all.hfw --design design.yaml")
        .success()
        .stderr(contains("note: t.safetensors"));

    let mut npy = b"\x93NUMPY\x01\x00\x76\x00".to_vec();
    npy.extend(format!("{:<117}\n", "{'descr': '<u2', 'fortran_order': False, 'shape': (300,), }").bytes());
    npy.extend(values);
    bench.write("act.npy", &npy);
    bench.run("encode act.npy -o npy.hfw --design design.yaml --tensor act").success();
    assert!(bench.read("npy.hfw") == bench.read("out.hfw"));
}

/// More than the command takes from a tensor at a time, and packets across the seams.
#[test]
fn a_long_tensor() {
    let bench = Bench::new();
    let values: Vec<u8> = (0..1 << 20).map(|n: u32| (n.wrapping_mul(0x9e37_79b9) >> 27) as u8 & 3).collect();
    let tensor = [("t", TensorView::new(Dtype::U8, vec![values.len()], &values).unwrap())];
    bench.write("t.safetensors", &serialize(tensor, None).unwrap());
    bench
        .run("encode t.safetensors -o a.hfw --codebook books/tiny.yaml --tensor t --packet 100000")
        .success();
    bench.write("t.bin", &values);
    bench.run("encode t.bin -o b.hfw --codebook books/tiny.yaml --packet 100000").success();
    assert!(bench.read("a.hfw") == bench.read("b.hfw"));
    bench.run("decode a.hfw -o back --codebook books/tiny.yaml").success();
    assert!(bench.read("back") == values);
}

#[test]
fn what_cannot_be_encoded() {
    let bench = Bench::new();
    bench.write("odd.bin", &bench.elements[1..]);
    bench.refuses(
        "encode odd.bin -o x --design design.yaml",
        "odd.bin: 9999 bytes are no whole elements of `bf16`, which has 2 byte(s)",
    );
    bench.refuses("encode in.bin -o x --codebook books/tiny.yaml", "in.bin: element 2 is 0xb9");
    bench.refuses("encode nothing -o x --design design.yaml", "nothing: cannot read: ");
    bench.refuses("encode in.bin -o x --design nothing.yaml", "nothing.yaml: ");
    bench.refuses("encode in.bin -o in.bin/x --design design.yaml", "in.bin/x: cannot be written: ");
    bench.refuses("encode in.bin -o books --design design.yaml", "books: cannot be written: ");
    bench.refuses("encode in.bin -o x", "--codebook <FILE>|--design <FILE>");
    bench
        .refuses("encode in.bin -o x --design design.yaml --codebook books/bf16.yaml", "cannot be used with");
}

#[test]
fn packets_are_sizes() {
    let bench = Bench::new();
    for (typed, message) in [
        ("0", "--packet: packets of 0 bytes: not a positive multiple of the 2 byte(s) of a `bf16` element"),
        ("4097", "--packet: packets of 4097 bytes: not a positive multiple"),
        ("64KB", "use a number of bytes, or of KiB, MiB or GiB: 4096, 64KiB, 1MiB"),
        ("KiB", "use a number of bytes"),
        ("-4", "unexpected argument"),
        ("99999999999999999999999", "use a number of bytes"),
        ("4GiB", "at most 4294967295 bytes"),
        ("4194303KiB", "--packet: packets of 4294966272 bytes: a frame could have 5368707840 bytes"),
    ] {
        bench.refuses(&format!("encode in.bin -o x --design design.yaml --packet {typed}"), message);
    }
    for (typed, packet) in
        [("512", 512u32), ("512B", 512), ("2KiB", 2048), ("1MiB", 1 << 20), ("1GiB", 1 << 30)]
    {
        bench.run(&format!("encode in.bin -o x --design design.yaml --packet {typed}")).success();
        assert_eq!(bench.read("x")[12..16], packet.to_le_bytes());
    }
}

#[test]
fn what_cannot_be_decoded() {
    let bench = Bench::new();
    let file = crate::oracle::file(&bench.book("bf16.yaml"), 4096, &bench.elements);
    bench.write("good.hfw", &file);
    let (bf16, tiny) = (bench.book("bf16.yaml").digest(), bench.book("tiny.yaml").digest());
    bench.refuses(
        "decode good.hfw -o x --codebook books/tiny.yaml",
        &format!(
            "good.hfw: written with another codebook: the file has digest {bf16}, this codebook has {tiny}"
        ),
    );
    bench
        .refuses("decode in.bin -o x --design design.yaml", "in.bin: not a file of frames: it begins with `");
    for (damage, message) in [
        (file[..file.len() - 1].to_vec(), "cut: the file ends at byte "),
        (file[..3000].to_vec(), "cut: the file ends at byte 3000, within frame 0 of "),
        ([&file[..], b"\n"].concat(), "bytes behind the end"),
        (
            [&file[..16], &[1, 0, 0, 0, 0], &file[16..]].concat(),
            "frame 0 (its bytes begin at byte 20 of the file)",
        ),
        ([&file[..file.len() - 1], &[!file[file.len() - 1]]].concat(), "wrong CRC"),
    ] {
        bench.write("bad.hfw", &damage);
        bench.refuses("decode bad.hfw -o x --design design.yaml", &format!("bad.hfw: {message}"));
    }
}

#[test]
fn an_output_that_is_there_is_replaced_whole_or_kept() {
    let bench = Bench::new();
    bench.write("out", b"precious");
    bench.refuses("decode in.bin -o out --design design.yaml", "not a file of frames");
    bench.write("odd.bin", &bench.elements[1..]);
    bench.refuses("encode odd.bin -o out --design design.yaml --packet 2", "no whole elements");
    assert_eq!(bench.read("out"), b"precious");
    for line in [
        "encode in.bin -o in.bin --design design.yaml",
        "encode in.bin -o ./books/../in.bin --design design.yaml",
        "encode in.bin -o design.yaml --design design.yaml",
        "decode in.bin -o in.bin --design design.yaml",
    ] {
        bench.refuses(line, "an input, and --output would overwrite it");
    }
    assert!(bench.read("in.bin") == bench.elements);
    bench.run("encode in.bin -o out --design design.yaml").success();
    assert!(bench.read("out").starts_with(b"HFW1"));
}

const TWO: &str = "--codebook books/bf16.yaml --codebook books/small.yaml";

impl Bench {
    /// Values that suit the first book, the second, none.
    fn mixed(&self) -> Vec<u8> {
        let scaled = |value: &[u8], by: u16| {
            let bits = u16::from_le_bytes([value[0], value[1]]);
            (bits & 0x807f | (bits >> 7 & 0xff).saturating_sub(by) << 7).to_le_bytes()
        };
        let mut mixed = self.elements[..4096].to_vec();
        mixed.extend(self.elements[..4096].chunks(2).flat_map(|value| scaled(value, 5)));
        mixed.extend((0..4096u32).map(|n| (n.wrapping_mul(0x9e37_79b9) >> 24) as u8));
        self.write("mixed.bin", &mixed);
        mixed
    }

    fn two(&self, raw: bool, blocks: bool) -> Books {
        Books::new(vec![self.book("bf16.yaml"), self.book("small.yaml")], raw, blocks).unwrap()
    }
}

#[test]
fn of_several_codebooks_every_packet_gets_the_smallest() {
    let bench = Bench::new();
    let mixed = bench.mixed();
    bench.run(&format!("encode mixed.bin -o out.hfw {TWO} --raw --packet 1KiB")).success().stderr(
        contains("12288 bytes in 12 frames of ")
            .and(contains("\nframes by codebook: books/bf16.yaml 4, books/small.yaml 4, raw 4\n")),
    );
    assert!(
        bench.read("out.hfw") == crate::oracle::file_by_books(&bench.two(true, false), 1024, None, &mixed)
    );
    bench
        .run(&format!("decode out.hfw -o back {TWO}"))
        .success()
        .stderr(contains("12 frames of ").and(contains("books/bf16.yaml 4, books/small.yaml 4, raw 4\n")));
    assert!(bench.read("back") == mixed);

    bench.run(&format!("encode mixed.bin -o out.hfw {TWO} --packet 4096 --block 256")).success();
    assert!(
        bench.read("out.hfw")
            == crate::oracle::file_by_books(&bench.two(false, true), 4096, Some(512), &mixed)
    );
    bench.run(&format!("decode out.hfw -o back {TWO}")).success();
    assert!(bench.read("back") == mixed);
    // One codebook and raw are a choice as well.
    bench.run("encode mixed.bin -o out.hfw --codebook books/bf16.yaml --raw --block 512").success();
    let books = Books::new(vec![bench.book("bf16.yaml")], true, true).unwrap();
    assert!(bench.read("out.hfw") == crate::oracle::file_by_books(&books, 65536, Some(1024), &mixed));
    bench.run("decode out.hfw -o back --codebook books/bf16.yaml").success();
    assert!(bench.read("back") == mixed);
}

#[test]
fn a_design_says_which_books_and_blocks() {
    let bench = Bench::new();
    let mixed = bench.mixed();
    let design = |encoder: &str| {
        DESIGN
            .replace("[books/bf16.yaml]", "[books/bf16.yaml, books/small.yaml]\nraw: true")
            .replace("out_bytes: 8", &format!("out_bytes: 8{encoder}"))
    };
    bench.write("smallest.yaml", design(", select: smallest, block: 64").as_bytes());
    bench.write("sideband.yaml", design("").as_bytes());
    bench.run("encode mixed.bin -o out.hfw --design smallest.yaml --packet 4KiB").success();
    // 64 beats of 4 lanes are 256 elements of 2 bytes.
    assert!(
        bench.read("out.hfw")
            == crate::oracle::file_by_books(&bench.two(true, true), 4096, Some(512), &mixed)
    );
    bench.run("decode out.hfw -o back --design smallest.yaml").success();
    assert!(bench.read("back") == mixed);
    bench.refuses(
        "decode out.hfw -o x --design sideband.yaml",
        "out.hfw: written by these codebooks, but its frames have blocks; those of this design have no blocks",
    );
    bench.refuses(
        "decode out.hfw -o x --codebook books/small.yaml --codebook books/bf16.yaml",
        "out.hfw: written with other codebooks or in another order: the file has digest ",
    );
    bench.refuses(
        "encode mixed.bin -o x --design smallest.yaml --index 1",
        "--index 1: this design chooses for every block itself",
    );
    bench.run("encode mixed.bin -o out.hfw --design sideband.yaml --packet 4KiB").success();
    assert!(
        bench.read("out.hfw") == crate::oracle::file_by_books(&bench.two(true, false), 4096, None, &mixed)
    );
}

#[test]
fn every_packet_by_one_index() {
    let bench = Bench::new();
    let mixed = bench.mixed();
    for index in 0..3 {
        bench
            .run(&format!("encode mixed.bin -o out.hfw {TWO} --raw --packet 4KiB --index {index}"))
            .success()
            .stderr(contains("in 3 frames"));
        let file = bench.read("out.hfw");
        let first = crate::oracle::frame(&bench.two(true, false), index, true, 0, &mixed[..4096]);
        assert!(file[20..20 + first.len()] == first, "{index}");
        bench.run(&format!("decode out.hfw -o back {TWO} --index {index}")).success();
        assert!(bench.read("back") == mixed);
        bench.refuses(
            &format!("decode out.hfw -o x {TWO} --index {}", (index + 1) % 3),
            &format!(": 3 of its frames have index {index}: leave --index out, each says its own"),
        );
    }
    bench.refuses(
        &format!("encode mixed.bin -o x {TWO} --raw --index 3"),
        "--index 3: no such codebook: use 0 (books/bf16.yaml), 1 (books/small.yaml), 2 (raw)",
    );
}

#[test]
fn books_that_do_not_go_together() {
    let bench = Bench::new();
    for (line, message) in [
        (
            "encode in.bin -o x --codebook books/bf16.yaml --codebook books/tiny.yaml",
            "--codebook: codebook 1 codes `{ bytes: 1, bits: 2, symbol: \"1:0\" }`, but codebook 0 codes `bf16`",
        ),
        (
            "encode in.bin -o x --codebook books/bf16.yaml --block 256",
            "--block 256: nothing to choose from one",
        ),
        ("encode in.bin -o x --codebook books/bf16.yaml --raw --block 0", "--block"),
        ("encode in.bin -o x --design design.yaml --raw", "cannot be used with"),
        ("encode in.bin -o x --design design.yaml --block 64", "cannot be used with"),
    ] {
        bench.refuses(line, message);
    }
    let many = "--codebook books/bf16.yaml ".repeat(17);
    bench.refuses(
        &format!("encode in.bin -o x {}", many.trim_end()),
        "--codebook: 17 codebooks: a design has 1 to 16",
    );
    // Any of the files may be what --output would overwrite.
    bench.refuses(
        &format!("encode in.bin -o books/small.yaml {TWO}"),
        "an input, and --output would overwrite it",
    );
}

/// Whether a file is what the format's text says, and comes back by the codebooks alone.
fn round_trip(bench: &Bench, codebooks: &str, flags: &str, books: &Books, choice: Choice, elements: &[u8]) {
    bench.run(&format!("encode mixed.bin -o out.hfw {codebooks}{flags} --packet 1KiB")).success();
    let expected = crate::oracle::file_by_choice(books, 1024, choice, elements);
    assert!(bench.read("out.hfw") == expected, "{codebooks}{flags}");
    bench.run(&format!("decode out.hfw -o back {codebooks}")).success();
    assert!(bench.read("back") == elements, "{codebooks}{flags}");
}

#[test]
fn base_and_check() {
    let bench = Bench::new();
    let mixed = bench.mixed();
    let bases = [
        ("", None),
        (" --base own", Some(Base::Own)),
        (" --base previous", Some(Base::Previous(0))),
        (" --base 0", Some(Base::Given(0))),
        (" --base 251", Some(Base::Given(251))),
        (" --base 255", Some(Base::Given(255))),
    ];
    let checks = [("", None), (" --check crc16", Some(Check::Crc16)), (" --check crc32", Some(Check::Crc32))];
    for (number, (base_flag, base)) in bases.into_iter().enumerate() {
        for (check_flag, check) in checks {
            let made = |books: Books| books.with_base(base.is_some()).unwrap().with_check(check);
            let with = |choice: Choice| choice.with_base(base.unwrap_or(Base::Own));
            // A packet is a frame.
            let one = made(bench.book("bf16.yaml").into());
            let flags = format!("{base_flag}{check_flag}");
            round_trip(&bench, "--codebook books/bf16.yaml", &flags, &one, with(Choice::index(0)), &mixed);
            // Blocks of 100 elements, so that the last of each packet is short: the smallest, or all of one index.
            let blocks = Choice::blocks(100.try_into().unwrap());
            let (index, choice) = match number % 2 {
                0 => ("", blocks),
                _ => (" --index 1", Choice { block: blocks.block, ..Choice::index(1) }),
            };
            let flags = format!(" --raw --block 100{index}{base_flag}{check_flag}");
            round_trip(&bench, TWO, &flags, &made(bench.two(true, true)), with(choice), &mixed);
        }
    }
    // With a base one codebook has blocks as well.
    let one = Books::new(vec![bench.book("bf16.yaml")], false, true).unwrap().with_base(true).unwrap();
    let choice = Choice::blocks(64.try_into().unwrap());
    round_trip(&bench, "--codebook books/bf16.yaml", " --block 64 --base own", &one, choice, &mixed);
}

#[test]
fn wide_symbols_and_custom_exponents() {
    let bench = Bench::new();
    let mixed = bench.mixed();
    let lengths = "max_length: 6\nescape: 3\nlengths: { 253: 3, 254: 2, 255: 1 }\n";
    bench.write("books/m1.yaml", format!("element: bf16_m1\n{lengths}").as_bytes());
    let custom = "element: { bytes: 2, symbol: \"14:7\", exponent: 8 }\nmax_length: 6\nescape: 3\n\
        lengths: { 127: 3, 128: 1, 129: 2 }\n";
    bench.write("books/custom.yaml", custom.as_bytes());
    bench.write(
        "books/ten.yaml",
        b"element: { bytes: 2, symbol: \"9:0\", exponent: 5 }\nmax_length: 1\nescape: 1\nlengths: {}\n",
    );
    for (file, element) in
        [("m1.yaml", "bf16_m1"), ("custom.yaml", "custom:2:16:14:7:8"), ("ten.yaml", "custom:2:16:9:0:5")]
    {
        let book = bench.book(file);
        assert_eq!(book.element().digest_name(), element);
        let books = Books::from(book).with_base(true).unwrap().with_check(Some(Check::Crc32));
        let codebook = format!("--codebook books/{file}");
        let flags = " --base own --check crc32";
        round_trip(&bench, &codebook, flags, &books, Choice::smallest(), &mixed);
    }
    // Refused with the key and the line.
    for (from, to, message) in [
        (
            "exponent: 8",
            "exponent: 9",
            "books/bad.yaml:1: element.exponent: exponent of 9 bits in a symbol of 8: use 2 to 8, or leave it out",
        ),
        (
            "exponent: 8",
            "exponent: 1",
            "books/bad.yaml:1: element.exponent: exponent of 1 bits in a symbol of 8",
        ),
        (
            "14:7",
            "14:4",
            "books/bad.yaml:1: element.symbol: symbol field \"14:4\" of 16 significant bits: it needs 1 to 10 bits",
        ),
        (
            "exponent",
            "exponents",
            "books/bad.yaml:1: element: unknown key `exponents`, did you mean `exponent`?",
        ),
        ("129: 2", "256: 2", "books/bad.yaml:4: lengths.256: symbol 256 is outside the alphabet"),
    ] {
        bench.write("books/bad.yaml", custom.replacen(from, to, 1).as_bytes());
        bench.refuses("encode in.bin -o x --codebook books/bad.yaml", message);
    }
}

#[test]
fn bases_and_checks_that_cannot_be() {
    let bench = Bench::new();
    bench.mixed();
    let based = format!("{DESIGN}base: previous\ncheck: crc16\n");
    bench.write("based.yaml", based.as_bytes());
    for (line, message) in [
        (
            "encode in.bin -o x --codebook books/tiny.yaml --base own",
            "--base: `{ bytes: 1, bits: 2, symbol: \"1:0\" }` has no exponent",
        ),
        (
            "decode in.bin -o x --codebook books/tiny.yaml --base 1",
            "--base: `{ bytes: 1, bits: 2, symbol: \"1:0\" }` has no exponent",
        ),
        (
            "encode in.bin -o x --codebook books/bf16.yaml --base 256",
            "--base 256: the exponents of `bf16` are 0 to 255",
        ),
        ("encode in.bin -o x --codebook books/bf16.yaml --base mine", "use own, previous, or an exponent"),
        ("encode in.bin -o x --codebook books/bf16.yaml --base 70000", "use own, previous, or an exponent"),
        ("encode in.bin -o x --codebook books/bf16.yaml --check crc8", "use crc16, crc32"),
        (
            "encode in.bin -o x --codebook books/bf16.yaml --check crc32 --block 64",
            "--block 64: nothing to choose from one",
        ),
        ("encode in.bin -o x --design design.yaml --base own", "--base: the frames of this design have none"),
        (
            "encode in.bin -o x --design based.yaml --base own",
            "--base: this design's frames have it from themselves: `base: previous`",
        ),
        ("encode in.bin -o x --design design.yaml --check crc32", "cannot be used with"),
    ] {
        bench.refuses(line, message);
    }
}

/// What frames have stands in the digest, and decode says what a flag or a design has otherwise.
#[test]
fn what_frames_have_must_fit() {
    let bench = Bench::new();
    let mixed = bench.mixed();
    bench
        .run(&format!("encode mixed.bin -o out.hfw {TWO} --raw --block 64 --base own --check crc32"))
        .success();
    bench.run(&format!("decode out.hfw -o back {TWO} --raw --block 9 --base 7 --check crc32")).success();
    assert!(bench.read("back") == mixed);
    bench.refuses(
        &format!("decode out.hfw -o x {TWO} --check crc16 --base own"),
        "out.hfw: its frames have crc32: leave --check out, the file's digest says what they have",
    );
    bench.run("encode mixed.bin -o plain.hfw --codebook books/bf16.yaml").success();
    bench.refuses(
        "decode plain.hfw -o x --codebook books/bf16.yaml --raw --block 8 --base own --check crc16",
        "plain.hfw: its frames have no raw book, no blocks, no base, no check: leave --raw, --block, --base, --check out",
    );
    let small = bench.book("small.yaml").digest();
    bench.refuses(
        "decode plain.hfw -o x --codebook books/small.yaml --check crc16",
        &format!(
            "plain.hfw: written with another codebook: the file has digest {}, this codebook has {small}",
            bench.book("bf16.yaml").digest()
        ),
    );
    bench.write("checked.yaml", format!("{DESIGN}base: sideband\ncheck: crc16\n").as_bytes());
    bench.refuses(
        "decode plain.hfw -o x --design checked.yaml",
        "plain.hfw: written by these codebooks, but its frames have no base, no check; those of this design have a base, crc16",
    );
    bench.run("encode mixed.bin -o out.hfw --design checked.yaml --base 130 --packet 1KiB").success();
    let books = Books::from(bench.book("bf16.yaml")).with_base(true).unwrap().with_check(Some(Check::Crc16));
    let choice = Choice::index(0).with_base(Base::Given(130));
    assert!(bench.read("out.hfw") == crate::oracle::file_by_choice(&books, 1024, choice, &mixed));
    bench.run("decode out.hfw -o back --codebook books/bf16.yaml").success();
    assert!(bench.read("back") == mixed);
    bench.refuses(
        "decode out.hfw -o x --design design.yaml",
        "out.hfw: written by these codebooks, but its frames have a base, crc16; those of this design have no base, no check",
    );
    // The header, elements, the check.
    let file = bench.read("out.hfw");
    let length = u32::from_le_bytes(file[16..20].try_into().unwrap()) as usize;
    for (at, reason) in [(20, "check"), (20 + length / 2, ""), (20 + length - 1, "check")] {
        let mut damaged = file.clone();
        damaged[at] ^= 0x10;
        bench.write("bad.hfw", &damaged);
        bench.refuses(
            "decode bad.hfw -o x --codebook books/bf16.yaml",
            &format!("bad.hfw: frame 0 (its bytes begin at byte 20 of the file) is in error: {reason}"),
        );
    }
}

/// A design's own base: its blocks, each by its own exponents; and that of the frame before.
#[test]
fn a_design_with_a_base() {
    let bench = Bench::new();
    let mixed = bench.mixed();
    for (rule, base, block) in [("own", Base::Own, ", block: 16"), ("previous", Base::Previous(0), "")] {
        let design = format!("{DESIGN}base: {rule}\ncheck: crc32\n");
        let design = design.replace("out_bytes: 8", &format!("out_bytes: 8{block}"));
        bench.write("based.yaml", design.as_bytes());
        // 16 beats of 4 lanes.
        let choice = match block {
            "" => Choice::smallest(),
            _ => Choice::blocks(64.try_into().unwrap()),
        };
        let books = Books::new(vec![bench.book("bf16.yaml")], false, !block.is_empty()).unwrap();
        let books = books.with_base(true).unwrap().with_check(Some(Check::Crc32));
        bench.run("encode mixed.bin -o out.hfw --design based.yaml --packet 1KiB").success();
        let expected = crate::oracle::file_by_choice(&books, 1024, choice.with_base(base), &mixed);
        assert!(bench.read("out.hfw") == expected, "{rule}");
        bench.run("decode out.hfw -o back --design based.yaml").success();
        assert!(bench.read("back") == mixed);
    }
}
