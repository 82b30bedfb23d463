//! `huffwire drift` as it is typed: figures by hand, and counters as golden frames would make them.

use assert_cmd::Command;
use huffwire::codebook::{self, Books};
use huffwire::codec::{Choice, PacketEncoder};
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// 16 bits an element of which 10 are expected; 9 to 24 are possible.
const A: &str =
    "element: bf16\nmax_length: 8\nescape: 8\nlengths: { 126: 2, 127: 1 }\nsource: { expected_bits: 10.0 }\n";
/// The same but for the expectation.
const B: &str = "element: bf16\nmax_length: 8\nescape: 8\nlengths: { 126: 1, 127: 2 }\n";

struct Bench(TempDir);

impl Bench {
    fn new(counters: &Value) -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        for (name, text) in [("a.yaml", A), ("b.yaml", B), ("c.json", &counters.to_string())] {
            bench.write(name, text);
        }
        bench
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &str) -> assert_cmd::assert::Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huffwire"));
        command.current_dir(self.0.path()).arg("drift").args(arguments.split(' ')).assert()
    }

    fn json(&self, arguments: &str) -> Value {
        let run = self.run(&format!("{arguments} --json")).success().stderr(is_empty());
        serde_json::from_slice(&run.get_output().stdout).unwrap()
    }

    fn refuses(&self, arguments: &str, message: &str) {
        self.run(arguments).code(2).stdout(is_empty()).stderr(contains(message));
    }
}

/// Counters of so many indices: frames, elements, bits.
fn counters(counts: &[(u64, u64, u64)]) -> Value {
    let mut counters = json!({ "index_beyond": 0 });
    for (index, (frames, elements, bits)) in counts.iter().enumerate() {
        counters[format!("frames_{index}")] = json!(frames);
        counters[format!("elements_{index}")] = json!(elements);
        counters[format!("bits_{index}")] = json!(bits);
    }
    counters
}

const ALL: &str = "--counters c.json --codebook a.yaml --codebook b.yaml --raw";

#[test]
fn figures_by_hand() {
    let mut counted = counters(&[(7, 6000, 66_000), (3, 2000, 20_000), (2, 2000, 32_000)]);
    counted["index_beyond"] = json!(5);
    counted["read_at"] = json!("2026-11-24");
    let bench = Bench::new(&counted);
    let drift = bench.json(ALL);
    let a = &drift["indices"][0];
    assert_eq!((&a["file"], &a["frames"], &a["elements"]), (&json!("a.yaml"), &json!(7), &json!(6000)));
    assert_eq!((&a["expected_bits"], &a["measured_bits"]), (&json!(10.0), &json!(11.0)));
    assert!((a["drift_percent"].as_f64().unwrap() - 10.0).abs() < 1e-9);
    assert_eq!((&a["share_percent"], &a["verdict"]), (&json!(60.0), &json!("stale")));
    // Its file does not say what is expected.
    let b = &drift["indices"][1];
    assert_eq!(
        (&b["measured_bits"], &b["expected_bits"], &b["verdict"]),
        (&json!(10.0), &json!(null), &json!("unknown"))
    );
    let raw = &drift["indices"][2];
    assert_eq!(
        (&raw["file"], &raw["share_percent"], &raw["verdict"]),
        (&json!("raw"), &json!(20.0), &json!("often"))
    );
    assert_eq!((&drift["recalibrate"], &drift["index_beyond"]), (&json!(["a.yaml"]), &json!(5)));
    bench.run(ALL).success().stdout(
        contains("calibrate a.yaml again")
            .and(contains("20.0 % of the elements are sent raw"))
            .and(contains("5 packets asked for an index beyond the last"))
            .and(contains("+10.0 %"))
            .and(contains("no codebook to calibrate").not()),
    );
}

