//! YAML files as trees whose every node knows its line, so that errors can say file, line and key.

use crate::words::{did_you_mean, shown};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use std::collections::BTreeMap;
use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The largest file that is read, bytes; a codebook of 256 symbols has 4000.
const MAX_BYTES: u64 = 1 << 20;
/// The deepest nesting that is read; a design has 3.
const MAX_DEPTH: usize = 32;
const DEEP: &str = "nested too deeply: designs and codebooks have three levels";
/// The most nodes, those that aliases repeat included.
const MAX_NODES: usize = 100_000;

/// A YAML file that could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum YamlError {
    /// The file could not be read.
    #[error("{}: cannot be read", shown(&file.to_string_lossy()))]
    Read {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Not a YAML file.
    #[error("{}{message}", place(file, *line))]
    Syntax {
        /// The file.
        file: PathBuf,
        /// Line, counted from 1, where one is to blame.
        line: Option<usize>,
        /// What is wrong.
        message: String,
    },
    /// Well-formed, but a value is missing, unknown, or of another kind than the key has.
    #[error("{}{}{message}", place(file, Some(*line)), if key.is_empty() { String::new() } else { format!("{key}: ") })]
    Value {
        /// The file.
        file: PathBuf,
        /// Line of the value, counted from 1.
        line: usize,
        /// The key's path, such as `encoder.lanes`; empty for the whole file.
        key: String,
        /// What is wrong with the value and what to change.
        message: String,
    },
}

/// `design.yaml:12: `.
pub(crate) fn place(file: &Path, line: Option<usize>) -> String {
    let file = shown(&file.to_string_lossy());
    line.map_or_else(|| format!("{file}: "), |line| format!("{file}:{line}: "))
}

#[derive(Clone, Debug)]
struct Node {
    line: usize,
    value: Value,
}

#[derive(Clone, Debug)]
enum Value {
    /// The text, and whether it stands without quotes, so that it may be a number.
    Scalar(String, bool),
    List(Vec<Node>),
    Map(Vec<(String, usize, Node)>),
}

/// A file that was read.
#[derive(Debug)]
pub(crate) struct Document {
    file: PathBuf,
    root: Node,
}

/// A value in a file.
#[derive(Clone, Debug)]
pub(crate) struct At<'a> {
    file: &'a Path,
    key: String,
    node: &'a Node,
}

/// The keys of a map, each of which is known.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    at: At<'a>,
    fields: BTreeMap<&'a str, At<'a>>,
}

impl Document {
    /// Reads a file.
    pub fn load(file: &Path) -> Result<Self, YamlError> {
        let read = |source| YamlError::Read { file: file.to_owned(), source };
        let mut bytes = Vec::new();
        std::fs::File::open(file)
            .and_then(|f| f.take(MAX_BYTES + 1).read_to_end(&mut bytes))
            .map_err(read)?;
        let refuse = |message: &str| {
            Err(YamlError::Syntax { file: file.to_owned(), line: None, message: message.to_owned() })
        };
        if bytes.len() as u64 > MAX_BYTES {
            return refuse("larger than 1 MiB: designs and codebooks are some kilobytes of YAML");
        }
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => Self::parse(&text, file),
            Ok(_) => refuse("a binary file: designs and codebooks are YAML, which is text"),
            Err(error) if matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) => {
                refuse("UTF-16 text: save it as UTF-8")
            }
            Err(_) => refuse(
                "not UTF-8: a binary file, or text in another encoding; designs and codebooks are YAML",
            ),
        }
    }

    /// Reads text; `file` is only for errors.
    pub fn parse(text: &str, file: &Path) -> Result<Self, YamlError> {
        let mut tree = Tree::new(file);
        // A byte order mark is no text (YAML 1.2, 5.2).
        for event in Parser::new_from_str(text.strip_prefix('\u{feff}').unwrap_or(text)) {
            let (event, span) = event.map_err(|error| tree.scan(&error))?;
            tree.take(event, span.start.line())?;
        }
        let root = tree.root.take().ok_or_else(|| tree.syntax(None, "empty: there is nothing in it"))?;
        Ok(Self { file: file.to_owned(), root })
    }

    /// All of it.
    pub fn root(&self) -> At<'_> {
        At { file: &self.file, key: String::new(), node: &self.root }
    }

    /// The line of a key's value (`encoder.lanes`, `codebooks[1]`), or of what of its path is there.
    pub fn line(&self, key: &str) -> usize {
        let mut node = &self.root;
        for part in key.split(['.', '[']).filter(|part| !part.is_empty()) {
            let next = match &node.value {
                Value::Map(items) => items.iter().find(|(name, ..)| name == part).map(|(.., node)| node),
                Value::List(items) => {
                    part.trim_end_matches(']').parse::<usize>().ok().and_then(|at| items.get(at))
                }
                Value::Scalar(..) => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node.line
    }
}

/// A tree in the making, from the events of the parser.
struct Tree<'a> {
    file: &'a Path,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, Node>,
    nodes: usize,
}

