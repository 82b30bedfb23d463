//! Liberty cell libraries: the format, and what of it area, timing and energy are made of.
//!
//! The readers of the format on crates.io are either under a licence that a tool like this cannot take on, or stop at the
//! libraries that are measured with here (attributes without `;`, values over several lines), so it is read here:
//! groups, attributes and lists.

use crate::words::Shown as _;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Why a library cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LibertyError {
    /// It cannot be read.
    #[error("{}", path.shown())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is not Liberty.
    #[error("{}:{line}: not Liberty: {why}", path.shown())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What was found.
        why: String,
    },
    /// It is Liberty, and something is missing or cannot be.
    #[error("{}: {why}", path.shown())]
    Content {
        /// The file.
        path: PathBuf,
        /// What it is.
        why: String,
    },
    /// All together lack something.
    #[error("the libraries have no {what}: add the one that does with --liberty")]
    Lacks {
        /// What is missing.
        what: &'static str,
    },
}

/// What stands in a group.
#[derive(Clone, Debug)]
pub struct Group {
    /// `library`, `cell`, `pin`, ...
    pub kind: String,
    /// What stands in its parentheses.
    pub names: Vec<String>,
    /// `name : value;` and `name (value, value);`
    attributes: Vec<(String, Vec<String>)>,
    /// Groups in it.
    pub groups: Vec<Group>,
    /// Where in the text it stands.
    span: Range<usize>,
}

impl Group {
    /// The first of its names, or nothing.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// The values of an attribute: one behind a colon, or a list.
    pub fn values(&self, name: &str) -> Option<&[String]> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, values)| values.as_slice())
    }

    /// An attribute's only value.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values(name)?.first().map(String::as_str)
    }

    /// The same as a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.value(name)?.trim().parse().ok()
    }

    /// Its groups of a kind.
    pub fn all<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Group> {
        self.groups.iter().filter(move |group| group.kind == kind)
    }
}

/// A place in a text that is read.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// Over blanks, continued lines and comments.
    fn skip(&mut self) -> Result<(), String> {
        loop {
            let rest = &self.text[self.at..];
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\\']).len();
            self.at += blanks;
            let rest = &self.text[self.at..];
            if rest.starts_with("/*") {
                self.at += rest.find("*/").ok_or("a comment has no end")? + 2;
            } else if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if blanks == 0 {
                return Ok(());
            }
        }
    }

    fn peek(&mut self) -> Result<Option<char>, String> {
        self.skip()?;
        Ok(self.text[self.at..].chars().next())
    }

    /// The character, if it comes next.
    fn eat(&mut self, wanted: char) -> Result<bool, String> {
        let there = self.peek()? == Some(wanted);
        self.at += if there { wanted.len_utf8() } else { 0 };
        Ok(there)
    }

    /// A string, or what stands before one of these or the line's end.
    fn word(&mut self, until: &[char]) -> Result<String, String> {
        if self.eat('"')? {
            let rest = &self.text[self.at..];
            let end = rest.find('"').ok_or("a string has no end")?;
            self.at += end + 1;
            // A string over several lines.
            return Ok(rest[..end].replace("\\\n", "").replace("\\\r\n", ""));
        }
        let rest = &self.text[self.at..];
        let end = rest.find(|c| until.contains(&c) || c == '\n' || c == '"').unwrap_or(rest.len());
        self.at += end;
        Ok(rest[..end].trim().to_owned())
    }

    /// What stands between a group's braces, or to the text's end.
    fn body(&mut self, group: &mut Group, inner: bool, depth: usize) -> Result<(), String> {
        if depth > 32 {
            return Err("groups stand in each other more than 32 deep".to_owned());
        }
        loop {
            match self.peek()? {
                None if inner => return Err(format!("`{}` has no closing brace", group.kind)),
                None => return Ok(()),
                Some('}') if inner => {
                    self.at += 1;
                    return Ok(());
                }
                Some(';') => {
                    self.at += 1;
                    continue;
                }
                _ => {}
            }
            let from = self.at;
            let name = self.word(&[' ', '\t', '(', ':', ';', '{', '}'])?;
            if name.is_empty() {
                let found = self.text[self.at..].chars().next().unwrap_or(' ');
                return Err(format!("`{found}` where a name is expected"));
            }
            if self.eat(':')? {
                self.skip()?;
                let mut value = self.word(&[';', '}'])?;
                // An expression of several strings, as in a voltage's formula.
                while !matches!(self.peek()?, Some(';' | '}') | None) && !self.ended(self.at) {
                    value += &self.word(&[';', '}'])?;
                }
                self.eat(';')?;
                group.attributes.push((name, vec![value]));
            } else if self.eat('(')? {
                let mut names = Vec::new();
                while !self.eat(')')? {
                    if self.peek()?.is_none() {
                        return Err(format!("`{name}` has no closing parenthesis"));
                    }
                    if !self.eat(',')? {
                        let word = self.word(&[',', ')'])?;
                        names.push(word);
                    }
                }
                if self.eat('{')? {
                    let mut new =
                        Group { kind: name, names, attributes: Vec::new(), groups: Vec::new(), span: 0..0 };
                    self.body(&mut new, true, depth + 1)?;
                    new.span = from..self.at;
                    group.groups.push(new);
                } else {
                    self.eat(';')?;
                    group.attributes.push((name, names));
                }
            } else {
                return Err(format!("`{name}` is followed by neither `:` nor `(`"));
            }
        }
    }

    /// Whether a line has ended before here without a semicolon.
    fn ended(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches([' ', '\t']);
        before.ends_with('\n') && !before.trim_end().ends_with('\\')
    }
}

