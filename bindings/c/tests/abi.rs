//! The library as C sees it: what it answers, against vectors of another implementation, and what it does with what can be
//! asked wrongly. All under sanitizers, where the compiler has them.

#[path = "../../../tests/common/conformance.rs"]
#[allow(dead_code)]
mod conformance;

use huffwire::codebook::{self, Books, Check};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

const WARNINGS: [&str; 7] =
    ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"];
const SANITIZERS: [&str; 3] = ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn root() -> PathBuf {
    here().join("../..")
}

/// Where a tool is missing its tests fail in CI, and say so and pass elsewhere.
fn have(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").output().is_ok();
    if !found {
        assert!(std::env::var_os("CI").is_none(), "{tool} is missing; install it");
        eprintln!("SKIPPED: {tool} is missing");
    }
    found
}

/// Runs it, and gives back what it printed; fails with all that it said where it does.
#[track_caller]
fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?}\n{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The folder of libhuffwire, which is built once: cargo builds no cdylib for tests.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let program = std::env::current_exe().unwrap();
        let folder = program.ancestors().nth(2).unwrap();
        let profile = match folder.file_name().unwrap().to_str().unwrap() {
            "debug" => "dev",
            profile => profile,
        };
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(here()).args(["build", "-q", "--lib", "--profile", profile]);
        // So that what it stands on has the features that the tests gave it, and is not built once more.
        cargo.args(["-p", "huffwire", "-p", "huffwire-c", "--example", "damage"]);
        if cfg!(target_os = "linux") {
            cargo.args(["-p", "huffwire-python"]);
        }
        output(cargo.arg("--target-dir").arg(folder.parent().unwrap()));
        folder.to_owned()
    })
}

/// A program of one file with libhuffwire.
fn compile(source: &Path, folder: &Path, flags: &[&str]) -> PathBuf {
    let program = folder.join(source.file_stem().unwrap());
    let mut command = Command::new("cc");
    command.args(WARNINGS).args(flags).arg("-o").arg(&program).arg(source);
    command.arg("-I").arg(here().join("include")).arg("-L").arg(library());
    command.args(["-lhuffwire", "-pthread"]).arg(format!("-Wl,-rpath,{}", library().display()));
    output(&mut command);
    program
}

/// `tests/abi.c`, with sanitizers where they are.
fn abi(folder: &Path) -> Command {
    let trial = folder.join("trial.c");
    std::fs::write(&trial, "int main(void) { return 0; }\n").unwrap();
    let mut cc = Command::new("cc");
    let sanitized = cc.args(SANITIZERS).arg("-o").arg(folder.join("trial")).arg(&trial);
    let flags = match sanitized.output().is_ok_and(|output| output.status.success()) {
        true => &SANITIZERS[..],
        false => {
            eprintln!("SKIPPED: the sanitizers, which this compiler does not have");
            &[]
        }
    };
    Command::new(compile(&here().join("tests/abi.c"), folder, flags))
}

/// Designs of the vectors' books, each written once; those that are none have no name.
struct Designs {
    folder: PathBuf,
    known: HashMap<String, Option<PathBuf>>,
}

impl Designs {
    /// The file of a design whose frames are by these books.
    fn of(&mut self, books: &Books) -> Option<PathBuf> {
        let number = self.known.len();
        let key = format!("{books:?}");
        let folder = self.folder.clone();
        self.known.entry(key).or_insert_with(|| write_design(&folder, number, books)).clone()
    }
}

/// A decoder alone has all that frames are made of.
fn write_design(folder: &Path, number: usize, books: &Books) -> Option<PathBuf> {
    let mut names = Vec::new();
    for (index, book) in books.books().iter().enumerate() {
        let name = format!("book_{number}_{index}.yaml");
        std::fs::write(folder.join(&name), codebook::to_yaml(book)).unwrap();
        names.push(name);
    }
    let mut text = format!("name: d{number}\ncodebooks: [{}]\n", names.join(", "));
    let element = codebook::to_yaml(&books.books()[0]);
    text += element.lines().next().unwrap();
    let _ = write!(text, "\nraw: {}\nblocks: {}\n", books.raw(), books.blocks());
    if books.base() {
        text += "base: own\n";
    }
    if let Some(check) = books.check() {
        let _ = writeln!(text, "check: {}", check.name());
    }
    text += "decoder: { kind: serial, in_bytes: 8 }\n";
    let file = folder.join(format!("design_{number}.yaml"));
    std::fs::write(&file, text).unwrap();
    let loaded = huffwire::design::Design::load(&file);
    // What a design may not have: one codebook twice, or blocks with nothing to choose.
    let same = loaded.as_ref().is_ok_and(|design| design.books() == books);
    same.then_some(file)
}

