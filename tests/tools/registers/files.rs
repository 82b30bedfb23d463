//! The registers in the eyes of other people's compilers.

use super::{designs, write};
use crate::common::have;
use huffwire::design::Design;
use huffwire::registers::{BYTES, Map, Register, Side, markdown};
use huffwire::rtl::{RegistersFacts, register_files};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && errors.trim().is_empty(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Names, addresses, fields and what can be done with them, as PeakRDL's compiler finds them.
const ELABORATE: &str = r#"
import json, sys
from systemrdl import RDLCompiler
from systemrdl.node import RegNode
maps = {}
for top in sys.argv[2:]:
    compiler = RDLCompiler()
    compiler.compile_file(sys.argv[1])
    root = compiler.elaborate(top_def_name=top).top
    maps[top] = [
        [reg.inst_name, reg.current_idx[0] if reg.current_idx else 0, reg.absolute_address,
         [[f.inst_name, f.low, f.width, f.get_property("reset"), f.get_property("sw").name] for f in reg.fields()]]
        for reg in root.descendants(unroll=True) if isinstance(reg, RegNode)
    ]
print(json.dumps(maps))
"#;

#[test]
fn system_rdl_says_what_the_description_does() {
    let there = Command::new("python3").args(["-c", "import systemrdl"]).status();
    if !there.is_ok_and(|status| status.success()) {
        assert!(
            std::env::var_os("CI").is_none(),
            "systemrdl-compiler is missing; scripts/test.sh installs it"
        );
        return eprintln!("SKIPPED: systemrdl-compiler is missing; scripts/test.sh installs it");
    }
    for design in designs() {
        let folder = tempfile::tempdir().unwrap();
        let names = write(folder.path(), &register_files(&design));
        let tops = Side::ALL.map(|side| format!("{}_{}_registers", design.name(), side.short()));
        let mut command = Command::new("python3");
        command.current_dir(folder.path()).args(["-c", ELABORATE, &names[0]]).args(&tops);
        let found: Value = serde_json::from_str(&output(&mut command)).unwrap();
        for (side, top) in Side::ALL.into_iter().zip(&tops) {
            let map = Map::of(&design, side).unwrap();
            let fields = |register: &Register| -> Vec<Value> {
                let access = register.access.to_string().to_lowercase();
                let field = register.fields.iter();
                field.map(|f| json!([f.name, f.low, f.bits, f.reset, access])).collect()
            };
            let one = |register: &Register| -> Vec<Value> {
                let each = 0..register.count;
                each.map(|number| {
                    let address = register.address(register.first + number);
                    json!([register.name, number, address, fields(register)])
                })
                .collect()
            };
            let expected: Vec<Value> = map.registers.iter().flat_map(one).collect();
            assert_eq!(found[top], json!(expected), "{top}");
        }
    }
}

/// What the macros of a header are worth.
fn macros(design: &Design, folder: &Path, names: &[String]) -> Vec<u64> {
    let header = write(folder, &register_files(design))[1].clone();
    let lines: String =
        names.iter().map(|name| format!("    printf(\"%lu\\n\", (unsigned long)({name}));\n")).collect();
    let program =
        format!("#include <stdio.h>\n#include \"{header}\"\nint main(void) {{\n{lines}    return 0;\n}}\n");
    std::fs::write(folder.join("macros.c"), program).unwrap();
    let mut compile = Command::new("cc");
    compile.args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-o", "macros", "macros.c"]);
    output(compile.current_dir(folder));
    let values = output(Command::new(folder.join("macros")).current_dir(folder));
    values.lines().map(|line| line.parse().unwrap()).collect()
}

#[test]
fn the_c_header_says_what_the_manifest_does() {
    if !have("cc") {
        return;
    }
    for design in designs() {
        let folder = tempfile::tempdir().unwrap();
        let facts = serde_json::to_value(RegistersFacts::of(&design).unwrap()).unwrap();
        let prefix = design.name().to_uppercase();
        let mut names = Vec::new();
        let mut expected = Vec::new();
        for side in ["encoder", "decoder"] {
            for register in facts[side].as_array().unwrap() {
                let number = |key: &str| register[key].as_u64().unwrap();
                let name = format!("{prefix}_{}", register["name"].as_str().unwrap());
                let several = ["COUNT", "TAG", "LENGTHS"].contains(&register["name"].as_str().unwrap());
                for at in [0, number("count") - 1] {
                    let called = number("first") + at;
                    names.push(if several { format!("{name}({called})") } else { name.clone() });
                    expected.push(number("offset") + at * number("stride"));
                }
                for field in register["fields"].as_array().unwrap() {
                    let (low, bits) = (field["low"].as_u64().unwrap(), field["bits"].as_u64().unwrap());
                    if bits == 32 {
                        continue;
                    }
                    let field = format!("{name}_{}", field["name"].as_str().unwrap().to_uppercase());
                    names.extend([format!("{field}_SHIFT"), format!("{field}_MASK")]);
                    expected.extend([low, ((1 << bits) - 1) << low]);
                }
            }
        }
        let envelope = design.books().envelope().unwrap();
        for (name, value) in [
            ("SLOTS", design.books().slots().len() as u64),
            ("BOOKS", design.books().books().len() as u64),
            ("SHORTEST", envelope.shortest().into()),
            ("LONGEST", envelope.longest().into()),
            ("SYMBOLS", envelope.symbols() as u64),
            ("GROUPS", envelope.groups() as u64),
            ("WORDS", (design.element().alphabet() as u64).div_ceil(8)),
            ("COUNTERS", design.counter_layout().len() as u64),
        ] {
            names.push(format!("{prefix}_{name}"));
            expected.push(value);
        }
        assert_eq!(macros(&design, folder.path(), &names), expected, "{}: {names:?}", design.name());
    }
}

#[test]
fn the_table_has_a_row_for_everything() {
    for design in designs() {
        for side in Side::ALL {
            let map = Map::of(&design, side).unwrap();
            let table = markdown(&map);
            let rows: Vec<&str> = table.lines().skip(2).collect();
            let fields: usize = map.registers.iter().map(|register| register.fields.len()).sum();
            assert_eq!(rows.len(), map.registers.len() + fields);
            assert!(rows.iter().all(|row| row.matches('|').count() == 6), "{table}");
            // Addresses ascend, and what stands in one register or field stands in no other.
            let mut end = 0;
            for register in &map.registers {
                assert!(register.offset >= end && register.offset % 4 == 0, "{}", register.name);
                end = register.offset + register.stride * register.count;
                let bits = register.fields.iter().fold(0, |taken, field| {
                    assert_eq!(taken & field.mask(), 0, "{} {}", register.name, field.name);
                    taken | field.mask()
                });
                assert_eq!(register.reset() & !bits, 0);
            }
            assert!(end <= BYTES);
        }
    }
}
