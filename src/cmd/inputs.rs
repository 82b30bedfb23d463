//! What is counted: tensors out of their files, and counts out of `.hist.json` files, in the order typed.

use super::{console, output, same};
use anyhow::{Context as _, anyhow, bail, ensure};
use globset::{Glob, GlobMatcher};
use huffwire::analysis::Skipped;
use huffwire::codebook::{self, BooksError, Codebook};
use huffwire::codec;
use huffwire::element::Element;
use huffwire::histogram::{Blocks, Counting, Counts, Frames, Histogram, Origin, View, file};
use huffwire::tensor::{self, Tensor, TensorError};
use huffwire::words;
use huffwire::words::Shown as _;
use indicatif::ProgressStyle;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What is asked of the files.
pub struct Asked<'a> {
    /// What the tensors' values are.
    pub element: Element,
    /// The views that are counted.
    pub views: &'a [View],
    /// Views that are counted as well, if all files are tensors or counts that have them all: their histograms come last,
    /// or not at all.
    pub optional: &'a [View],
    /// Patterns of tensors' names; all where there is none.
    pub tensors: &'a [String],
    /// Blocks whose best codebook is looked for; counts (`.hist.json`) have none.
    pub blocks: &'a [Blocks],
    /// Frames whose own counts are kept; counts (`.hist.json`) have none and are refused.
    pub frames: Option<Frames>,
    /// Whether files are raw elements from their first byte on, whatever they are.
    pub as_bytes: bool,
    /// Whether what cannot be used is passed over.
    pub keep_going: bool,
    /// What the files are for, in `Skipped` and on the progress bar.
    pub side: &'static str,
}

/// What coded symbols are relative to, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum BaseRule {
    /// The frame's own exponents.
    Own,
    /// Those of the frame before in the tensor; before the first one, as behind a tensor like it, comes the last one.
    Previous,
}

impl BaseRule {
    /// The same in counts.
    pub fn origin(self) -> Origin {
        match self {
            Self::Own => Origin::Own,
            Self::Previous => Origin::Previous,
        }
    }
}

/// Elements of a block where none are typed.
pub const BLOCK: u32 = 1024;

/// The view whose symbols are coded: relative to a base where one was typed.
pub fn coded(element: Element, base: Option<BaseRule>, block: u32) -> anyhow::Result<View> {
    let Some(base) = base else { return Ok(View::stored(element)) };
    if element.exponent_bits() == 0 {
        return Err(anyhow::Error::from(BooksError::NoExponent(element)).context("--base"));
    }
    Ok(View::relative(element, base.origin(), block))
}

/// Files that were opened and whose tensors suit.
pub struct Inputs {
    parts: Vec<Part>,
    globs: Vec<GlobMatcher>,
    /// What was passed over.
    pub skipped: Vec<Skipped>,
    /// Patterns that matched nothing.
    unmatched: Vec<String>,
    /// What the files of counts have.
    counted: same::Tensors,
    /// Whether every file of counts has the optional views.
    complete: bool,
}

/// Neighbouring files of one kind.
enum Part {
    Tensors(Vec<Tensor>),
    Counts(PathBuf),
}

/// An element format as it is typed on the command line.
pub fn element(text: &str) -> Result<Element, String> {
    if text.trim_start().starts_with('{') {
        return codebook::parse_element(text, Path::new("--element")).map_err(|error| error.to_string());
    }
    Element::parse(text).map_err(|error| error.to_string())
}

/// What is called so, of a few.
pub fn named<T: Copy>(text: &str, known: &[(&str, T)]) -> Result<T, String> {
    let found = known.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    found.ok_or_else(|| format!("use {}", words::list(known.iter().map(|(name, _)| name))))
}

