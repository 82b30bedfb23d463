//! Where results go: one rule for every command, which docs/files.md states.

use super::console;
use anyhow::{Context as _, bail, ensure};
use clap::builder::{PathBufValueParser, TypedValueParser};
use huffwire::files::{descriptor, follow, parent, resemble};
use huffwire::tools::scratch::{self, Parents};
use same_file::Handle;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

/// What names a standard stream where one is taken.
const DASH: &str = "-";

/// An input that is typed as a path, and cannot be standard input.
pub fn input() -> impl TypedValueParser<Value = PathBuf> {
    no_dash("standard input is not taken here: name a file (./- is one of that name)")
}

/// A folder that is typed as a path: several files do not fit into standard output.
pub fn folder() -> impl TypedValueParser<Value = PathBuf> {
    no_dash("standard output cannot take several files: name a folder (./- is one of that name)")
}

/// A file that another program writes, as which standard output cannot be given.
pub fn named_file() -> impl TypedValueParser<Value = PathBuf> {
    no_dash("standard output is not taken here: name a file (./- is one of that name)")
}

fn no_dash(why: &'static str) -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(move |path| if path == Path::new(DASH) { Err(why) } else { Ok(path) })
}

/// Where a path that was typed leads.
enum Place {
    Stdout,
    /// An open file of this process.
    #[cfg(unix)]
    Descriptor(i32),
    /// A device or a pipe: what is opened and written to.
    Stream(PathBuf),
    #[cfg(unix)]
    Socket(PathBuf),
    /// A file, and what is there now.
    File(PathBuf, Option<Metadata>),
}

impl Place {
    fn of(file: &Path) -> anyhow::Result<Self> {
        if file == Path::new(DASH) {
            return Ok(Self::Stdout);
        }
        let path = follow(file).with_context(|| cannot_write(file))?;
        let folder = file.as_os_str().as_encoded_bytes().ends_with(b"/") || path.file_name().is_none();
        ensure!(!folder, "{}: it is a folder", cannot_write(file));
        match descriptor(&path) {
            Some((None, 1)) => return Ok(Self::Stdout),
            #[cfg(unix)]
            Some((None, number)) => return Ok(Self::Descriptor(number)),
            Some(_) => return Ok(Self::Stream(path)),
            None => {}
        }
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => bail!("{}: it is a folder", cannot_write(file)),
            Ok(found) if found.is_file() => {
                // Replacing it needs no leave of its own; who took that away wants it to stay.
                File::options().write(true).open(&path).with_context(|| cannot_write(file))?;
                Ok(Self::File(path, Some(found)))
            }
            #[cfg(unix)]
            Ok(found) if std::os::unix::fs::FileTypeExt::is_socket(&found.file_type()) => {
                Ok(Self::Socket(path))
            }
            Ok(_) => Ok(Self::Stream(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut above = parent(&path).ancestors().filter(|above| !above.as_os_str().is_empty());
                if let Some(above) = above.find(|above| above.symlink_metadata().is_ok()) {
                    ensure!(above.is_dir(), "{}: {} is no folder", cannot_write(file), above.display());
                }
                Ok(Self::File(path, None))
            }
            Err(error) => Err(error).with_context(|| cannot_write(file)),
        }
    }

    /// Refuses one of the inputs, whatever path or link leads to it.
    fn differs(&self, file: &Path, inputs: &[&Path]) -> anyhow::Result<()> {
        let own = match self {
            Self::Stdout => Handle::stdout().ok(),
            #[cfg(unix)]
            Self::Descriptor(number) => duplicate(*number).ok().and_then(|file| Handle::from_file(file).ok()),
            Self::File(path, Some(_)) => Handle::from_path(path).ok(),
            _ => None,
        };
        // The same terminal or /dev/null on both sides is nothing to fear.
        let regular = |handle: &Handle| handle.as_file().metadata().is_ok_and(|found| found.is_file());
        let Some(own) = own.filter(regular) else { return Ok(()) };
        for input in inputs {
            let input = match *input == Path::new(DASH) {
                true => Handle::stdin().ok(),
                // A pipe must not be opened and closed again.
                false if input.metadata().is_ok_and(|found| found.is_file()) => Handle::from_path(input).ok(),
                false => None,
            };
            let same = input.is_some_and(|input| input == own);
            ensure!(!same, "{}: an input, and --output would overwrite it", file.display());
        }
        Ok(())
    }

    /// Opens what is written to as it is.
    fn open(&self) -> io::Result<Box<dyn Stream>> {
        Ok(match self {
            Self::Stdout => Box::new(io::stdout().lock()),
            #[cfg(unix)]
            Self::Descriptor(number) => Box::new(duplicate(*number)?),
            #[cfg(unix)]
            Self::Socket(path) => Box::new(std::os::unix::net::UnixStream::connect(path)?),
            // Behind what another process has in it; a device or a pipe has no end.
            Self::Stream(path) | Self::File(path, _) => Box::new(File::options().append(true).open(path)?),
        })
    }
}

/// Another handle of an open file of this process, with the same place in it.
#[cfg(unix)]
fn duplicate(number: i32) -> io::Result<File> {
    use std::os::fd::{BorrowedFd, RawFd};
    if number < 0 {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    // SAFETY: it is borrowed for this call, which fails where it is not open.
    let borrowed = unsafe { BorrowedFd::borrow_raw(number as RawFd) };
    Ok(File::from(rustix::io::dup(borrowed)?))
}

/// What can be written to and may be a terminal.
trait Stream: Write {
    fn terminal(&self) -> bool {
        false
    }
}

impl Stream for io::StdoutLock<'static> {
    fn terminal(&self) -> bool {
        self.is_terminal()
    }
}

