//! The design file.

use super::spec::{BookSpec, DecoderSpec, EncoderSpec, LoadableSpec, PipelineSpec, Spec};
use super::{
    BaseRule, ClockGate, DecoderKind, Design, DesignError, Preset, Protect, Reset, Select, Sideband, Target,
};
use crate::codebook::{self, Check, CodebookFileError, Envelope};
use crate::element::Element;
use crate::words::{Shown as _, quoted};
use crate::yaml::{At, Document, Fields, YamlError, place};
use std::path::{Path, PathBuf};

/// A design file that could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DesignFileError {
    /// It cannot be read, or is not of the shape of a design.
    #[error(transparent)]
    Yaml(#[from] YamlError),
    /// One of its codebooks could not be used.
    #[error(transparent)]
    Codebook(#[from] CodebookFileError),
    /// What it asks for is no design.
    #[error("{}{}: {error}", place(file, Some(*line)), error.key())]
    Design {
        /// The file.
        file: PathBuf,
        /// Line of the value, counted from 1.
        line: usize,
        /// Why not.
        error: DesignError,
    },
}

/// Reads what a design file asks for, and the codebooks that it names, relative to its own folder.
///
/// # Errors
/// A file that cannot be read, or is not of the shape of a design or codebook.
pub(super) fn load(file: &Path) -> Result<Design, DesignFileError> {
    let document = Document::load(file)?;
    let spec = read(&document, file)?;
    let refused = |error: DesignError| {
        let line = document.line(&error.key());
        DesignFileError::Design { file: file.to_owned(), line, error }
    };
    Design::new(spec).map_err(refused)
}

/// A design's file and those of the codebooks that it names, as far as it can be read: what must not be written over.
pub fn files(file: &Path) -> Vec<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let named = || -> Option<Vec<PathBuf>> {
        let document = Document::load(file).ok()?;
        let listed = document.root().get("codebooks")?.list().ok()?;
        Some(listed.iter().filter_map(|at| Some(folder.join(at.text("").ok()?))).collect())
    };
    std::iter::once(file.to_owned()).chain(named().unwrap_or_default()).collect()
}

/// The envelope of the codebooks that a design's slots hold. Nothing else of the design is looked at: its constant
/// codebooks, which fit the same, may not have been made yet.
///
/// # Errors
/// A file that cannot be read, has no slots, or those of no codebook.
pub fn envelope(file: &Path) -> Result<Envelope, DesignFileError> {
    let document = Document::load(file)?;
    let fields = document.root().fields(&KEYS, WHAT)?;
    let what = "it says what slots hold, such as { slots: 2, shortest: 2, longest: 8, symbols: 32 }";
    let at = fields.required("loadable", what)?;
    let spec = loadable(&at, element(&fields)?)?;
    spec.envelope().map_err(|error| {
        let error = DesignError::from(error);
        let line = document.line(&error.key());
        DesignFileError::Design { file: file.to_owned(), line, error }
    })
}

const KEYS: [&str; 18] = [
    "name",
    "element",
    "codebooks",
    "loadable",
    "registers",
    "protect",
    "raw",
    "base",
    "check",
    "sideband",
    "blocks",
    "encoder",
    "decoder",
    "reset",
    "target",
    "clock_gate",
    "counters",
    "license",
];
const WHAT: &str = "a design: name, element, codebooks, encoder, decoder";

fn element(fields: &Fields) -> Result<Element, YamlError> {
    codebook::element(&fields.required("element", "the element format, such as bf16")?)
}

