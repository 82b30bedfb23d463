//! What an interrupt must not leave behind: temporary files and folders, and programs that were started.
//!
//! Destructors do not run when a signal ends the process. So what is in the making is registered here from the moment
//! it is there, and the handler of the signal calls [`clean_up`].

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tempfile::{NamedTempFile, TempDir};

/// How often [`clean_up`] tries to remove what somebody else still writes into.
const TRIES: u32 = 100;

#[derive(Debug)]
struct Registry {
    /// Files, and folders with all that is in them.
    paths: BTreeSet<PathBuf>,
    /// Folders that were made for a result, and go if they are still empty.
    folders: BTreeSet<PathBuf>,
    /// Process groups, by their leader.
    groups: BTreeSet<u32>,
}

static REGISTRY: Mutex<Registry> =
    Mutex::new(Registry { paths: BTreeSet::new(), folders: BTreeSet::new(), groups: BTreeSet::new() });

fn registry() -> MutexGuard<'static, Registry> {
    // The sets are whole whatever panicked while they were held.
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A registered file or folder; no longer, when this is dropped.
#[derive(Debug)]
struct Pending(PathBuf);

impl Drop for Pending {
    fn drop(&mut self) {
        registry().paths.remove(&self.0);
    }
}

/// A temporary folder that goes with this, or with an interrupt.
#[derive(Debug)]
pub struct Folder {
    // Removed first, then no longer registered.
    folder: Option<TempDir>,
    _pending: Pending,
}

impl Folder {
    /// A folder in the user's folder for temporary files (`TMPDIR`).
    ///
    /// # Errors
    /// As the file system has them; they name the folder.
    pub fn new() -> io::Result<Self> {
        Self::beside(&std::env::temp_dir(), "huffwire-")
    }

    /// A folder in `parent` whose name begins like that.
    ///
    /// # Errors
    /// As the file system has them; they name the folder.
    pub fn beside(parent: &Path, prefix: &str) -> io::Result<Self> {
        Self::make(|| tempfile::Builder::new().prefix(prefix).tempdir_in(parent))
    }

    /// A folder of that name.
    ///
    /// # Errors
    /// As the file system has them; one that is there already is an error, too.
    pub fn named(path: &Path) -> io::Result<Self> {
        let name = path.file_name().unwrap_or_default();
        let parent = path.parent().unwrap_or(Path::new(""));
        Self::make(|| tempfile::Builder::new().prefix(name).rand_bytes(0).tempdir_in(parent))
    }

    fn make(make: impl FnOnce() -> io::Result<TempDir>) -> io::Result<Self> {
        let mut registry = registry();
        let folder = make()?;
        let path = folder.path().to_owned();
        registry.paths.insert(path.clone());
        Ok(Self { folder: Some(folder), _pending: Pending(path) })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self._pending.0
    }

    /// Writes a file in it; `path` is relative, with `/` between its parts.
    ///
    /// # Errors
    /// As the file system has them.
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> io::Result<()> {
        let mut folder = self.path().to_owned();
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        for parent in parents.split('/').filter(|parent| !parent.is_empty()) {
            folder.push(parent);
            // One by one: this folder itself must not come back when an interrupt has removed it.
            match fs::create_dir(&folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        fs::write(folder.join(name), contents)
    }

    /// Gives it another name under which it stays.
    ///
    /// # Errors
    /// As the file system has them; the folder is removed then.
    pub fn keep(mut self, name: &Path) -> io::Result<()> {
        let _held = registry();
        fs::rename(self.path(), name)?;
        self.folder.take().map(TempDir::keep);
        // `self` takes itself off the registry, and must find it free.
        drop(_held);
        Ok(())
    }
}

/// A temporary file that goes with this, or with an interrupt.
#[derive(Debug)]
pub struct File {
    file: NamedTempFile,
    pending: Pending,
}

impl File {
    /// A file in `parent`, with the mode of any new file.
    ///
    /// # Errors
    /// As the file system has them; they name the folder.
    pub fn beside(parent: &Path) -> io::Result<Self> {
        let mut registry = registry();
        let mut builder = tempfile::Builder::new();
        builder.prefix(".huffwire-");
        // As any new file, less what the umask takes; a temporary one would be for its owner alone.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(parent)?;
        let path = file.path().to_owned();
        registry.paths.insert(path.clone());
        Ok(Self { file, pending: Pending(path) })
    }

    /// The open file.
    pub fn file(&mut self) -> &mut fs::File {
        self.file.as_file_mut()
    }

    /// Gives it its name, in place of whatever has it.
    ///
    /// # Errors
    /// As the file system has them; the file is removed then.
    pub fn persist(self, name: &Path) -> io::Result<()> {
        let Self { file, pending } = self;
        let done = file.persist(name).map(drop).map_err(io::Error::from);
        drop(pending);
        done
    }
}

impl io::Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Folders made on the way to a result. They are removed again, where they are empty, unless the result is
/// [kept](Self::keep).
#[derive(Debug, Default)]
pub struct Parents(Vec<PathBuf>);

impl Parents {
    /// Makes a folder and all above it that are missing.
    ///
    /// # Errors
    /// As the file system has them.
    pub fn make(folder: &Path) -> io::Result<Self> {
        let mut registry = registry();
        let mut made = Self::default();
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.is_dir()).collect();
        for above in missing.into_iter().rev() {
            match fs::create_dir(above) {
                Ok(()) => {
                    registry.folders.insert(above.to_owned());
                    made.0.push(above.to_owned());
                }
                // Somebody else was faster, or it is `a/..`.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && above.is_dir() => {}
                Err(error) => {
                    drop(registry);
                    return Err(error);
                }
            }
        }
        Ok(made)
    }

    /// The result is in its place.
    pub fn keep(mut self) {
        let mut registry = registry();
        for folder in self.0.drain(..) {
            registry.folders.remove(&folder);
        }
    }
}

impl Drop for Parents {
    fn drop(&mut self) {
        let mut registry = registry();
        for folder in self.0.iter().rev() {
            // One that is not empty holds somebody else's file by now.
            let _ = fs::remove_dir(folder);
            registry.folders.remove(folder);
        }
    }
}

/// A program that runs in a process group of its own, with whatever it starts.
#[derive(Debug)]
pub(super) struct Group(pub Child);

impl Group {
    /// Starts it. A signal that comes meanwhile finds it.
    pub(super) fn spawn(command: &mut Command) -> io::Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let mut registry = registry();
        let child = command.spawn()?;
        registry.groups.insert(child.id());
        Ok(Self(child))
    }

