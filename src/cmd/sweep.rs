//! Many designs on one link: those of a design with other lanes, widths and decoders, or of a codebook that is made here.

use super::sent::Sent;
use super::{calibrate, console, inputs};
use anyhow::{Context as _, anyhow};
use huffwire::design::{self, DecoderKind, Design};
use huffwire::files::File;
use huffwire::link::Study;
use huffwire::link::sweep::{self, Candidate, Task};
use huffwire::report::link::Decision;
use huffwire::tools::scratch::Folder;
use huffwire::words::{self, Shown as _};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Beats of a block, where the smallest of several codebooks is chosen.
const BLOCK: u64 = 128;

/// The file of the chosen design.
const DESIGN: &str = "design.yaml";

/// The file of a codebook that is made here.
const BOOK: &str = "codebook.yaml";

/// A design as a file, and the files of its codebooks.
#[derive(Clone, Debug)]
pub(super) struct Start {
    design: Mapping,
    /// Names beside the design, and texts.
    books: Vec<(String, String)>,
    /// Elements of a block, where nothing is said of it and the design has them.
    block: Option<u32>,
}

/// What came of it.
pub(super) struct Found {
    pub candidates: Vec<Candidate>,
    /// The chosen one.
    pub design: Design,
    pub codecs: u64,
    /// Its files: [`DESIGN`] and the codebooks.
    files: Vec<(String, String)>,
}

impl Found {
    /// What was found of a design, where it was chosen among many with these, which will stand in `folder`.
    pub fn decision<'a>(study: &'a Study, found: Option<&'a Self>, folder: Option<&Path>) -> Decision<'a> {
        Decision {
            study,
            designs: found.map_or(&[], |found| &found.candidates),
            next: found
                .and(folder)
                .map(|folder| format!("huffwire generate {}", folder.join(DESIGN).shown())),
        }
    }

    /// Its files, in a folder of the report's.
    pub fn files(&self, within: &str) -> impl Iterator<Item = File> {
        self.files
            .iter()
            .map(move |(name, text)| File { path: format!("{within}{name}"), text: text.clone() })
    }
}

/// Says how the chosen design is made.
pub(super) fn say_next(decision: &Decision) {
    match &decision.next {
        Some(next) => console::say(format_args!("next: {next}")),
        None => console::say("write the chosen design and a report with --out FOLDER"),
    }
}

impl Start {
    /// A design that there is.
    pub fn of(file: &Path) -> anyhow::Result<Self> {
        let read = |file: &Path| fs::read_to_string(file).with_context(|| file.shown());
        let mut design: Mapping =
            serde_yaml::from_str(&read(file)?).with_context(|| file.shown()).context("the design")?;
        let mut names = BTreeSet::new();
        let mut books = Vec::new();
        for (number, path) in design::files(file).iter().skip(1).enumerate() {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            // Of two folders they may have the same name.
            let name = if names.contains(&name) { format!("{number}_{name}") } else { name };
            names.insert(name.clone());
            books.push((name, read(path)?));
        }
        if !books.is_empty() {
            let names = books.iter().map(|(name, _)| Value::from(name.clone())).collect();
            design.insert("codebooks".into(), Value::Sequence(names));
        }
        Ok(Self { design, books, block: None })
    }

    /// A codebook of these tensors.
    pub fn calibrated(
        name: &str,
        element: &str,
        tensors: &[PathBuf],
        globs: &[String],
    ) -> anyhow::Result<Self> {
        let made = calibrate::by_default(element, tensors, globs, Path::new(BOOK))?;
        Ok(Self::of_codebook(name, element, made.yaml))
    }

    /// A codebook, as its file has it.
    pub fn of_codebook(name: &str, element: &str, yaml: String) -> Self {
        let mut design = Mapping::new();
        design.insert("name".into(), name.into());
        let format = serde_yaml::from_str::<Value>(element).unwrap_or_else(|_| element.into());
        design.insert("element".into(), format);
        design.insert("codebooks".into(), Value::Sequence(vec![BOOK.into()]));
        Self { design, books: vec![(BOOK.to_owned(), yaml)], block: None }
    }