fn parse(path: &Path, text: &str) -> Result<Group, LibertyError> {
    let mut root = Group {
        kind: "file".to_owned(),
        names: Vec::new(),
        attributes: Vec::new(),
        groups: Vec::new(),
        span: 0..text.len(),
    };
    let mut reader = Reader { text, at: 0 };
    if let Err(why) = reader.body(&mut root, false, 0) {
        let line = text[..reader.at].matches('\n').count() + 1;
        return Err(LibertyError::Syntax { path: path.to_owned(), line, why });
    }
    let content = |why: &str| LibertyError::Content { path: path.to_owned(), why: why.to_owned() };
    match root.groups.len() {
        1 if root.groups[0].kind == "library" => Ok(root.groups.remove(0)),
        0 => Err(content("no `library (name) { ... }` is in it")),
        _ => Err(content("one `library` is expected, and nothing beside it")),
    }
}

/// A boolean function of pins, as Liberty writes it: `!A`, `A'`, `A & B`, `A * B`, `A B`, `A | B`, `A + B`, `A ^ B`.
struct Function<'a> {
    text: &'a str,
    at: usize,
    pins: &'a [(String, bool)],
}

impl Function<'_> {
    /// The value under these pins; none where it is no function of them.
    fn of(text: &str, pins: &[(String, bool)]) -> Option<bool> {
        let mut this = Function { text, at: 0, pins };
        let value = this.or()?;
        this.next().is_none().then_some(value)
    }

    fn next(&mut self) -> Option<char> {
        let rest = self.text[self.at..].trim_start();
        self.at = self.text.len() - rest.len();
        rest.chars().next()
    }

    fn or(&mut self) -> Option<bool> {
        let mut value = self.xor()?;
        while matches!(self.next(), Some('|' | '+')) {
            self.at += 1;
            value |= self.xor()?;
        }
        Some(value)
    }

    fn xor(&mut self) -> Option<bool> {
        let mut value = self.and()?;
        while self.next() == Some('^') {
            self.at += 1;
            value ^= self.and()?;
        }
        Some(value)
    }

    fn and(&mut self) -> Option<bool> {
        let mut value = self.not()?;
        loop {
            match self.next() {
                Some('&' | '*') => self.at += 1,
                Some(c) if c == '(' || c == '!' || c.is_alphanumeric() || c == '_' => {}
                _ => return Some(value),
            }
            value &= self.not()?;
        }
    }

    fn not(&mut self) -> Option<bool> {
        let mut value = match self.next()? {
            '!' => {
                self.at += 1;
                !self.not()?
            }
            '(' => {
                self.at += 1;
                let value = self.or()?;
                if self.next() != Some(')') {
                    return None;
                }
                self.at += 1;
                value
            }
            _ => {
                let rest = &self.text[self.at..];
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '[' || c == ']'))
                    .unwrap_or(rest.len());
                let name = &rest[..end];
                self.at += end;
                match name {
                    "0" => false,
                    "1" => true,
                    name => self.pins.iter().find(|(pin, _)| pin == name)?.1,
                }
            }
        };
        while self.next() == Some('\'') {
            self.at += 1;
            value = !value;
        }
        Some(value)
    }
}

/// A table over one or two axes; in `NLDM` slew and load.
#[derive(Clone, Debug)]
pub struct Lut {
    axes: [Vec<f64>; 2],
    /// Whether the first axis is a slew; else the load, or neither.
    slew_first: bool,
    values: Vec<f64>,
}