/// A tensor whose elements are sent.
#[derive(clap::Args)]
pub struct Sent {
    /// Send the elements of this tensor file (.safetensors, .npy, or raw elements)
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    pub input: Option<PathBuf>,
    /// Which tensor of the file
    #[arg(long, value_name = "NAME", requires = "input")]
    pub tensor: Option<String>,
    /// Take the file as raw elements from its first byte on, whatever it is, header and all
    #[arg(long, requires = "input", conflicts_with = "tensor")]
    pub as_bytes: bool,
}

impl Sent {
    /// The little-endian bytes of the first elements, `most` at most; none where nothing was typed.
    pub fn elements(&self, element: Element, most: u64) -> anyhow::Result<Option<Vec<u8>>> {
        let read = |file: &PathBuf| elements(file, self.tensor.as_deref(), self.as_bytes, element, most);
        self.input.as_ref().map(read).transpose()
    }
}

/// The first elements of the tensor of that name, or of the file's only one.
fn elements(
    file: &Path,
    name: Option<&str>,
    as_bytes: bool,
    element: Element,
    most: u64,
) -> anyhow::Result<Vec<u8>> {
    let mut tensors = tensors(file, as_bytes)?;
    if let Some(name) = name {
        let names: Vec<String> = tensors.iter().map(|tensor| tensor.name().to_owned()).collect();
        tensors.retain(|tensor| tensor.name() == name);
        ensure!(!tensors.is_empty(), "{}: no tensor `{name}`: it holds {}", file.shown(), names.join(", "));
    }
    let [tensor] = &tensors[..] else {
        let names: Vec<&str> = tensors.iter().map(|tensor| tensor.name()).collect();
        bail!("{}: which tensor? name one with --tensor: {}", file.shown(), names.join(", "));
    };
    tensor::check(std::slice::from_ref(tensor), element, true)?;
    let length = tensor.elements(element)?.min(most);
    ensure!(length > 0, "{}: tensor {} has no elements", file.shown(), tensor.name());
    let mut bytes = Vec::new();
    tensor.read(element, 0, length, |_, elements| {
        bytes.extend_from_slice(elements);
        Ok(())
    })?;
    // Says which element has bits that no frame carries.
    let golden = codec::Encoder::new(&Codebook::raw(element)).frame(&bytes, &mut Vec::new());
    golden.with_context(|| format!("{}: tensor {}", file.shown(), tensor.name()))?;
    Ok(bytes)
}

/// The tensors of a file, or the file as one of raw elements, whatever it is.
pub fn tensors(path: &Path, as_bytes: bool) -> anyhow::Result<Vec<Tensor>> {
    if as_bytes {
        return Ok(vec![tensor::open_as_bytes(path)?]);
    }
    tensor::open(path).map_err(|error| match error {
        TensorError::Foreign { .. } => {
            anyhow!("{error}; or take it as it is, header and all, with --as-bytes")
        }
        error => error.into(),
    })
}

impl Inputs {
    /// Reads headers, chooses tensors by name and checks that they suit; counts in `.hist.json` files too.
    pub fn open(files: &[PathBuf], asked: &Asked) -> anyhow::Result<Self> {
        Self::read(files, asked, false)
    }

    /// The same for some of many files, where a pattern may match tensors of the others only. Gives back those
    /// that match none, with what there is.
    pub fn open_part(files: &[PathBuf], asked: &Asked) -> anyhow::Result<(Self, Vec<String>)> {
        let mut inputs = Self::read(files, asked, true)?;
        let unmatched = std::mem::take(&mut inputs.unmatched);
        Ok((inputs, unmatched))
    }