fn read(document: &Document, file: &Path) -> Result<Spec, DesignFileError> {
    let fields = document.root().fields(&KEYS, WHAT)?;
    let name = fields.required("name", "it begins every module's name")?.text("a name, such as my_link")?;
    let element = element(&fields)?;
    let loadable = fields.optional("loadable").map(|at| loadable(&at, element)).transpose()?;
    // Slots are codebooks enough.
    let listed = match (fields.optional("codebooks"), &loadable) {
        (None, Some(_)) => Vec::new(),
        _ => fields.required("codebooks", "the files of the codebooks, as a list")?.list()?,
    };
    let folder = file.parent().unwrap_or(Path::new(""));
    let books = listed.iter().enumerate();
    let books: Vec<BookSpec> = books
        .map(|(index, at)| book(at, index, folder, element))
        .collect::<Result<_, _>>()
        .map_err(|error| match error {
            Refused::File(error) => error,
            Refused::Design(error) => {
                let line = document.line(&error.key());
                DesignFileError::Design { file: file.to_owned(), line, error }
            }
        })?;
    // Whoever types a codebook twice means another one; a program may have its reasons.
    for (index, BookSpec { book, name, .. }) in books.iter().enumerate() {
        let same = |other: &BookSpec| other.book.digest() == book.digest();
        if let Some(first) = books[..index].iter().position(same) {
            let error = DesignError::SameBook { index, name: name.clone(), first };
            let line = document.line(&error.key());
            return Err(DesignFileError::Design { file: file.to_owned(), line, error });
        }
    }
    // A design may have one of them only.
    let encoder = fields.optional("encoder").map(|at| encoder(&at)).transpose()?;
    let decoder = fields.optional("decoder").map(|at| decoder(&at)).transpose()?;
    let mut spec = Spec::new(name, books, encoder, decoder);
    let flag = |key: &str| fields.optional(key).map(|at| at.flag()).transpose();
    spec.raw = flag("raw")?.unwrap_or_default();
    if let (Some(at), Some(false), Some(_)) = (fields.optional("raw"), flag("raw")?, loadable) {
        return Err(at.refuse("false: packets of an empty slot go by the raw book: leave `raw` out").into());
    }
    spec.loadable = loadable;
    if let Some(at) = fields.optional("registers") {
        at.choice(&[("axi_lite", ())])?;
        spec.registers = true;
    }
    spec.protect = fields.optional("protect").map(|at| at.choice(&Protect::NAMED)).transpose()?;
    spec.counters = flag("counters")?.unwrap_or_default();
    spec.blocks = flag("blocks")?;
    spec.base = fields.optional("base").map(|at| at.choice(&BaseRule::NAMED)).transpose()?;
    let checks = Check::ALL.map(|check| (check.name(), check));
    spec.check = fields.optional("check").map(|at| at.choice(&checks)).transpose()?;
    spec.sideband = fields.optional("sideband").map(|at| sideband(&at)).transpose()?.unwrap_or_default();
    let reset = fields.optional("reset").map(|at| at.choice(&Reset::NAMED)).transpose()?;
    spec.reset = reset.unwrap_or_default();
    let target = fields.optional("target").map(|at| at.choice(&Target::NAMED)).transpose()?;
    spec.target = target.unwrap_or_default();
    spec.clock_gate = fields.optional("clock_gate").map(|at| at.choice(&ClockGate::NAMED)).transpose()?;
    let license = fields.optional("license").map(|at| at.text("an SPDX expression, or none")).transpose()?;
    spec.license = license.filter(|license| *license != "none").map(str::to_owned);
    spec.regenerate = Some(format!("huffwire generate {}", quoted(&file_name(file))));
    Ok(spec)
}

enum Refused {
    File(DesignFileError),
    Design(DesignError),
}

impl<E: Into<DesignFileError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::File(error.into())
    }
}