/// A list or map whose end has not come.
struct Open {
    line: usize,
    anchor: usize,
    of: Partial,
}

enum Partial {
    List(Vec<Node>),
    /// The items, and the key whose value comes next.
    Map(Vec<(String, usize, Node)>, Option<(String, usize)>),
}

impl<'a> Tree<'a> {
    fn new(file: &'a Path) -> Self {
        Self { file, open: Vec::new(), root: None, anchors: BTreeMap::new(), nodes: 0 }
    }

    fn syntax(&self, line: Option<usize>, message: &str) -> YamlError {
        YamlError::Syntax { file: self.file.to_owned(), line, message: message.to_owned() }
    }

    fn scan(&self, error: &ScanError) -> YamlError {
        let line = Some(error.marker().line());
        match error.info() {
            "recursion limit exceeded" => self.syntax(line, DEEP),
            info => self.syntax(line, &format!("not YAML: {}", shown(info))),
        }
    }

    fn take(&mut self, event: Event, line: usize) -> Result<(), YamlError> {
        match event {
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(self.syntax(Some(line), "a second document begins here: use a file for each"))
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                self.close(Node { line, value: Value::Scalar(text.into_owned(), plain) }, anchor)
            }
            Event::SequenceStart(anchor, _) => self.begin(line, anchor, Partial::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.begin(line, anchor, Partial::Map(Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => {
                let Open { line, anchor, of } = self.open.pop().expect("what ends has begun");
                let value = match of {
                    Partial::List(items) => Value::List(items),
                    Partial::Map(items, _) => Value::Map(items),
                };
                self.close(Node { line, value }, anchor)
            }
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor).cloned();
                let node = node.ok_or_else(|| self.syntax(Some(line), "an alias of what it stands in"))?;
                self.nodes += size(&node);
                self.close(Node { line, ..node }, 0)
            }
            _ => Ok(()),
        }
    }

    /// The keys of what is open.
    fn path(&self) -> String {
        let key = |open: &Open| match &open.of {
            Partial::Map(_, key) => key.as_ref().map(|(name, _)| shown(name)),
            Partial::List(items) => Some(format!("[{}]", items.len())),
        };
        self.open.iter().filter_map(key).collect::<Vec<_>>().join(".").replace(".[", "[")
    }

    fn begin(&mut self, line: usize, anchor: usize, of: Partial) -> Result<(), YamlError> {
        if self.open.len() == MAX_DEPTH {
            return Err(self.syntax(Some(line), DEEP));
        }
        self.open.push(Open { line, anchor, of });
        Ok(())
    }

    /// Puts a node where it belongs.
    fn close(&mut self, node: Node, anchor: usize) -> Result<(), YamlError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(
                self.syntax(Some(node.line), "too long: designs and codebooks have some hundred values")
            );
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let line = node.line;
        let path = self.path();
        match self.open.last_mut().map(|open| &mut open.of) {
            None => self.root = Some(node),
            Some(Partial::List(items)) => items.push(node),
            Some(Partial::Map(items, key)) => match (key.take(), node.value) {
                (Some((name, line)), value) => {
                    // What has several lines is found at its key.
                    let at = if matches!(value, Value::Scalar(..)) { node.line } else { line };
                    items.push((name, line, Node { line: at, value }));
                }
                (None, Value::Scalar(name, _)) => {
                    if items.iter().any(|(seen, ..)| *seen == name) {
                        let message = format!("`{}` stands twice: take one of the two out", shown(&name));
                        return Err(YamlError::Value {
                            file: self.file.to_owned(),
                            line,
                            key: path,
                            message,
                        });
                    }
                    *key = Some((name, line));
                }
                (None, _) => return Err(self.syntax(Some(line), "a list or map as a key: keys are words")),
            },
        }
        Ok(())
    }
}