    fn read(files: &[PathBuf], asked: &Asked, part: bool) -> anyhow::Result<Self> {
        same::distinct(files, "and would count twice")?;
        let mut globs: Vec<(&String, GlobMatcher, bool)> = Vec::new();
        for pattern in asked.tensors {
            let glob = Glob::new(pattern).with_context(|| format!("--tensors '{pattern}'"))?;
            globs.push((pattern, glob.compile_matcher(), false));
        }
        let mut chosen = |name: &str| {
            let mut taken = globs.is_empty();
            for (_, glob, used) in &mut globs {
                let matches = glob.is_match(name);
                taken |= matches;
                *used |= matches;
            }
            taken
        };
        let mut inputs = Self {
            parts: Vec::new(),
            globs: Vec::new(),
            skipped: Vec::new(),
            unmatched: Vec::new(),
            counted: same::Tensors::default(),
            complete: true,
        };
        let mut names = Names::default();
        for path in files {
            let opened = match file::is_counts(path) && !asked.as_bytes {
                true => counts(path, asked, &mut names, &mut chosen).map(|()| Part::Counts(path.clone())),
                false => tensors(path, asked.as_bytes).map(|tensors| {
                    let of = |tensor: &Tensor| names.sort(chosen(tensor.name()), tensor.name());
                    Part::Tensors(tensors.into_iter().filter(of).collect())
                }),
            };
            match (opened, inputs.parts.last_mut()) {
                (Ok(Part::Tensors(tensors)), Some(Part::Tensors(before))) => before.extend(tensors),
                (Ok(part), _) => inputs.parts.push(part),
                (Err(error), _) if asked.keep_going => {
                    inputs.skip(asked, path.shown().to_string(), &error);
                }
                (Err(error), _) => return Err(error),
            }
        }
        for (pattern, ..) in globs.iter().filter(|(.., used)| !used) {
            let unmatched = format!("--tensors '{pattern}' matches no tensor; there are {}", names.listed());
            ensure!(part, unmatched);
            inputs.unmatched.push(unmatched);
        }
        inputs.counted = names.counted;
        inputs.complete = !names.incomplete;
        inputs.globs = globs.into_iter().map(|(_, glob, _)| glob).collect();
        inputs.suit(asked)?;
        Ok(inputs)
    }

    /// Checks dtypes.
    fn suit(&mut self, asked: &Asked) -> anyhow::Result<()> {
        let advice = |error| anyhow!("{error}; choose tensors with --tensors GLOB");
        let mut unfit = Vec::new();
        if asked.keep_going {
            for part in &mut self.parts {
                let Part::Tensors(tensors) = part else { continue };
                tensors.retain(|tensor| {
                    let error = tensor::check(std::slice::from_ref(tensor), asked.element, true).err();
                    let fits = error.is_none();
                    unfit.extend(error.map(|error| (described(tensor), error)));
                    fits
                });
            }
        }
        for (what, error) in unfit {
            self.skip(asked, what, &error.into());
        }
        // All at once: what mixes may lie in different files.
        let all: Vec<Tensor> = self.tensors().cloned().collect();
        tensor::check(&all, asked.element, !asked.tensors.is_empty()).map_err(advice)
    }

    fn skip(&mut self, asked: &Asked, what: String, error: &anyhow::Error) {
        let why = format!("{error:#}");
        let why = why.strip_prefix(&format!("{what}: ")).map_or_else(|| why.clone(), str::to_owned);
        self.skipped.push(Skipped { side: asked.side, what, why });
    }

    /// The tensors, where none of the files is counts of them.
    pub fn all_tensors(&self) -> Option<Vec<&Tensor>> {
        let counts = self.parts.iter().any(|part| matches!(part, Part::Counts(_)));
        (!counts).then(|| self.tensors().collect())
    }

    fn tensors(&self) -> impl Iterator<Item = &Tensor> {
        self.parts.iter().flat_map(|part| match part {
            Part::Tensors(tensors) => &tensors[..],
            Part::Counts(_) => &[],
        })
    }

    /// What is counted: the views that are asked for, and the optional ones where all files have them.
    pub fn views(&self, asked: &Asked) -> Vec<View> {
        [asked.views, if self.complete { asked.optional } else { &[] }].concat()
    }

    /// Whether the tensor is one that was chosen, of those in a file of counts.
    fn chosen(&self, name: &str) -> bool {
        self.globs.is_empty() || self.globs.iter().any(|glob| glob.is_match(name))
    }