impl Stream for File {
    fn terminal(&self) -> bool {
        self.is_terminal()
    }
}

#[cfg(unix)]
impl Stream for std::os::unix::net::UnixStream {}

/// Refuses a place where no result can be written or where one of the `inputs` stands, before the work that makes it.
pub fn check(file: &Path, inputs: &[&Path]) -> anyhow::Result<()> {
    Place::of(file)?.differs(file, inputs)
}

/// Whether it is standard output, so that nothing else may go there.
pub fn is_stdout(file: &Path) -> bool {
    matches!(Place::of(file), Ok(Place::Stdout))
}

/// Whether it is a file, and no stream.
pub fn is_file(file: &Path) -> bool {
    matches!(Place::of(file), Ok(Place::File(..)) | Err(_))
}

/// Writes these bytes to `file`, see [`Output`].
pub fn replace(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut output = Output::create(file, &[])?;
    output.write_all(bytes).with_context(|| cannot_write(file))?;
    output.finish()
}

/// Writes several files, all of them or, where one cannot be written, none.
pub fn replace_all(files: &[(PathBuf, String)]) -> anyhow::Result<()> {
    let mut outputs = Vec::new();
    for (file, text) in files {
        let mut output = Output::create(file, &[])?;
        output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush())
            .with_context(|| cannot_write(file))?;
        outputs.push(output);
    }
    outputs.into_iter().try_for_each(Output::finish)
}

/// A result in the making. Dropped before [`finish`](Self::finish), it leaves a file as it was.
pub struct Output {
    to: To,
    file: PathBuf,
}

enum To {
    Beside(BufWriter<scratch::File>, PathBuf, Parents),
    Stream(BufWriter<Box<dyn Stream>>),
}

impl Output {
    /// Will replace `file`, or write to it where it is a stream; it must be none of the `inputs`.
    pub fn create(file: &Path, inputs: &[&Path]) -> anyhow::Result<Self> {
        let place = Place::of(file)?;
        place.differs(file, inputs)?;
        let to = match place {
            Place::File(target, existing) => {
                let beside = || -> io::Result<_> {
                    let parents = Parents::make(parent(&target))?;
                    let mut beside = scratch::File::beside(parent(&target))?;
                    // Before anything is in it.
                    existing.map_or(Ok(()), |existing| resemble(beside.file(), &existing))?;
                    Ok((beside, parents))
                };
                let (beside, parents) = beside().with_context(|| cannot_write(file))?;
                To::Beside(BufWriter::new(beside), target, parents)
            }
            stream => To::Stream(BufWriter::new(stream.open().with_context(|| cannot_write(file))?)),
        };
        Ok(Self { to, file: file.to_owned() })
    }

    /// The same for a result that is no text, which a terminal does not show.
    pub fn binary(file: &Path, inputs: &[&Path]) -> anyhow::Result<Self> {
        let output = Self::create(file, inputs)?;
        if let To::Stream(stream) = &output.to {
            let what =
                if is_stdout(file) { "standard output".to_owned() } else { file.display().to_string() };
            ensure!(!stream.get_ref().terminal(), "{what} is a terminal: name a file with --output");
        }
        Ok(output)
    }

    /// Puts the file in its place.
    pub fn finish(self) -> anyhow::Result<()> {
        let done = match self.to {
            To::Beside(beside, target, parents) => match beside.into_inner() {
                Ok(beside) => beside.persist(&target).map(|()| parents.keep()),
                Err(error) => Err(error.into_error()),
            },
            To::Stream(mut stream) => heard(stream.flush()),
        };
        done.with_context(|| cannot_write(&self.file))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Beside(file, ..) => file.write(bytes),
            To::Stream(stream) => heard(stream.write(bytes)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Beside(file, ..) => file.flush(),
            To::Stream(stream) => heard(stream.flush()),
        }
    }
}

/// Ends quietly where a stream has nobody any more who reads it.
fn heard<T>(written: io::Result<T>) -> io::Result<T> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => console::nobody_reads(),
        written => written,
    }
}

/// A file that another program makes before it is put in its place. Dropped before [`finish`](Self::finish), it leaves
/// the place as it was.
pub struct Foreign {
    place: Place,
    file: PathBuf,
    // Before its parents: these are only removed while they are empty.
    folder: scratch::Folder,
    parents: Parents,
}

impl Foreign {
    /// Makes the folder in which the other program writes.
    pub fn new(file: &Path) -> anyhow::Result<Self> {
        let place = Place::of(file)?;
        let make = || -> io::Result<_> {
            Ok(match &place {
                // From there it is only renamed, however large it is.
                Place::File(target, _) => {
                    let parents = Parents::make(parent(target))?;
                    (scratch::Folder::beside(parent(target), ".huffwire-")?, parents)
                }
                _ => (scratch::Folder::new()?, Parents::default()),
            })
        };
        let (folder, parents) = make().with_context(|| cannot_write(file))?;
        Ok(Self { place, file: file.to_owned(), folder, parents })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Puts what was made in its place.
    pub fn finish(self, made: &Path) -> anyhow::Result<()> {
        let Self { place, file, folder, parents } = self;
        let put = || match &place {
            Place::File(target, existing) => {
                if let Some(existing) = existing {
                    resemble(&File::open(made)?, existing)?;
                }
                fs::rename(made, target)
            }
            stream => {
                let mut output = BufWriter::new(stream.open()?);
                heard(io::copy(&mut File::open(made)?, &mut output).and_then(|_| output.flush()))
            }
        };
        put().with_context(|| cannot_write(&file))?;
        drop(folder);
        parents.keep();
        Ok(())
    }
}

fn cannot_write(file: &Path) -> String {
    format!("{}: cannot be written", file.display())
}