impl Lut {
    /// Of a group, with the axes of its template where it has none of its own.
    fn of(group: &Group, templates: &BTreeMap<String, Group>) -> Option<Self> {
        let numbers = |texts: &[String]| -> Option<Vec<f64>> {
            let words = texts.iter().flat_map(|text| text.split([',', ' ', '\t', '\n']));
            words.filter(|word| !word.is_empty()).map(|word| word.parse().ok()).collect()
        };
        let template = templates.get(group.name());
        let axis = |name: &str| -> Option<Vec<f64>> {
            let own = group.values(name).or_else(|| template?.values(name));
            own.map_or(Some(Vec::new()), numbers)
        };
        let values = numbers(group.values("values")?)?;
        let axes = [axis("index_1")?, axis("index_2")?];
        let variable = template.and_then(|template| template.value("variable_1")).unwrap_or("input");
        let expected = axes.iter().map(|axis| axis.len().max(1)).product::<usize>();
        // A scalar's template says nothing.
        let axes = if values.len() == 1 { [Vec::new(), Vec::new()] } else { axes };
        (values.len() == expected || values.len() == 1).then_some(Self {
            axes,
            slew_first: !variable.contains("capacitance"),
            values,
        })
    }

    /// The value at a slew and a load, between the table's points and beyond them linear.
    pub fn at(&self, slew: f64, load: f64) -> f64 {
        let asked = if self.slew_first { [slew, load] } else { [load, slew] };
        // The lower of the two points, and how far beyond it.
        let place = |axis: &[f64], x: f64| match axis.len() {
            0 | 1 => (0, 0.0),
            points => {
                let low = axis.partition_point(|&point| point <= x).clamp(1, points - 1) - 1;
                (low, (x - axis[low]) / (axis[low + 1] - axis[low]))
            }
        };
        let [(i, s), (j, t)] = [place(&self.axes[0], asked[0]), place(&self.axes[1], asked[1])];
        let columns = self.axes[1].len().max(1);
        let value = |i: usize, j: usize| {
            let clamp = |at: usize, points: usize| at.min(points.max(1) - 1);
            self.values[clamp(i, self.axes[0].len()) * columns + clamp(j, self.axes[1].len())]
        };
        let row =
            |i: usize| if t == 0.0 { value(i, j) } else { value(i, j) + t * (value(i, j + 1) - value(i, j)) };
        if s == 0.0 { row(i) } else { row(i) + s * (row(i + 1) - row(i)) }
    }
}

/// What a transition of a pin costs inside its cell.
#[derive(Clone, Debug)]
pub struct Internal {
    /// The input that it comes from; none at an input pin.
    pub related: Option<String>,
    /// The supply that pays.
    pub supply: Option<String>,
    /// The other pins' values under which this holds.
    pub when: Option<String>,
    /// In units of the library.
    pub rise: Option<Lut>,
    /// Likewise.
    pub fall: Option<Lut>,
}

/// What it takes from an input to an output.
#[derive(Clone, Debug)]
struct Arc {
    related: String,
    /// Delay and slew, rising and falling.
    tables: [Option<Lut>; 4],
}

/// A pin.
#[derive(Clone, Debug)]
pub struct Pin {
    /// Its name.
    pub name: String,
    /// Whether the cell drives it.
    pub output: bool,
    /// Whether it is a clock.
    pub clock: bool,
    /// In farad; of an output mostly 0.
    pub capacitance: f64,
    /// Of an output.
    pub function: Option<String>,
    /// What its transitions cost.
    pub internal: Vec<Internal>,
    arcs: Vec<Arc>,
}

/// What a cell leaks in a state.
#[derive(Clone, Debug)]
pub struct Leakage {
    /// The state; none where it holds otherwise.
    pub when: Option<String>,
    /// The supply that pays.
    pub supply: Option<String>,
    /// In watt.
    pub value: f64,
}

/// The pins of a clock gate that rises with its clock, by what they are for.
#[derive(Clone, Debug)]
pub struct ClockGate {
    /// The clock.
    pub clock: String,
    /// Whether it goes on.
    pub enable: String,
    /// Whether it goes on all the same, in a test.
    pub test: Option<String>,
    /// What it drives.
    pub output: String,
    /// In farad.
    pub most: f64,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its name.
    pub name: String,
    /// In units of the library, mostly square micrometres.
    pub area: f64,
    /// Whether it is a flip-flop.
    pub flip_flop: bool,
    /// Whether it keeps a state.
    pub sequential: bool,
    /// That the library advises against it.
    pub avoid: bool,
    /// Whether it is a flip-flop that is cleared or set without a clock.
    pub asynchronous: bool,
    /// The pins that a flip-flop's next state is of.
    pub data: Vec<String>,
    /// The pins of a clock gate that rises with its clock.
    pub gate: Option<ClockGate>,
    /// All but those of supplies.
    pub pins: Vec<Pin>,
    /// What it leaks.
    pub leakage: Vec<Leakage>,
}