    /// Counts every tensor and calls `each` with its file, its name and a histogram per view, with a
    /// progress bar on the terminal.
    pub fn count(
        &mut self,
        asked: &Asked,
        mut each: impl FnMut(&str, &str, &Counts) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        // Draws nothing where standard error is no terminal.
        let bar = console::progress(None);
        let style = "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
        bar.set_style(ProgressStyle::with_template(style).expect("the template is right"));
        bar.set_message(format!("counting ({})", asked.side));
        let (views, required) = (self.views(asked), asked.views.len());
        let asked = &Asked { views: &views, ..*asked };
        let counting = Counting {
            element: asked.element,
            views: asked.views,
            blocks: asked.blocks,
            frames: asked.frames,
            keep_going: asked.keep_going,
            progress: &|bytes| bar.inc(bytes),
        };
        bar.set_length(self.tensors().map(Tensor::bytes).sum::<u64>() * counting.passes());
        let (mut skipped, mut notes) = (Vec::new(), Vec::new());
        let counted = self.parts.iter().try_for_each(|part| match part {
            Part::Tensors(tensors) => counting.run(tensors, |tensor, counted| {
                let (file, name) = (tensor.file().to_string_lossy(), tensor.name());
                let new = counted.map_err(anyhow::Error::from).and_then(|counts| {
                    let histograms: Vec<&Histogram> = counts.histograms.iter().take(required).collect();
                    let before = self.counted.find(&file, name, &histograms);
                    ensure!(before.is_none(), twice(tensor.file(), name, &file, before));
                    notes.extend(halves(tensor, &counts, asked)?);
                    Ok(counts)
                });
                match new {
                    Ok(counts) => each(&file, name, &counts),
                    Err(error) if asked.keep_going => {
                        skipped.push((described(tensor), error));
                        Ok(())
                    }
                    Err(error) => Err(error),
                }
            }),
            Part::Counts(path) => {
                let mut order = Vec::new();
                file::read(path, |header, counted| {
                    if order.is_empty() {
                        order = places(path, header, asked)?;
                    }
                    if !self.chosen(&counted.name) {
                        return Ok(());
                    }
                    let histograms = order.iter().map(|&place| counted.histograms[place].clone()).collect();
                    each(
                        &counted.file,
                        &counted.name,
                        &Counts { histograms, block_bits: None, frames: Vec::new() },
                    )
                })?
                .map(drop)
            }
        });
        bar.finish_and_clear();
        counted?;
        notes.iter().for_each(console::note);
        skipped.iter().for_each(|(what, error)| self.skip(asked, what.clone(), error));
        Ok(())
    }
}

fn described(tensor: &Tensor) -> String {
    format!("{} ({})", tensor.name(), tensor.file().shown())
}

/// Tensors' names, for what is said of patterns that match none.
#[derive(Default)]
struct Names {
    others: BTreeSet<String>,
    counted: same::Tensors,
    /// Whether a file of counts lacks an optional view.
    incomplete: bool,
}

impl Names {
    /// Notes the name and gives back whether the tensor is taken.
    fn sort(&mut self, taken: bool, name: &str) -> bool {
        // Enough to choose from, and no more, however many tensors there are.
        if self.others.len() < 1000 {
            self.others.insert(name.to_owned());
        }
        taken
    }

    fn listed(&self) -> String {
        const SHOWN: usize = 5;
        // Not all of them are kept, so how many more there are is not known.
        let more = if self.others.len() > SHOWN { ", .." } else { "" };
        match self.others.is_empty() {
            true => "none".to_owned(),
            false => words::list(self.others.iter().take(SHOWN)) + more,
        }
    }
}