fn hex(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "-".to_owned();
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn reason(said: Option<&str>) -> usize {
    let names = ["bad_padding", "invalid_codeword", "truncated", "codebook_index", "check"];
    said.map_or(0, |said| names.iter().position(|name| *name == said).unwrap() + 1)
}

/// The lines of `abi vectors`, how many there are, and the kinds of frames among them.
fn vectors(folder: &Path) -> (String, usize, BTreeSet<&'static str>) {
    let mut designs = Designs { folder: folder.to_owned(), known: HashMap::new() };
    let (mut lines, mut count, mut kinds, mut last) = (String::new(), 0, BTreeSet::new(), None);
    let mut add = |books: &Books, line: String| {
        let Some(design) = designs.of(books) else { return };
        if last.as_ref() != Some(&design) {
            let _ = writeln!(lines, "design {}", design.display());
            last = Some(design);
        }
        lines += &line;
        count += 1;
        let has = [
            (books.base(), "base"),
            (books.blocks(), "blocks"),
            (books.raw(), "raw"),
            (books.check() == Some(Check::Crc16), "crc16"),
            (books.check() == Some(Check::Crc32), "crc32"),
            (books.indices() > 1, "indices"),
        ];
        kinds.extend(has.iter().filter(|(has, _)| *has).map(|(_, kind)| *kind));
    };
    for case in conformance::frames() {
        let index = case.index.filter(|_| case.good).map_or(-1, |index| index as i64);
        let what = format!("{} {}", hex(&case.elements), hex(&case.frame));
        add(&case.books, format!("{index} 1 0 {} {what}\n", reason(case.reason.as_deref())));
    }
    for case in conformance::wide() {
        let index = case.index.filter(|_| case.good).map_or(-1, |index| index as i64);
        let (last, base) = (case.last.unwrap_or(true), case.base.unwrap_or(0));
        let what = format!("{} {}", hex(&case.elements), hex(&case.frame));
        let reason = reason(case.reason.as_deref());
        add(&case.books, format!("{index} {} {base} {reason} {what}\n", u8::from(last)));
    }
    (lines, count, kinds)
}

#[test]
fn every_vector_through_c() {
    if !have("cc") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (lines, count, kinds) = vectors(folder.path());
    assert!(count > 900, "{count} vectors");
    // With all that a frame may have around its elements.
    for kind in ["base", "blocks", "raw", "crc16", "crc32", "indices"] {
        assert!(kinds.contains(kind), "{kinds:?}");
    }
    let file = folder.path().join("vectors.txt");
    std::fs::write(&file, lines).unwrap();
    let said = output(abi(folder.path()).arg("vectors").arg(&file));
    assert_eq!(said, format!("{count} vectors\n"));
}

#[test]
fn what_is_asked_wrongly_is_an_error_with_text() {
    if !have("cc") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let configs = root().join("configs");
    let book = configs.join("codebooks/bf16_act.yaml");
    let said = output(abi(folder.path()).arg("errors").arg(book).arg(configs.join("bf16_link.yaml")));
    assert_eq!(said, format!("version {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn two_threads_share_a_codec() {
    if !have("cc") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let design = root().join("configs/bf16_best4.yaml");
    let data = root().join("tests/data/bf16/step_000029/shard_0.safetensors");
    output(abi(folder.path()).arg("threads").arg(design).arg(data));
}

#[test]
fn the_example_brings_elements_back() {
    if !have("cc") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let program = compile(&root().join("examples/c/round_trip.c"), folder.path(), &[]);
    let (design, data) = (root().join("configs/bf16_link.yaml"), folder.path().join("elements.bin"));
    std::fs::write(&data, [0x00, 0x3c, 0x40, 0x3c, 0x80, 0x3f]).unwrap();
    let said = output(Command::new(&program).arg(&design).arg(&data));
    assert!(
        said.starts_with("frame 0: 3 elements by codebook 0, ") && said.contains("\n6 bytes in "),
        "{said}"
    );

    std::fs::write(&data, [0; 3]).unwrap();
    let failed = Command::new(&program).arg(&design).arg(&data).output().unwrap();
    let said = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert_eq!(failed.status.code(), Some(2), "{said}");
    assert!(said.contains("3 bytes are no whole elements of `bf16`"), "{said}");
}

/// The static library wants no more than the system's own; a C++ program takes the header.
#[test]
fn cpp_takes_the_header_and_the_static_library() {
    if !have("c++") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let source = folder.path().join("main.cpp");
    std::fs::write(
        &source,
        "#include \"libhuffwire.h\"\nint main() { return huffwire_version() == nullptr || huffwire_frames(nullptr); }\n",
    )
    .unwrap();
    let program = folder.path().join("main");
    let mut command = Command::new("c++");
    command
        .args(["-std=c++11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o"])
        .arg(&program)
        .arg(&source);
    command.arg("-I").arg(here().join("include")).arg(library().join("libhuffwire.a"));
    output(command.args(["-lpthread", "-ldl", "-lm"]));
    output(&mut Command::new(program));
}