fn book(at: &At, index: usize, folder: &Path, element: Element) -> Result<BookSpec, Refused> {
    let path = Path::new(at.text("the path of a codebook's file")?);
    let loaded = codebook::load_with_source(&folder.join(path)).map_err(|error| match error {
        CodebookFileError::Yaml(YamlError::Read { file, source }) => {
            let file = file.shown();
            at.refuse(format!("{file}: {source}; paths are relative to the design")).into()
        }
        error => DesignFileError::from(error),
    })?;
    let (book, name) = (loaded.book.element(), file_name(path));
    // A name for the same wires is as good as the wires.
    let custom = book.name().is_none() || element.name().is_none();
    if book != element && !(custom && book.same_wires(&element)) {
        return Err(Refused::Design(DesignError::Element { index, name, book, design: element }));
    }
    Ok(BookSpec::loaded(name, loaded))
}

fn encoder(at: &At) -> Result<EncoderSpec, YamlError> {
    const KEYS: [&str; 5] = ["lanes", "out_bytes", "select", "block", "pipeline"];
    let fields = at.fields(&KEYS, "{ lanes: 8, out_bytes: 16 }")?;
    let lanes =
        fields.required("lanes", "elements in a beat of the uncompressed bus, such as 8")?.number()?;
    let bytes = fields.required("out_bytes", "width of the compressed bus, such as 16")?.number()?;
    let mut spec = EncoderSpec::new(lanes, bytes);
    spec.select = fields.optional("select").map(|at| at.choice(&Select::NAMED)).transpose()?;
    spec.block = fields.optional("block").map(|at| at.number()).transpose()?;
    spec.pipeline = fields.optional("pipeline").map(|at| pipeline(&at)).transpose()?.unwrap_or_default();
    Ok(spec)
}

fn decoder(at: &At) -> Result<DecoderSpec, YamlError> {
    let fields = at.fields(&["kind", "in_bytes", "lanes", "pipeline"], "{ kind: parallel, in_bytes: 16 }")?;
    let kind = fields.required("kind", "serial or parallel")?.choice(&DecoderKind::NAMED)?;
    let bytes = fields.required("in_bytes", "width of the compressed bus, such as 16")?.number()?;
    let mut spec = DecoderSpec::new(kind, bytes);
    spec.lanes = fields.optional("lanes").map(|at| at.number()).transpose()?;
    spec.pipeline = fields.optional("pipeline").map(|at| pipeline(&at)).transpose()?.unwrap_or_default();
    Ok(spec)
}

fn loadable(at: &At, element: Element) -> Result<LoadableSpec, YamlError> {
    let keys = ["slots", "shortest", "longest", "symbols", "groups"];
    let fields = at.fields(&keys, "{ slots: 2, shortest: 2, longest: 8, symbols: 32 }")?;
    let number = |key: &str, what: &str| fields.required(key, what)?.number();
    let slots = number("slots", "how many codebooks are loaded beside each other, such as 2")?;
    let shortest = number("shortest", "bits of their shortest codeword, such as 2")?;
    let longest = number("longest", "bits of their longest codeword, such as 8")?;
    let symbols = number("symbols", "how many symbols have codewords at most, such as 32")?;
    let mut spec = LoadableSpec::new(element, slots, shortest, longest, symbols);
    spec.groups = fields.optional("groups").map(|at| at.number()).transpose()?;
    Ok(spec)
}

fn sideband(at: &At) -> Result<Sideband, YamlError> {
    let fields = at.fields(&["tid", "tdest", "tuser"], "{ tid: 4, tdest: 8, tuser: 2 }")?;
    let bits = |key: &str| Ok(fields.optional(key).map(|at| at.number()).transpose()?.unwrap_or_default());
    Ok(Sideband { tid: bits("tid")?, tdest: bits("tdest")?, tuser: bits("tuser")? })
}

fn pipeline(at: &At) -> Result<PipelineSpec, YamlError> {
    if !at.is_list() {
        return Ok(PipelineSpec::Preset(at.choice_or(&Preset::NAMED, "a list of levels")?));
    }
    let level = |at: &At| at.text("the name of a level").map(str::to_owned);
    Ok(PipelineSpec::Cuts(at.list()?.iter().map(level).collect::<Result<_, _>>()?))
}

/// The last part of a path.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