/// Reads a file of counts for the first time: every tensor in it must be usable, and none be there twice.
fn counts(
    path: &Path,
    asked: &Asked,
    names: &mut Names,
    chosen: &mut impl FnMut(&str) -> bool,
) -> anyhow::Result<()> {
    let mut order = None;
    let header = file::read(path, |header, counted| {
        if !names.sort(chosen(&counted.name), &counted.name) {
            return Ok(());
        }
        if order.is_none() {
            order = Some(places(path, header, asked)?);
        }
        // Files may have been counted with different options; those in common must be the same.
        let histograms: Vec<&Histogram> =
            order.iter().flatten().map(|&place| &counted.histograms[place]).collect();
        // Without elements it does not matter how often.
        if histograms.iter().any(|histogram| histogram.total() != 0) {
            // Hosts may have files of the same name; the same counts as well are the same tensor.
            let before = names.counted.insert(&counted.file, &counted.name, &histograms);
            ensure!(before.is_none(), twice(path, &counted.name, &counted.file, before.as_deref()));
        }
        Ok(())
    })??;
    names.incomplete |= asked.optional.iter().any(|view| !header.views.contains(view));
    places(path, &header, asked).map(drop)
}

fn twice(path: &Path, name: &str, file: &str, before: Option<&str>) -> String {
    let spelled =
        before.filter(|before| *before != file).map_or(String::new(), |before| format!(", as of {before}"));
    format!(
        "{}: tensor {name} of {file} stands in another file of counts too{spelled}, with the same counts, and would \
         count twice; if it is another host's, of the same name, count it under another path",
        path.shown()
    )
}

/// Refuses e2m1 whose bytes all have nothing in the high half, and tells of other formats of 8 bits that look so:
/// values of 4 bits, one in a byte, whose saving would be that of the zeros above them.
fn halves(tensor: &Tensor, counts: &Counts, asked: &Asked) -> anyhow::Result<Option<String>> {
    /// Values that are not zero, none of which stands in a high half: by chance once in 2^32.
    const ENOUGH: u64 = 32;
    const NARROW: &str = "'{ bytes: 1, bits: 4, symbol: \"3:0\" }'";
    let stored = asked.views.iter().position(|view| *view == View::stored(asked.element));
    let Some(stored) = stored.filter(|_| asked.element.alphabet() == 256 && !asked.as_bytes) else {
        return Ok(None);
    };
    let counts = counts.histograms[stored].counts();
    let (low, high) = counts.split_at(16);
    let narrow = high.iter().all(|&count| count == 0) && low[1..].iter().sum::<u64>() >= ENOUGH;
    let what = described(tensor);
    let opaque = || tensor.dtype().is_some_and(|dtype| dtype.to_string() == "V1");
    match asked.element.name() {
        Some("e2m1") if narrow => Err(anyhow!(
            "{}: tensor {}: the high half of every byte is zero, so each has one value of 4 bits, and an element of \
             `e2m1` has two: put two in a byte, the first in the low half, or take --element {NARROW}",
            tensor.file().shown(),
            tensor.name()
        )),
        Some("e4m3" | "e5m2" | "int8") if narrow && opaque() => Ok(Some(format!(
            "{what}: every value is below 16: if these are values of 4 bits, one in a byte (int4 or float4 of \
             ml_dtypes), the saving is mostly that of the zeros above them; --element {NARROW} counts without"
        ))),
        _ => Ok(None),
    }
}

/// Where the views that are asked for stand in a file of counts.
fn places(path: &Path, header: &file::Header, asked: &Asked) -> anyhow::Result<Vec<usize>> {
    ensure!(
        header.element == asked.element,
        "{}: counts of `{}`, but --element is `{}`",
        path.shown(),
        header.element,
        asked.element
    );
    ensure!(
        asked.frames.is_none(),
        "{}: counts do not tell blocks apart: give the tensors themselves to --books with --base or --block",
        path.shown()
    );
    let place = |view: &View| {
        header.views.iter().position(|counted| counted == view).with_context(|| {
            format!(
                "{}: no counts of `{view}`, only of {}: count the tensors again with the same options",
                path.shown(),
                words::list(&header.views)
            )
        })
    };
    asked.views.iter().map(place).collect()
}