impl Cell {
    /// A pin by its name.
    pub fn pin(&self, name: &str) -> Option<&Pin> {
        self.pins.iter().find(|pin| pin.name == name)
    }

    /// Whether it has these many inputs and one output, and that is this function of the inputs.
    fn is(&self, inputs: usize, function: impl Fn(u32) -> bool) -> bool {
        let names: Vec<&Pin> = self.pins.iter().filter(|pin| !pin.output).collect();
        let outputs: Vec<&Pin> = self.pins.iter().filter(|pin| pin.output).collect();
        let [output] = outputs[..] else { return false };
        let Some(text) = &output.function else { return false };
        !self.sequential
            && names.len() == inputs
            && (0..1u32 << inputs).all(|state| {
                let pins: Vec<(String, bool)> = names
                    .iter()
                    .enumerate()
                    .map(|(n, pin)| (pin.name.clone(), state >> n & 1 == 1))
                    .collect();
                Function::of(text, &pins) == Some(function(state))
            })
    }
}

/// A file of them.
#[derive(Clone, Debug)]
pub struct Source {
    /// As it was typed.
    pub path: PathBuf,
    /// The library's name.
    pub name: String,
    /// Of what is in it, unpacked.
    pub sha256: String,
    /// The same.
    pub text: String,
}

/// Libraries of the same units, as one.
#[derive(Clone, Debug)]
pub struct Libraries {
    /// The files.
    pub sources: Vec<Source>,
    /// All in one text, for programs that take one.
    pub merged: String,
    cells: BTreeMap<String, Cell>,
    /// Of a unit of time, in seconds.
    pub time: f64,
    /// Of a unit of capacitance, in farad.
    pub capacitance: f64,
    /// Of a unit of internal energy, in joule.
    pub energy: f64,
    /// The supply, in volt.
    pub voltage: f64,
    /// Cells that others are measured by or driven by.
    pub reference: Reference,
}

/// Cells that others are measured by or driven by.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The two-input NAND whose area is a gate.
    pub nand2: String,
    /// What drives the ports.
    pub buffer: String,
    /// Delay of an inverter that drives four others, in seconds.
    pub fo4: f64,
}

/// The units that files have to share, and the supply.
#[derive(Clone, Copy, PartialEq)]
struct Units {
    time: f64,
    capacitance: f64,
    voltage_unit: f64,
    leakage: f64,
    voltage: f64,
}

impl Units {
    fn of(library: &Group) -> Result<Self, String> {
        let prefixed = |name: &str, unit: &str, default: f64| -> Result<f64, String> {
            let Some(text) = library.value(name) else { return Ok(default) };
            let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
            let factor: f64 = text[..digits].parse().unwrap_or(1.0);
            Ok(factor
                * scale(text[digits..].trim(), unit)
                    .ok_or_else(|| format!("{name}: `{text}` is no unit of its kind"))?)
        };
        let capacitance = match library.values("capacitive_load_unit") {
            Some([factor, unit]) => {
                let number: Option<f64> = factor.trim().parse().ok();
                number.zip(scale(unit.trim(), "f")).map(|(number, scale)| number * scale)
            }
            _ => None,
        };
        let capacitance = capacitance.ok_or("capacitive_load_unit: missing, or no capacitance")?;
        let voltage_unit = prefixed("voltage_unit", "V", 1.0)?;
        let voltage = library.number("nom_voltage").ok_or("nom_voltage: missing")? * voltage_unit;
        Ok(Self {
            time: prefixed("time_unit", "s", 1e-9)?,
            capacitance,
            voltage_unit,
            leakage: prefixed("leakage_power_unit", "W", 1e-9)?,
            voltage,
        })
    }
}

/// The power of ten before a unit.
fn scale(text: &str, unit: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    Some(match lower.strip_suffix(&unit.to_lowercase())? {
        "" => 1.0,
        "m" => 1e-3,
        "u" => 1e-6,
        "n" => 1e-9,
        "p" => 1e-12,
        "f" => 1e-15,
        _ => return None,
    })
}

/// A file's text, unpacked where it ends in `.gz`.
fn text_of(path: &Path) -> Result<String, LibertyError> {
    let io = |source| LibertyError::Io { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(io)?;
    match path.extension().is_some_and(|extension| extension == "gz") {
        true => flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes).map_err(io)?,
        false => file.read_to_end(&mut bytes).map_err(io)?,
    };
    String::from_utf8(bytes)
        .map_err(|_| LibertyError::Content { path: path.to_owned(), why: "it is not text".to_owned() })
}

