//! Temporary files and folders that an interrupt must not leave behind.
//!
//! Destructors do not run when a signal ends the process. So what is in the making is registered here, and
//! the handler of the signal calls [`clean_up`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static PENDING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn pending() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // The set is whole whatever panicked while it was held.
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers a file or folder for as long as it lives.
#[derive(Debug)]
pub struct Pending(PathBuf);

impl Pending {
    /// Registers the path.
    pub fn new(path: &Path) -> Self {
        pending().insert(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        pending().remove(&self.0);
    }
}

/// Holds an interrupt off, for the moment in which a result takes its place. Nothing can be registered
/// meanwhile.
pub fn hold() -> impl Sized {
    pending()
}

/// Removes everything registered. The process must end without releasing what this returns: nothing new can
/// be registered while it is held.
pub fn clean_up() -> impl Sized {
    let pending = pending();
    for path in &*pending {
        // Whatever cannot be removed stays; there is nobody left to tell.
        let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    }
    pending
}