    /// Ends all of it at once.
    pub(super) fn kill(&mut self) {
        kill_group(self.0.id());
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        registry().groups.remove(&self.0.id());
    }
}

fn kill_group(_leader: u32) {
    // There may be nobody left in it.
    #[cfg(unix)]
    if let Some(group) = i32::try_from(_leader).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
}

/// Holds an interrupt off, for the moment in which a result takes its place. Nothing can be registered
/// meanwhile.
pub fn hold() -> impl Sized {
    registry()
}

/// Ends every program and removes everything that is registered. The process must end without releasing what this
/// returns: nothing new can be registered while it is held.
pub fn clean_up() -> impl Sized {
    let registry = registry();
    registry.groups.iter().copied().for_each(kill_group);
    for path in &registry.paths {
        // Programs that were just ended, and other threads of this one, may still be writing.
        for _ in 0..TRIES {
            // Whatever cannot be removed stays; there is nobody left to tell.
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            if path.symlink_metadata().is_err() {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    // The inner ones come last in their order.
    for folder in registry.folders.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
    registry
}

/// Fails where the disk that holds `folder` is full: programs of others lose what they could not write, and say
/// nothing.
///
/// # Errors
/// As the file system has them.
pub fn room(folder: &Path) -> io::Result<()> {
    // More than what such a program may have kept in its buffers.
    const BYTES: [u8; 1 << 16] = [0xa5; 1 << 16];
    let mut file = File::beside(folder)?;
    io::Write::write_all(file.file(), &BYTES)?;
    file.file().sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_were_made_for_nothing_go() {
        let out = tempfile::tempdir().unwrap();
        let deep = out.path().join("a/b/c");
        drop(Parents::make(&deep).unwrap());
        assert!(!out.path().join("a").exists());
        let parents = Parents::make(&deep).unwrap();
        fs::write(out.path().join("a/mine"), "mine").unwrap();
        drop(parents);
        assert!(out.path().join("a/mine").exists() && !out.path().join("a/b").exists());
        Parents::make(&deep).unwrap().keep();
        assert!(deep.is_dir());
        assert!(Parents::make(&out.path().join("a/mine/d")).is_err());
    }

    #[test]
    fn what_is_temporary_goes_and_what_is_kept_stays() {
        let out = tempfile::tempdir().unwrap();
        let folder = Folder::beside(out.path(), "x-").unwrap();
        fs::write(folder.path().join("file"), "text").unwrap();
        drop(folder);
        drop(File::beside(out.path()).unwrap());
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
        let folder = Folder::beside(out.path(), "x-").unwrap();
        let kept = out.path().join("kept");
        folder.keep(&kept).unwrap();
        File::beside(out.path()).unwrap().persist(&out.path().join("file")).unwrap();
        assert!(kept.is_dir() && out.path().join("file").is_file());
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 2);
    }
}