impl Libraries {
    /// Reads the files; those that end in `.gz` are unpacked.
    ///
    /// # Errors
    /// A file that cannot be read or is not Liberty, units that differ, or cells that are missing.
    pub fn read(paths: &[PathBuf]) -> Result<Self, LibertyError> {
        let texts: Vec<String> = paths.iter().map(|path| text_of(path)).collect::<Result<_, _>>()?;
        Self::of(paths.iter().cloned().zip(texts).collect())
    }

    /// Of the files' paths and texts.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn of(files: Vec<(PathBuf, String)>) -> Result<Self, LibertyError> {
        let mut known: Option<Units> = None;
        let mut cells = BTreeMap::new();
        let mut merged = String::new();
        let mut merged_groups: BTreeSet<(String, String)> = BTreeSet::new();
        let mut sources = Vec::new();
        for (path, text) in files {
            let library = parse(&path, &text)?;
            let content = |why: String| LibertyError::Content { path: path.clone(), why };
            let units = Units::of(&library).map_err(content)?;
            if *known.get_or_insert(units) != units {
                let why = "its units or its voltage are not those of the first library".to_owned();
                return Err(content(why));
            }
            let templates: BTreeMap<String, Group> = library
                .groups
                .iter()
                .filter(|group| group.kind.ends_with("template"))
                .map(|group| (group.name().to_owned(), group.clone()))
                .collect();
            for group in library.all("cell") {
                let cell = cell(group, &templates, units).map_err(content)?;
                cells.entry(cell.name.clone()).or_insert(cell);
            }
            // The first file's own attributes stand for all: units are the same.
            let new = |group: &&Group| merged_groups.insert((group.kind.clone(), group.name().to_owned()));
            if merged.is_empty() {
                let end = library.span.end - 1;
                merged.push_str(&text[library.span.start..end]);
                library.groups.iter().filter(new).for_each(drop);
            } else {
                for group in library.groups.iter().filter(new) {
                    let _ = write!(merged, "\n  {}", &text[group.span.clone()]);
                }
            }
            let sha256 = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
            sources.push(Source { name: library.name().to_owned(), path, sha256, text });
        }
        merged.push_str("\n}\n");
        let units = known.ok_or(LibertyError::Lacks { what: "cell: none was named" })?;
        let reference = reference(&cells, units)?;
        Ok(Self {
            sources,
            merged,
            cells,
            time: units.time,
            capacitance: units.capacitance,
            energy: units.capacitance * units.voltage_unit * units.voltage_unit,
            voltage: units.voltage,
            reference,
        })
    }

    /// A cell by its name.
    pub fn cell(&self, name: &str) -> Option<&Cell> {
        self.cells.get(name)
    }

    /// Nothing, where there are flip-flops for an asynchronous reset.
    ///
    /// # Errors
    /// There is none.
    pub fn asynchronous(&self) -> Result<(), LibertyError> {
        let there = self.cells.values().any(|cell| cell.asynchronous && !cell.avoid);
        let what = "flip-flop with an asynchronous clear or preset, which `reset: async_low` needs";
        if there { Ok(()) } else { Err(LibertyError::Lacks { what }) }
    }

    /// The smallest clock gate that drives so many flip-flops, or the one that drives most.
    ///
    /// # Errors
    /// There is none at all.
    pub fn clock_gate(&self, flip_flops: u32) -> Result<(&Cell, &ClockGate), LibertyError> {
        let pins = self.cells.values().filter(|cell| cell.flip_flop).flat_map(|cell| &cell.pins);
        let pin = pins.filter(|pin| pin.clock).map(|pin| pin.capacitance).fold(0.0, f64::max);
        let gates = self.cells.values().filter(|cell| !cell.avoid);
        let gates = gates.filter_map(|cell| Some((cell, cell.gate.as_ref()?)));
        let wanted = pin * f64::from(flip_flops);
        let drives = |gate: &ClockGate| gate.most.min(wanted);
        gates.min_by(|(a, x), (b, y)| drives(y).total_cmp(&drives(x)).then(a.area.total_cmp(&b.area))).ok_or(
            LibertyError::Lacks { what: "clock gate (latch_posedge), which `clock_gate: wrapper` needs" },
        )
    }

    /// Whether any cell says what its transitions cost.
    pub fn has_power(&self) -> bool {
        self.cells.values().any(|cell| cell.pins.iter().any(|pin| !pin.internal.is_empty()))
    }

    /// What they are called, in one line.
    pub fn names(&self) -> String {
        self.sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// A cell of its group.
fn cell(group: &Group, templates: &BTreeMap<String, Group>, units: Units) -> Result<Cell, String> {
    let name = group.name().to_owned();
    let area = group.number("area").ok_or_else(|| format!("cell {name}: no area"))?;
    let bundles = group.all("bundle").chain(group.all("bus"));
    let pins = group.all("pin").chain(bundles.flat_map(|bundle| bundle.all("pin")));
    let lut = |of: &Group, kind: &str| of.all(kind).next().and_then(|group| Lut::of(group, templates));
    let first = |text: Option<&str>| text.and_then(|text| text.split_whitespace().next()).map(str::to_owned);
    let pin = |pin: &Group| {
        let internal = pin.all("internal_power").map(|power| {
            // One table may stand for both.
            let both = || lut(power, "power");
            Internal {
                related: first(power.value("related_pin")),
                supply: first(power.value("related_pg_pin")),
                when: power.value("when").map(str::to_owned),
                rise: lut(power, "rise_power").or_else(both),
                fall: lut(power, "fall_power").or_else(both),
            }
        });
        let arcs = pin.all("timing").filter_map(|timing| {
            let tables = ["cell_rise", "cell_fall", "rise_transition", "fall_transition"]
                .map(|kind| lut(timing, kind));
            let related = first(timing.value("related_pin"))?;
            tables.iter().any(Option::is_some).then_some(Arc { related, tables })
        });
        Pin {
            name: pin.name().to_owned(),
            output: pin.value("direction") == Some("output"),
            clock: pin.value("clock") == Some("true"),
            capacitance: pin.number("capacitance").unwrap_or(0.0) * units.capacitance,
            function: pin.value("function").map(str::to_owned),
            internal: internal.collect(),
            arcs: arcs.collect(),
        }
    };
    let mut leakage: Vec<Leakage> = group
        .all("leakage_power")
        .filter_map(|group| {
            let value = group.number("value")? * units.leakage;
            let when = group.value("when").map(str::to_owned);
            Some(Leakage { when, supply: first(group.value("related_pg_pin")), value })
        })
        .collect();
    if let (true, Some(value)) = (leakage.is_empty(), group.number("cell_leakage_power")) {
        leakage.push(Leakage { when: None, supply: None, value: value * units.leakage });
    }
    let has = |kind: &str| group.all(kind).next().is_some();
    let states = || ["ff", "ff_bank"].into_iter().flat_map(|kind| group.all(kind));
    Ok(Cell {
        area,
        flip_flop: states().next().is_some(),
        asynchronous: states().any(|state| state.value("clear").or(state.value("preset")).is_some()),
        data: states()
            .filter_map(|state| state.value("next_state"))
            .flat_map(|text| text.split(|character: char| !character.is_alphanumeric() && character != '_'))
            .filter(|pin| !pin.is_empty())
            .map(str::to_owned)
            .collect(),
        sequential: ["ff", "ff_bank", "latch", "latch_bank", "statetable"].into_iter().any(has),
        avoid: group.value("dont_use") == Some("true"),
        gate: clock_gate(group, units),
        pins: pins.map(pin).collect(),
        leakage,
        name,
    })
}

/// The pins of a clock gate, if it is one with a latch and for a rising edge, whatever else it can do.
fn clock_gate(group: &Group, units: Units) -> Option<ClockGate> {
    let kind = group.value("clock_gating_integrated_cell")?;
    if !kind.starts_with("latch_posedge") || kind.contains("obs") {
        return None;
    }
    let pin = |what: &str| group.all("pin").find(|pin| pin.value(what) == Some("true"));
    let name = |what: &str| pin(what).map(|pin| pin.name().to_owned());
    let output = pin("clock_gate_out_pin")?;
    Some(ClockGate {
        clock: name("clock_gate_clock_pin")?,
        enable: name("clock_gate_enable_pin")?,
        test: name("clock_gate_test_pin"),
        output: output.name().to_owned(),
        most: output.number("max_capacitance").unwrap_or(f64::INFINITY) * units.capacitance,
    })
}

/// Of those of a function the one whose name says that it drives as much, or the smallest.
fn of_drive<'a>(found: Vec<&'a Cell>, drive: &str) -> Option<&'a Cell> {
    let says = |cell: &&&Cell| {
        let name = cell.name.to_lowercase();
        let behind = |mark: &str| {
            name.find(&format!("{mark}{drive}")).is_some_and(|at| {
                !name[at + mark.len() + drive.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
            })
        };
        behind("x") || behind("_")
    };
    let smallest = |cells: &mut dyn Iterator<Item = &'a Cell>| {
        cells.min_by(|a, b| a.area.total_cmp(&b.area).then_with(|| a.name.cmp(&b.name)))
    };
    let named: Vec<&Cell> = found.iter().filter(says).copied().collect();
    smallest(&mut named.into_iter()).or_else(|| smallest(&mut found.into_iter()))
}

