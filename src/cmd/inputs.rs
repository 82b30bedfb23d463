//! What is counted: tensors out of their files, and counts out of `.hist.json` files, in the order typed.

use anyhow::{Context as _, anyhow, ensure};
use globset::{Glob, GlobMatcher};
use huffwire::analysis::Skipped;
use huffwire::element::Element;
use huffwire::histogram::{Blocks, Counting, Counts, Histogram, View, file};
use huffwire::tensor::{self, Tensor};
use huffwire::words;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// What is asked of the files.
pub struct Asked<'a> {
    /// What the tensors' values are.
    pub element: Element,
    /// The views that are counted.
    pub views: &'a [View],
    /// Patterns of tensors' names; all where there is none.
    pub tensors: &'a [String],
    /// Blocks whose best codebook is looked for; counts (`.hist.json`) have none.
    pub blocks: Option<&'a Blocks>,
    /// Whether what cannot be used is passed over.
    pub keep_going: bool,
    /// What the files are for, in `Skipped` and on the progress bar.
    pub side: &'static str,
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
    counted: Seen,
}

/// File, name and a hash of the counts of tensors.
type Seen = BTreeSet<(String, String, u64)>;

/// Neighbouring files of one kind.
enum Part {
    Tensors(Vec<Tensor>),
    Counts(PathBuf),
}

/// An element format as it is typed on the command line.
pub fn element(text: &str) -> Result<Element, String> {
    if text.trim_start().starts_with('{') {
        return serde_yaml::from_str(text).map_err(|error| error.to_string());
    }
    Element::parse(text).map_err(|error| error.to_string())
}

/// Refuses files given twice.
pub fn distinct(files: &[PathBuf]) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    for file in files {
        ensure!(seen.insert(file), "{}: given twice, and would count twice", file.display());
    }
    Ok(())
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
        distinct(files)?;
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
            counted: Seen::new(),
        };
        let mut names = Names::default();
        for path in files {
            let opened = match file::is_counts(path) {
                true => counts(path, asked, &mut names, &mut chosen).map(|()| Part::Counts(path.clone())),
                false => tensor::open(path).map_err(Into::into).map(|tensors| {
                    let of = |tensor: &Tensor| names.sort(chosen(tensor.name()), tensor.name());
                    Part::Tensors(tensors.into_iter().filter(of).collect())
                }),
            };
            match (opened, inputs.parts.last_mut()) {
                (Ok(Part::Tensors(tensors)), Some(Part::Tensors(before))) => before.extend(tensors),
                (Ok(part), _) => inputs.parts.push(part),
                (Err(error), _) if asked.keep_going => {
                    inputs.skip(asked, path.display().to_string(), &error);
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

    fn tensors(&self) -> impl Iterator<Item = &Tensor> {
        self.parts.iter().flat_map(|part| match part {
            Part::Tensors(tensors) => &tensors[..],
            Part::Counts(_) => &[],
        })
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
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
        bar.set_style(ProgressStyle::with_template(style).expect("the template is right"));
        bar.set_message(format!("counting ({})", asked.side));
        let counting = Counting {
            element: asked.element,
            views: asked.views,
            blocks: asked.blocks,
            keep_going: asked.keep_going,
            progress: &|bytes| bar.inc(bytes),
        };
        bar.set_length(self.tensors().map(Tensor::bytes).sum::<u64>() * counting.passes());
        let mut skipped = Vec::new();
        let counted = self.parts.iter().try_for_each(|part| match part {
            Part::Tensors(tensors) => counting.run(tensors, |tensor, counted| {
                let (file, name) = (tensor.file().to_string_lossy(), tensor.name());
                let new = counted.map_err(anyhow::Error::from).and_then(|counts| {
                    let key = (file.clone().into_owned(), name.to_owned(), hash(&counts.histograms));
                    ensure!(!self.counted.contains(&key), twice(tensor.file(), name, &file));
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
                    each(&counted.file, &counted.name, &Counts { histograms, block_bits: None })
                })?
                .map(drop)
            }
        });
        bar.finish_and_clear();
        counted?;
        skipped.iter().for_each(|(what, error)| self.skip(asked, what.clone(), error));
        Ok(())
    }
}

fn described(tensor: &Tensor) -> String {
    format!("{} ({})", tensor.name(), tensor.file().display())
}

/// Tensors' names, for what is said of patterns that match none.
#[derive(Default)]
struct Names {
    others: BTreeSet<String>,
    counted: Seen,
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
        let histograms = order.iter().flatten().map(|&place| &counted.histograms[place]);
        let hash = hash(histograms.clone());
        // Without elements it does not matter how often.
        let empty = histograms.map(Histogram::total).sum::<u64>() == 0;
        // Hosts may have files of the same name; the same counts as well are the same tensor.
        let new = empty || names.counted.insert((counted.file.clone(), counted.name.clone(), hash));
        ensure!(new, twice(path, &counted.name, &counted.file));
        Ok(())
    })??;
    places(path, &header, asked).map(drop)
}

fn hash<'a>(histograms: impl IntoIterator<Item = &'a Histogram>) -> u64 {
    let mut hash = DefaultHasher::new();
    histograms.into_iter().for_each(|histogram| histogram.counts().hash(&mut hash));
    hash.finish()
}

fn twice(path: &Path, name: &str, file: &str) -> String {
    format!(
        "{}: tensor {name} of {file} stands in another file of counts too, with the same counts, and would count \
         twice; if it is another host's, of the same name, count it under another path",
        path.display()
    )
}

/// Where the views that are asked for stand in a file of counts.
fn places(path: &Path, header: &file::Header, asked: &Asked) -> anyhow::Result<Vec<usize>> {
    ensure!(
        header.element == asked.element,
        "{}: counts of `{}`, but --element is `{}`",
        path.display(),
        header.element,
        asked.element
    );
    let place = |view: &View| {
        header.views.iter().position(|counted| counted == view).with_context(|| {
            format!(
                "{}: no counts of `{view}`, only of {}: count the tensors again with the same options",
                path.display(),
                words::list(&header.views)
            )
        })
    };
    asked.views.iter().map(place).collect()
}