#[test]
fn limits_and_the_exit_code() {
    let bench = Bench::new(&counters(&[(7, 6000, 63_000), (1, 10, 240), (1, 1000, 16_000)]));
    let verdicts = |more: &str| {
        let drift = bench.json(&format!("{ALL}{more}"));
        let indices = drift["indices"].as_array().unwrap().clone();
        indices.iter().map(|index| index["verdict"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // 5 % more than expected are not more than 5 %.
    assert_eq!(verdicts(""), ["good", "few", "often"]);
    assert_eq!(verdicts(" --threshold 4.9 --raw-threshold 15"), ["stale", "few", "good"]);
    bench
        .run(&format!("{ALL} --fail --raw-threshold 15"))
        .success()
        .stdout(contains("no codebook to calibrate"));
    bench.run(&format!("{ALL} --fail")).code(1).stdout(contains("sent raw"));
    bench.run(&format!("{ALL} --fail --threshold 1 --raw-threshold 100 --json")).code(1);
    bench.run(&format!("{ALL} --threshold 1")).success().stdout(contains("calibrate a.yaml again"));
}

/// More bits than the raw book would take is stale whatever the limit and whatever the file says.
#[test]
fn expansion_is_stale() {
    let bench = Bench::new(&counters(&[(1, 1000, 16_001), (1, 1000, 16_001)]));
    let drift = bench.json("--counters c.json --codebook a.yaml --codebook b.yaml --threshold 1000");
    assert_eq!(drift["recalibrate"], json!(["a.yaml", "b.yaml"]));
}

#[test]
fn nothing_counted() {
    let bench = Bench::new(&counters(&[(0, 0, 0); 3]));
    let drift = bench.json(ALL);
    for index in drift["indices"].as_array().unwrap() {
        assert_eq!((&index["verdict"], &index["share_percent"]), (&json!("unused"), &json!(0.0)));
    }
    bench.run(&format!("{ALL} --fail")).success();
}

#[test]
fn between_two_readings_counters_may_wrap() {
    let top = 1u64 << 48;
    let bench = Bench::new(&counters(&[(4, 500, 5000)]));
    bench.write("before.json", &counters(&[(1, top - 500, top - 6000)]).to_string());
    let drift = bench.json("--counters c.json --since before.json --codebook a.yaml");
    let a = &drift["indices"][0];
    assert_eq!((&a["frames"], &a["elements"], &a["measured_bits"]), (&json!(3), &json!(1000), &json!(11.0)));
}

#[test]
fn what_says_nothing_is_refused() {
    let bench = Bench::new(&counters(&[(7, 6000, 66_000), (3, 2000, 20_000), (2, 2000, 32_000)]));
    bench.refuses(
        "--counters c.json --codebook a.yaml --codebook b.yaml",
        "c.json: `frames_2`: the last index is 1: name every codebook of the design, and --raw",
    );
    bench.refuses(&format!("{ALL} --codebook a.yaml"), "--codebook a.yaml: the same code as a.yaml");
    bench.write("third.yaml", "element: bf16\nmax_length: 8\nescape: 1\nlengths: { 120: 8 }\n");
    bench.refuses(
        &format!("{ALL} --codebook third.yaml"),
        "c.json: no `frames_3`: of every index frames, elements and bits are needed, here of 0 to 3",
    );
    bench.refuses("--counters none.json --codebook a.yaml", "none.json: cannot be read");
    bench.refuses("--counters c.json", "--codebook <FILE>|--design <FILE>");
    bench.refuses(&format!("{ALL} --threshold=-1"), "use a number of percent");
    bench.refuses(&format!("{ALL} --threshold many"), "use a number of percent");
    bench.write("other.yaml", "element: e4m3\nmax_length: 8\nescape: 1\nlengths: {}\n");
    bench.refuses(
        &format!("{ALL} --codebook other.yaml"),
        "--codebook: codebook 2 codes `e4m3`, but codebook 0 codes `bf16`",
    );
    for (text, message) in [
        (
            "[1, 2]",
            "bad.json: not a JSON object of counters: another kind of value: expected an object at line 1",
        ),
        ("{", "bad.json: not a JSON object of counters: EOF"),
        ("{\"frames_0\": -1}", "bad.json: frames_0: -1: a counter is a whole number below 2^48"),
        ("{\"frames_0\": 281474976710656}", "bad.json: frames_0: 281474976710656: a counter is"),
        (
            "{\"frames_0\": 1, \"frames_0\": 2}",
            "bad.json: not a JSON object of counters: `frames_0` stands twice at line 1 column",
        ),
        ("{\"bits_0\": \"12\"}", "bad.json: bits_0: \"12\": a counter is a whole number"),
        ("{\"frames_0\": 1, \"bits_0\": 1}", "bad.json: no `elements_0`"),
        (
            "{\"frames_0\": 1, \"elements_0\": 1000, \"bits_0\": 8000}",
            "bad.json: bits_0 / elements_0: 8.00 bits an element, but by a.yaml they have 9 to 24: are these the codebooks",
        ),
        (
            "{\"frames_0\": 1, \"elements_0\": 1000, \"bits_0\": 25000}",
            "bad.json: bits_0 / elements_0: 25.00 bits an element",
        ),
    ] {
        bench.write("bad.json", text);
        bench.refuses("--counters bad.json --codebook a.yaml", message);
    }
}

/// A design says which books it has.
#[test]
fn a_design_names_the_books() {
    let bench = Bench::new(&counters(&[(7, 6000, 66_000), (3, 2000, 20_000), (2, 2000, 32_000)]));
    bench.write(
        "design.yaml",
        "name: d\nelement: bf16\ncodebooks: [a.yaml, b.yaml]\nraw: true\ncounters: true\n\
         encoder: { lanes: 8, out_bytes: 16 }\ndecoder: { kind: serial, in_bytes: 16 }\n",
    );
    assert_eq!(bench.json("--counters c.json --design design.yaml"), bench.json(ALL));
    bench.refuses("--counters c.json --design design.yaml --raw", "cannot be used with");
}

/// Real activations: the reference codebook still suits a later step of the run, and not values of another size.
#[test]
fn counters_of_golden_frames() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("configs/codebooks/bf16_act.yaml");
    let books = Books::new(vec![codebook::load(&file).unwrap()], true, false).unwrap();
    let bytes = fs::read(root.join("tests/data/bf16/step_000083/shard_0.safetensors")).unwrap();
    let tensors = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let later: Vec<Vec<u8>> = tensors.iter().map(|(_, view)| view.data().to_vec()).collect();
    // The same values times 2^-3: every exponent less by 3.
    let smaller = later.iter().map(|tensor| {
        tensor.chunks(2).flat_map(|value| {
            let bits = u16::from_le_bytes([value[0], value[1]]);
            let exponent = (bits >> 7 & 0xff).saturating_sub(3);
            (bits & 0x807f | exponent << 7).to_le_bytes()
        })
    });
    let smaller: Vec<Vec<u8>> = smaller.map(Iterator::collect).collect();
    let encoder = PacketEncoder::new(&books);
    for (packets, stale) in [(later, false), (smaller, true)] {
        let mut counted: BTreeMap<String, u64> = BTreeMap::new();
        for index in 0..2 {
            for name in ["frames", "elements", "bits"] {
                counted.insert(format!("{name}_{index}"), 0);
            }
        }
        for packet in &packets {
            for frame in encoder.packet(Choice::index(0), packet).unwrap() {
                for (name, count) in [("frames", 1), ("elements", frame.elements), ("bits", frame.bits)] {
                    *counted.get_mut(&format!("{name}_{}", frame.index)).unwrap() += count;
                }
            }
        }
        let bench = Bench::new(&json!(counted));
        fs::copy(&file, bench.0.path().join("a.yaml")).unwrap();
        let drift = bench.json("--counters c.json --codebook a.yaml --raw");
        let index = &drift["indices"][0];
        assert_eq!(index["elements"], json!(packets.iter().map(|packet| packet.len() / 2).sum::<usize>()));
        assert_eq!(index["verdict"], if stale { "stale" } else { "good" }, "{index}");
        assert_eq!(drift["recalibrate"], if stale { json!(["a.yaml"]) } else { json!([]) });
    }
}

/// Of two values nobody knows which was read.
#[test]
fn a_counter_stands_once_and_a_reading_is_compared_with_another() {
    let counted = counters(&[(7, 6000, 66_000), (3, 2000, 20_000), (2, 2000, 32_000)]);
    let bench = Bench::new(&counted);
    bench.write("c.json", &counted.to_string().replacen('{', "{\n\"frames_0\": 1,\n", 1));
    bench.refuses(ALL, "c.json: ");
    bench.refuses(ALL, "`frames_0` stands twice at line 3");
    bench.write("c.json", &counted.to_string());
    bench.refuses(&format!("{ALL} --since ./c.json"), "--since ./c.json: the same file as --counters");
}

/// A design of two codebooks that counts, in registers, and what is read of them.
struct Registers {
    bench: Bench,
    /// By name and address.
    map: BTreeMap<String, u64>,
    digest: String,
}

impl Registers {
    fn new() -> Self {
        let bench = Bench::new(&json!({}));
        let design = "name: counted\nelement: bf16\ncodebooks: [a.yaml, b.yaml]\nregisters: axi_lite\ncounters: true\n\
                      encoder: { lanes: 1, out_bytes: 1 }\n";
        bench.write("design.yaml", design);
        bench.write("silent.yaml", &design.replace("counters: true\n", ""));
        let mut generate = Command::new(env!("CARGO_BIN_EXE_huffwire"));
        generate.current_dir(bench.0.path()).args(["generate", "design.yaml", "-q"]).assert().success();
        let manifest = fs::read(bench.0.path().join("rtl_out/counted/manifest.json")).unwrap();
        let manifest: Value = serde_json::from_slice(&manifest).unwrap();
        let registers = manifest["registers"]["encoder"].as_array().unwrap().iter();
        let map = registers
            .map(|register| {
                (register["name"].as_str().unwrap().to_owned(), register["offset"].as_u64().unwrap())
            })
            .collect();
        Self { bench, map, digest: manifest["digest"].as_str().unwrap().to_owned() }
    }

    /// The words of a dump in which these counters stand, by address.
    fn words(&self, counters: &Value) -> BTreeMap<u64, u32> {
        let mut words = BTreeMap::from([(0, 0x4846_5701), (0x28, self.half(8)), (0x2c, self.half(0))]);
        for (name, value) in counters.as_object().unwrap() {
            let (name, value) = (name.to_uppercase(), value.as_u64().unwrap());
            words.insert(self.map[&format!("{name}_LOW")], value as u32);
            words.insert(self.map[&format!("{name}_HIGH")], (value >> 32) as u32);
        }
        words
    }

    fn half(&self, from: usize) -> u32 {
        u32::from_str_radix(&self.digest[from..from + 8], 16).unwrap()
    }

    fn lines(&self, counters: &Value, line: impl Fn(u64, u32) -> String) -> String {
        self.words(counters).iter().map(|(address, word)| line(*address, *word)).collect()
    }
}

/// A dump says what the same counters in JSON do, however it is written.
#[test]
fn a_dump_of_registers_is_read() {
    let registers = Registers::new();
    let bench = &registers.bench;
    let counted = counters(&[(4, 5000, 50_500), (3, 3000, (1 << 40) + 31_000)]);
    let before = counters(&[(1, 2000, 20_000), (1, 1000, 1 << 40)]);
    bench.write("c.json", &counted.to_string());
    bench.write("before.json", &before.to_string());
    let expected = bench.json("--counters c.json --since before.json --design design.yaml");
    let bytes = |counters: &Value| {
        let words = registers.words(counters);
        let word = |address| words.get(&address).copied().unwrap_or_default();
        let mut all: Vec<u32> = (0..1024).map(|number| word(4 * number)).collect();
        all[1] = 0x0000_2040;
        all.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>()
    };
    // Two words a line, as a monitor prints them, at an address somewhere in memory.
    let pairs = |counters: &Value| {
        let words = registers.words(counters);
        let from = registers.map["FRAMES_0_LOW"];
        let word = |address| words.get(&address).copied().unwrap_or_default();
        let line = |at: u64| format!("43c07{at:03x}: {:08x} {:08x}    ..@.\n", word(at), word(at + 4));
        (from..from + 64).step_by(8).map(line).collect::<String>()
    };
    type Form<'a> = (&'a str, &'a dyn Fn(&Value) -> Vec<u8>);
    let forms: [Form; 4] = [
        ("lines", &|of| {
            registers.lines(of, |address, word| format!("{address:#x}: {word:#010x}\n")).into_bytes()
        }),
        ("bare", &|of| {
            let lines = registers.lines(of, |address, word| format!("{address:x} {word:X} # a comment\n\n"));
            format!("# read at noon\n{lines}").into_bytes()
        }),
        ("pairs", &|of| pairs(of).into_bytes()),
        ("bytes", &bytes),
    ];
    for (form, write) in forms {
        fs::write(bench.0.path().join("now"), write(&counted)).unwrap();
        fs::write(bench.0.path().join("then"), write(&before)).unwrap();
        let found = bench.json("--counters now --since then --design design.yaml");
        assert_eq!(found, expected, "{form}");
        assert_eq!(bench.json("--counters now --since before.json --design design.yaml"), expected, "{form}");
    }
}

/// What is no dump of this encoder is refused, with the line or the register.
#[test]
fn what_is_no_dump_of_the_design_is_refused() {
    let registers = Registers::new();
    let bench = &registers.bench;
    let counted = counters(&[(4, 5000, 50_500), (3, 3000, 31_000)]);
    let good = registers.lines(&counted, |address, word| format!("{address:#x}: {word:#010x}\n"));
    let high = registers.map["BITS_1_HIGH"];
    let without: String = good
        .lines()
        .filter(|line| !line.starts_with(&format!("{high:#x}:")))
        .map(|line| format!("{line}\n"))
        .collect();
    let digest = format!("0x28: {:#010x}", registers.half(8));
    for (dump, design, message) in [
        (good.clone(), "--codebook a.yaml", "now: a dump of registers: name its --design"),
        (good.clone(), "--design silent.yaml", "it needs `registers: axi_lite` and `counters: true`"),
        (
            format!("{good}0x100:\n"),
            "--design design.yaml",
            ": `0x100:`: an address and what is there are expected",
        ),
        (format!("0x100: 12 zz\n{good}"), "--design design.yaml", "now: line 1: `0x100: 12 zz`"),
        (format!("0x100: 123456789\n{good}"), "--design design.yaml", "now: line 1:"),
        (without, "--design design.yaml", "(BITS_1_HIGH): all counters are needed"),
        (good.replace("0x48465701", "0x48465702"), "--design design.yaml", "not Huffwire's registers"),
        (
            good.replace(&digest, "0x28: 0x00000000"),
            "--design design.yaml",
            "DIGEST_LOW at 0x028 is 0x00000000",
        ),
        (format!("{good}0x4: 0x04002040\n"), "--design design.yaml", "of another design, or of the decoder"),
        ("0x0: 1".to_owned() + "\0", "--design design.yaml", "now: 7 bytes, which are no words of 4 bytes"),
    ] {
        bench.write("now", &dump);
        bench.refuses(&format!("--counters now {design}"), message);
    }
}