/// The cells that others are measured by.
fn reference(cells: &BTreeMap<String, Cell>, units: Units) -> Result<Reference, LibertyError> {
    let all = |inputs: usize, function: fn(u32) -> bool| -> Vec<&Cell> {
        cells.values().filter(|cell| !cell.avoid && cell.is(inputs, function)).collect()
    };
    let lacks = |what| LibertyError::Lacks { what };
    let nand2 = of_drive(all(2, |state| state != 3), "1").ok_or(lacks("NAND of two inputs"))?;
    let buffer = of_drive(all(1, |state| state == 1), "2").ok_or(lacks("buffer"))?;
    let inverter = of_drive(all(1, |state| state == 0), "1").ok_or(lacks("inverter"))?;
    if !cells.values().any(|cell| cell.flip_flop) {
        return Err(lacks("flip-flop"));
    }
    Ok(Reference {
        nand2: nand2.name.clone(),
        buffer: buffer.name.clone(),
        fo4: fo4(inverter, units.capacitance).ok_or(lacks("timing tables (NLDM) of an inverter"))?
            * units.time,
    })
}

/// The delay of an inverter among inverters, each of which drives four, in units of time.
fn fo4(inverter: &Cell, capacitance: f64) -> Option<f64> {
    let input = inverter.pins.iter().find(|pin| !pin.output)?;
    let output = inverter.pins.iter().find(|pin| pin.output)?;
    let arc = output.arcs.iter().find(|arc| arc.related == input.name)?;
    let [rise, fall, rise_slew, fall_slew] = arc.tables.each_ref().map(Option::as_ref);
    let (rise, fall, rise_slew, fall_slew) = (rise?, fall?, rise_slew?, fall_slew?);
    let load = 4.0 * input.capacitance / capacitance;
    let mut slew = 0.0;
    for _ in 0..20 {
        slew = (rise_slew.at(slew, load) + fall_slew.at(slew, load)) / 2.0;
    }
    Some((rise.at(slew, load) + fall.at(slew, load)) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(body: &str) -> Result<Libraries, LibertyError> {
        Libraries::of(vec![(PathBuf::from("x.lib"), format!("library(x) {{\n{body}\n}}\n"))])
    }

    /// The smallest of those that drive enough; where none does, the strongest; none that falls with its clock.
    #[test]
    fn a_clock_gate_is_the_smallest_that_drives_enough() {
        let gate = |name: &str, kind: &str, area: u32, most: &str| {
            format!(
                "cell({name}) {{ area : {area}; clock_gating_integrated_cell : {kind};
                 pin(C) {{ direction : input; clock_gate_clock_pin : true; }} pin(E) {{ clock_gate_enable_pin : true; }}
                 pin(G) {{ direction : output; clock_gate_out_pin : true; max_capacitance : {most}; }} }}\n"
            )
        };
        let (path, text) = gates();
        // A flip-flop's clock pin is 0.001 pF, and GATE (of 5) drives 0.04.
        let more = [
            gate("LARGE", "latch_posedge", 8, "0.08"),
            gate("WIDE", "latch_posedge", 9, "0.08"),
            gate("FALLS", "latch_negedge", 1, "0.08"),
            gate("WEAK", "latch_posedge", 2, "0.01"),
        ];
        let end = text.rfind('}').unwrap();
        let all =
            Libraries::of(vec![(path.clone(), format!("{}{}}}", &text[..end], more.concat()))]).unwrap();
        for (flip_flops, expected) in [(8, "WEAK"), (32, "GATE"), (64, "LARGE"), (500, "LARGE")] {
            assert_eq!(all.clock_gate(flip_flops).unwrap().0.name, expected, "{flip_flops}");
        }
        let (_, pins) = all.clock_gate(32).unwrap();
        assert_eq!(
            (&*pins.clock, &*pins.enable, pins.test.as_deref(), &*pins.output),
            ("CK", "EN", Some("TE"), "GCK")
        );
        let none = text.replace("latch_posedge", "latch_negedge");
        assert!(Libraries::of(vec![(path, none)]).unwrap().clock_gate(1).is_err());
    }

    fn gates() -> (PathBuf, String) {
        let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/gates.lib"));
        let text = std::fs::read_to_string(&path).unwrap();
        (path, text)
    }

    #[test]
    fn functions_are_evaluated() {
        let pins = |a, b| vec![("A".to_owned(), a), ("B".to_owned(), b)];
        for (text, expected) in [
            ("!(A&B)", [true, true, true, false]),
            ("(!A) + (!B)", [true, true, true, false]),
            ("A' | B'", [true, true, true, false]),
            ("A ^ B", [false, true, true, false]),
            ("A B", [false, false, false, true]),
            ("A*!B + 0", [false, true, false, false]),
        ] {
            let found = [(false, false), (true, false), (false, true), (true, true)]
                .map(|(a, b)| Function::of(text, &pins(a, b)).unwrap());
            assert_eq!(found, expected, "{text}");
        }
        for text in ["A &", "(A", "C", "A)", ""] {
            assert_eq!(Function::of(text, &pins(false, false)), None, "{text}");
        }
    }

    #[test]
    fn cells_are_found_by_what_they_do() {
        let gates = Libraries::of(vec![gates()]).unwrap();
        assert_eq!((gates.reference.nand2.as_str(), gates.reference.buffer.as_str()), ("NAND2", "BUF"));
        assert!(gates.cell("DFF").unwrap().flip_flop && !gates.cell("XOR2").unwrap().sequential);
        // In a row a slew s makes one of 0.01 + 0.3 * 0.04 + (s - 0.01) / 10, so of 0.023; and that a delay of 0.02 + 0.3 * 0.04
        // + 0.0123 / 10, so that the slew settles at 0.02333 ns and the delay at 0.03333 ns.
        assert!((gates.reference.fo4 - 0.033333e-9).abs() < 1e-14, "{}", gates.reference.fo4);
        assert_eq!((gates.time, gates.capacitance, gates.voltage), (1e-9, 1e-12, 1.0));
    }

    /// Two files are one library, whichever has what; units must be the same.
    #[test]
    fn files_are_merged() {
        let (path, text) = gates();
        let at = text.find("    cell(DFF) {").unwrap();
        let head = &text[..text.find("    cell(INV) {").unwrap()];
        let one = format!("{}}}\n", &text[..at]);
        let two = format!("{head}{}", &text[at..]);
        assert!(matches!(
            Libraries::of(vec![(path.clone(), one.clone())]).unwrap_err(),
            LibertyError::Lacks { what: "flip-flop" }
        ));
        let both = Libraries::of(vec![(path.clone(), one.clone()), (path.clone(), two.clone())]).unwrap();
        let again = Libraries::of(vec![(path.clone(), both.merged.clone())]).unwrap();
        let whole = Libraries::of(vec![(path.clone(), text)]).unwrap();
        assert!(again.cells.keys().eq(whole.cells.keys()));
        let other = two.replace("1ns", "1ps");
        let error = Libraries::of(vec![(path.clone(), one), (path, other)]).unwrap_err().to_string();
        assert!(error.ends_with("its units or its voltage are not those of the first library"), "{error}");
    }

    #[test]
    fn what_is_no_library_is_refused_with_its_line() {
        for (body, expected) in [
            ("cell(A) { area : 1;", "x.lib:4: not Liberty: `library` has no closing brace"),
            ("cell(A { area : 1; }", "not Liberty: "),
            ("/* no end", "x.lib:2: not Liberty: a comment has no end"),
            ("area 1;", "x.lib:2: not Liberty: `area` is followed by neither `:` nor `(`"),
            ("nom_voltage : 1;", "x.lib: capacitive_load_unit: missing, or no capacitance"),
            ("capacitive_load_unit(1, pf);", "x.lib: nom_voltage: missing"),
            ("capacitive_load_unit(1, pf); nom_voltage : 1; cell(A) { }", "x.lib: cell A: no area"),
            ("capacitive_load_unit(1, pf); nom_voltage : 1;", "the libraries have no NAND of two inputs"),
        ] {
            let error = library(body).unwrap_err().to_string();
            assert!(error.contains(expected), "{body}: {error}");
        }
        let deep = format!("{}{}", "a(b) { ".repeat(100_000), "} ".repeat(100_000));
        assert!(library(&deep).unwrap_err().to_string().contains("more than 32 deep"));
        let error = Libraries::of(vec![(PathBuf::from("x.lib"), "plain words".to_owned())]).unwrap_err();
        assert!(error.to_string().starts_with("x.lib:1: not Liberty"), "{error}");
        assert!(Libraries::of(Vec::new()).is_err());
    }
}
