//! The map as other people's tools read it.

use super::{Map, Register, lengths_words, rank_bits};
use crate::design::Design;
use std::fmt::Write as _;

/// A quoted string of SystemRDL. All text is ours but for names of counters, and has no quotes.
fn quoted(text: &str) -> String {
    format!("\"{}.\"", capital(text))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// SystemRDL 2.0, an address map a side named as the module.
pub fn rdl(design: &Design, maps: &[Map]) -> String {
    let mut text = String::new();
    for map in maps {
        let name = format!("{}_{}_registers", design.name(), map.side.short());
        let _ = write!(
            text,
            "addrmap {name} {{\n    name = \"Registers of the {}\";\n    default regwidth = 32;\n    default accesswidth = 32;\n",
            map.side
        );
        for register in &map.registers {
            let _ = write!(text, "\n    reg {{\n        desc = {};\n", quoted(&register.description));
            for field in &register.fields {
                let (software, hardware) = match register.access {
                    super::Access::Read if register.constant => ("r", "na"),
                    super::Access::Read => ("r", "w"),
                    super::Access::Write => ("w", "r"),
                };
                let _ = writeln!(
                    text,
                    "        field {{ desc = {}; sw = {software}; hw = {hardware}; }} {}[{}:{}] = {:#x};",
                    quoted(&field.description),
                    field.name,
                    field.low + field.bits - 1,
                    field.low,
                    field.reset
                );
            }
            let array = match register.array() {
                true => format!("[{}] @ {:#05x} += {};", register.count, register.offset, register.stride),
                false => format!(" @ {:#05x};", register.offset),
            };
            let _ = writeln!(text, "    }} {}{array}", register.name);
        }
        text += "};\n\n";
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// A C header: offsets, masks, shifts, and the design's figures. Registers that both sides have stand where they have the
/// same address, so once.
pub fn header(design: &Design, maps: &[Map]) -> String {
    let prefix = design.name().to_uppercase();
    let books = design.books();
    let mut text = format!("#ifndef {prefix}_REGISTERS_H\n#define {prefix}_REGISTERS_H\n\n");
    let mut define = |name: &str, value: String| {
        let _ = writeln!(text, "#define {:39} {value}", format!("{prefix}_{name}"));
    };
    let mut figures = vec![
        ("SLOTS", books.slots().len()),
        ("BOOKS", books.books().len()),
        ("SYMBOL_BITS", books.element().symbol_bits() as usize),
        ("ALPHABET", books.element().alphabet()),
    ];
    if let Some(envelope) = books.envelope() {
        figures.extend([
            ("SHORTEST", envelope.shortest() as usize),
            ("LONGEST", envelope.longest() as usize),
            ("LOG2_SYMBOLS", rank_bits(envelope) as usize),
            ("SYMBOLS", envelope.symbols()),
            ("GROUPS", envelope.groups()),
            ("ESCAPES", usize::from(envelope.escapes())),
            ("WORDS", lengths_words(books)),
        ]);
    }
    figures.extend([("CHECK_BYTES", books.check_bytes()), ("COUNTERS", design.counter_layout().len())]);
    for (name, value) in figures {
        define(name, format!("{value}u"));
    }
    for map in maps {
        for register in map.registers.iter().filter(|register| register.constant) {
            let side = map.side.name().to_uppercase();
            define(&format!("{side}_{}_VALUE", register.name), format!("{:#010x}u", register.reset()));
        }
    }
    let mut seen: Vec<&str> = Vec::new();
    for register in maps.iter().flat_map(|map| &map.registers) {
        if seen.contains(&register.name.as_str()) {
            continue;
        }
        seen.push(&register.name);
        text += &c_register(&prefix, register);
    }
    let _ = write!(text, "\n#endif /* {prefix}_REGISTERS_H */\n");
    text
}

fn c_register(prefix: &str, register: &Register) -> String {
    let name = &register.name;
    let wrapped = textwrap::fill(&format!("{}: {}.", register.access, register.description), 94);
    let mut text = format!("\n/* {} */\n", wrapped.replace('\n', "\n   "));
    let mut define = |name: &str, value: String| {
        let _ = writeln!(text, "#define {:39} {value}", format!("{prefix}_{name}"));
    };
    if register.array() {
        let base = register.offset - register.stride * register.first;
        define(&format!("{name}(n)"), format!("({base:#05x}u + {}u * (n))", register.stride));
        define(&format!("{name}_FIRST"), format!("{}u", register.first));
        define(&format!("{name}_NUMBER"), format!("{}u", register.count));
    } else {
        define(name, format!("{:#05x}u", register.offset));
    }
    for field in &register.fields {
        if field.bits == 32 {
            continue;
        }
        let field_name = format!("{name}_{}", field.name.to_uppercase());
        define(&format!("{field_name}_SHIFT"), format!("{}u", field.low));
        define(&format!("{field_name}_MASK"), format!("{:#010x}u", field.mask()));
    }
    text
}

/// The documentation's table: a row a register, and one a field.
pub fn markdown(map: &Map) -> String {
    let mut text = String::from("| offset | register | bits | access | |\n|---|---|---|---|---|\n");
    for register in &map.registers {
        let name = match register.array() {
            true => {
                let last = register.first + register.count - 1;
                format!("`{}[{}..{last}]`", register.name, register.first)
            }
            false => format!("`{}`", register.name),
        };
        let offset = match register.array() {
            true => {
                format!("{:#05x} + {}n", register.offset - register.stride * register.first, register.stride)
            }
            false => format!("{:#05x}", register.offset),
        };
        let _ = writeln!(text, "| {offset} | {name} | | {} | {} |", register.access, register.description);
        for field in &register.fields {
            let bits = match field.bits {
                1 => field.low.to_string(),
                bits => format!("{}:{}", field.low + bits - 1, field.low),
            };
            let _ = writeln!(text, "| | `{}` | {bits} | | {} |", field.name, field.description);
        }
    }
    text
}