    /// The same of exponents relative to this base, of the frame's own in blocks of as many elements, rounded up to a power of
    /// two of beats.
    #[must_use]
    pub fn relative(mut self, base: inputs::BaseRule, block: u32) -> Self {
        self.design.insert("base".into(), base.origin().name().into());
        self.block = (base == inputs::BaseRule::Own).then_some(block);
        self
    }

    /// Whether blocks and a raw codebook may be put in: where there is one codebook and nothing is said of either.
    fn plain(&self) -> bool {
        let none = ["raw", "loadable", "base"].iter().all(|key| !self.design.contains_key(*key));
        self.books.len() == 1 && none
    }

    /// The design with these ends.
    fn with(&self, (lanes, out, kind, into): (usize, usize, DecoderKind, usize), blocks: bool) -> Mapping {
        let mut design = self.design.clone();
        let mut end = |key: &str, values: &[(&str, Value)], drop: &[&str]| {
            let mut end = match design.get(key) {
                Some(Value::Mapping(end)) => end.clone(),
                _ => Mapping::new(),
            };
            for key in drop {
                end.remove(*key);
            }
            for (key, value) in values {
                end.insert((*key).into(), value.clone());
            }
            design.insert(key.into(), Value::Mapping(end));
        };
        let mut encoder = vec![("lanes", Value::from(lanes)), ("out_bytes", Value::from(out))];
        if blocks {
            encoder.extend([("select", Value::from("smallest")), ("block", Value::from(BLOCK))]);
        }
        if let Some(elements) = self.block {
            let beats = u64::from(elements / lanes as u32).next_power_of_two();
            let beats = beats.clamp(*design::BLOCKS.start(), *design::BLOCKS.end());
            encoder.push(("block", beats.into()));
        }
        // Levels by name are those of other ends.
        end("encoder", &encoder, &["pipeline"]);
        end("decoder", &[("kind", kind.name().into()), ("in_bytes", into.into())], &["pipeline", "lanes"]);
        if blocks {
            design.insert("raw".into(), true.into());
        }
        design
    }
}

/// Looks at all of them, of what is sent.
pub(super) fn sweep(start: &Start, task: &Task, sent: &Sent, link: &str) -> anyhow::Result<Found> {
    let folder = Folder::new()?;
    for (name, text) in &start.books {
        folder.write(name, text)?;
    }
    let file = folder.path().join(DESIGN);
    let load = |map: &Mapping| -> anyhow::Result<Design> {
        folder.write(DESIGN, serde_yaml::to_string(map)?)?;
        // The temporary folder is nothing to the reader.
        let place = format!("{}/", folder.path().display());
        Design::load(&file).map_err(|error| anyhow!("{}", error.to_string().replace(&place, "")))
    };
    let progress = console::progress(None);
    progress.set_message("looking at designs");
    progress.enable_steady_tick(Duration::from_millis(100));
    let any = load(&start.with((4, 8, DecoderKind::Serial, 4), false))?;
    let (mut candidates, mut maps) = (Vec::new(), Vec::new());
    let variants: &[bool] = if start.plain() && sent.has_blocks() { &[false, true] } else { &[false] };
    for &blocks in variants {
        // What elements take does not depend on the ends, but for the length of blocks.
        let mut bits = None;
        for ends in sweep::ends(any.element().bytes()) {
            let map = start.with(ends, blocks);
            // Not all of them are designs with every element format.
            let Ok(design) = load(&map) else { continue };
            let of = match bits {
                Some(bits) => bits,
                None => *bits.insert(sent.data(&design)?.0.bits()),
            };
            if let Some(candidate) = sweep::candidate(&design, of, task) {
                candidates.push(candidate);
                maps.push(map);
            }
        }
    }
    progress.finish_and_clear();
    let chosen = sweep::choose(&mut candidates).context("no design of both ends can be made of this one")?;
    let map = &maps[chosen];
    let heading = format!(
        "# Chosen for {}, of {}; docs/generate.md says what else there is.\n",
        words::one_line(link),
        words::counted(candidates.len(), "design")
    );
    let mut files = vec![(DESIGN.to_owned(), heading + &serde_yaml::to_string(map)?)];
    files.extend(start.books.clone());
    Ok(Found { codecs: candidates[chosen].codecs, design: load(map)?, candidates, files })
}