/// Nodes below a node, itself included.
fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::Scalar(..) => 0,
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(items) => items.iter().map(|(.., node)| size(node)).sum::<usize>(),
    }
}

impl fmt::Display for At<'_> {
    /// What stands there, for `... is wanted, and here stands ...`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.node.value {
            Value::Scalar(text, true) if text.is_empty() => f.write_str("nothing"),
            Value::Scalar(text, _) => write!(f, "`{}`", shown(text)),
            Value::List(_) => f.write_str("a list"),
            Value::Map(_) => f.write_str("a map of keys and values"),
        }
    }
}

impl<'a> At<'a> {
    /// An error about this value.
    pub fn refuse(&self, message: impl fmt::Display) -> YamlError {
        let (file, key) = (self.file.to_owned(), self.key.clone());
        YamlError::Value { file, line: self.node.line, key, message: message.to_string() }
    }

    fn wanted(&self, what: &str) -> YamlError {
        self.refuse(format!("here stands {self}: use {what}"))
    }

    fn inside(&self, name: &str) -> String {
        if self.key.is_empty() { shown(name) } else { format!("{}.{}", self.key, shown(name)) }
    }

    /// Whether nothing stands there, as behind `license:` or with `~`.
    fn is_null(&self) -> bool {
        matches!(&self.node.value, Value::Scalar(text, true) if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// Whether it is a map.
    pub fn is_map(&self) -> bool {
        matches!(self.node.value, Value::Map(_))
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.node.value, Value::List(_))
    }

    /// A map of these keys at most; `example` is one.
    pub fn fields(&self, known: &[&'static str], example: &str) -> Result<Fields<'a>, YamlError> {
        let Value::Map(items) = &self.node.value else { return Err(self.wanted(example)) };
        let mut fields = BTreeMap::new();
        for (name, line, node) in items {
            let at = At { file: self.file, key: self.inside(name), node };
            if !known.contains(&name.as_str()) {
                let (file, key) = (self.file.to_owned(), self.key.clone());
                let message = format!(
                    "unknown key `{}`{} The keys here are {}",
                    shown(name),
                    match did_you_mean(name, known.iter().copied()) {
                        meant if meant.is_empty() => ".".to_owned(),
                        meant => meant,
                    },
                    known.join(", ")
                );
                return Err(YamlError::Value { file, line: *line, key, message });
            }
            fields.insert(name.as_str(), at);
        }
        Ok(Fields { at: self.clone(), fields })
    }

    /// A map of any keys.
    pub fn pairs(&self, example: &str) -> Result<Vec<(&'a str, At<'a>)>, YamlError> {
        let Value::Map(items) = &self.node.value else { return Err(self.wanted(example)) };
        let at = |name: &str, node| At { file: self.file, key: self.inside(name), node };
        Ok(items.iter().map(|(name, _, node)| (name.as_str(), at(name, node))).collect())
    }

    /// The value of a key, wherever this is a map that has it; nothing is refused.
    pub fn get(&self, name: &str) -> Option<Self> {
        let Value::Map(items) = &self.node.value else { return None };
        let (_, _, node) = items.iter().find(|(key, ..)| key == name)?;
        Some(At { file: self.file, key: self.inside(name), node })
    }

    /// A list.
    pub fn list(&self) -> Result<Vec<Self>, YamlError> {
        match &self.node.value {
            Value::List(items) => {
                let at = |(index, node)| At { file: self.file, key: format!("{}[{index}]", self.key), node };
                Ok(items.iter().enumerate().map(at).collect())
            }
            Value::Scalar(text, _) if !self.is_null() => {
                Err(self.refuse(format!("a list is wanted here: write [{}]", shown(text))))
            }
            _ => Err(self.wanted("a list, such as [first, second]")),
        }
    }

    /// A word or text.
    pub fn text(&self, what: &str) -> Result<&'a str, YamlError> {
        match &self.node.value {
            Value::Scalar(text, _) if !self.is_null() => Ok(text),
            _ => Err(self.wanted(what)),
        }
    }

    /// A whole number, 0 or more.
    pub fn number(&self) -> Result<u64, YamlError> {
        let Value::Scalar(text, true) = &self.node.value else {
            return Err(self.wanted("a whole number, 0 or more"));
        };
        let digits = text.strip_prefix('+').unwrap_or(text);
        match digits.strip_prefix("0x") {
            Some(hex) => u64::from_str_radix(hex, 16),
            None => digits.parse(),
        }
        .map_err(|_| self.wanted("a whole number, 0 or more"))
    }

    /// A number with or without a fraction; `None` where there is none.
    pub fn real(&self) -> Option<f64> {
        match &self.node.value {
            Value::Scalar(text, true) => text.parse().ok(),
            _ => None,
        }
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Result<bool, YamlError> {
        match &self.node.value {
            Value::Scalar(text, true) if matches!(text.as_str(), "true" | "True" | "TRUE") => Ok(true),
            Value::Scalar(text, true) if matches!(text.as_str(), "false" | "False" | "FALSE") => Ok(false),
            _ => Err(self.wanted("true or false")),
        }
    }

    /// One of several words.
    pub fn choice<T: Copy>(&self, known: &[(&str, T)]) -> Result<T, YamlError> {
        self.choice_or(known, "")
    }

    /// One of several words, where there is another way too.
    pub fn choice_or<T: Copy>(&self, known: &[(&str, T)], other: &str) -> Result<T, YamlError> {
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        let all = words.join(", ");
        let all = if other.is_empty() { all } else { format!("{all}, or {other}") };
        let text = self.text(&all)?;
        known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value).ok_or_else(|| {
            let meant = did_you_mean(text, words.iter().copied());
            let meant = if meant.is_empty() { ":".to_owned() } else { meant };
            self.refuse(format!("`{}` is not known{meant} use {all}", shown(text)))
        })
    }
}

impl<'a> Fields<'a> {
    /// The value of a key that must be there; `what` says what it is.
    pub fn required(&self, name: &str, what: &str) -> Result<At<'a>, YamlError> {
        self.optional(name).ok_or_else(|| self.at.refuse(format!("`{name}` is missing: {what}")))
    }

    /// The value of a key, if something stands there.
    pub fn optional(&self, name: &str) -> Option<At<'a>> {
        self.fields.get(name).filter(|at| !at.is_null()).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Document, String> {
        Document::parse(text, Path::new("a.yaml")).map_err(|error| error.to_string())
    }

    #[test]
    fn every_value_knows_its_line() {
        let document = parse("a: 1\nb:\n  c: [x,\n    y]\n  d: \"7\"\n").unwrap();
        for (key, line) in [("a", 1), ("b.c", 3), ("b.c[1]", 4), ("b.d", 5), ("b.missing", 2), ("z", 1)] {
            assert_eq!(document.line(key), line, "{key}");
        }
        let fields = document.root().fields(&["a", "b"], "keys").unwrap();
        assert_eq!(fields.required("a", "").unwrap().number().unwrap(), 1);
        let b = fields.required("b", "").unwrap();
        let quoted = b.get("d").unwrap().number().unwrap_err().to_string();
        assert_eq!(quoted, "a.yaml:5: b.d: here stands `7`: use a whole number, 0 or more");
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let document = parse("\u{feff}a: 1\n").unwrap();
        assert_eq!(document.root().get("a").unwrap().number().unwrap(), 1);
    }

    #[test]
    fn aliases_repeat_what_they_name_and_do_not_explode() {
        let document = parse("a: &x { b: 2 }\nc: *x\n").unwrap();
        assert_eq!(document.root().get("c").unwrap().get("b").unwrap().number().unwrap(), 2);
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for k in 1..10 {
            let below = format!("*a{}", k - 1);
            bomb += &format!("a{k}: &a{k} [{}]\n", [below.as_str(); 10].join(", "));
        }
        assert!(parse(&bomb).unwrap_err().contains("too long"));
    }

    #[test]
    fn what_is_no_yaml_of_ours_is_refused_in_a_line() {
        for (text, expected) in [
            ("", "a.yaml: empty"),
            ("a: 1\na: 2\n", "a.yaml:2: `a` stands twice"),
            ("a: { b: [{ c: 1, c: 2 }] }\n", "a.yaml:1: a.b[0]: `c` stands twice"),
            ("a: 1\n---\nb: 1\n", "a.yaml:2: a second document"),
            ("a: [1\nb: 2\n", "a.yaml:2: not YAML"),
            ("? [x]\n: 1\n", "a.yaml:1: a list or map as a key"),
            (&"[".repeat(100_000), "a.yaml:1: nested too deeply"),
            (&"- ".repeat(100_000), "a.yaml:1: nested too deeply"),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.starts_with(expected), "{message}");
            assert!(message.len() < 200, "{message}");
        }
    }
}
