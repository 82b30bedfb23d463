//! How calls end.

use huffwire::words;
use std::any::Any;
use std::error::Error;
use std::ffi::{CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a call ended.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum huffwire_status {
    /// As it was asked.
    HUFFWIRE_OK = 0,
    /// A null pointer, or a number out of its range.
    HUFFWIRE_ERROR_ARGUMENT = 1,
    /// A file that cannot be read, or is no codebook or design.
    HUFFWIRE_ERROR_FILE = 2,
    /// Bytes that are no whole elements, or elements with bits above the significant ones.
    HUFFWIRE_ERROR_ELEMENTS = 3,
    /// A buffer too short for what comes.
    HUFFWIRE_ERROR_BUFFER = 4,
    /// A frame in error; its reason is in `huffwire_read`.
    HUFFWIRE_ERROR_FRAME = 5,
    /// An error of the library itself, to be reported.
    HUFFWIRE_ERROR_INTERNAL = 6,
}

/// A status other than HUFFWIRE_OK, and why in words.
pub struct Failure {
    pub status: huffwire_status,
    pub text: String,
}

impl Failure {
    pub fn argument(text: String) -> Self {
        Self { status: huffwire_status::HUFFWIRE_ERROR_ARGUMENT, text }
    }

    pub fn null(what: &str) -> Self {
        Self::argument(format!("{what}: a null pointer"))
    }

    /// With the causes behind it, such as why a file cannot be read.
    pub fn file(error: &dyn Error) -> Self {
        Self { status: huffwire_status::HUFFWIRE_ERROR_FILE, text: words::with_causes(error) }
    }

    fn panic(panic: &(dyn Any + Send)) -> Self {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        let text = format!("an error of libhuffwire itself, please report it: {said}");
        Self { status: huffwire_status::HUFFWIRE_ERROR_INTERNAL, text }
    }
}

/// Runs a call: a failure becomes its status and a text in `*error`, which is null behind a success; so does a panic.
///
/// # Safety
/// `error` is null or points to where a pointer is written.
pub unsafe fn guarded(
    error: *mut *mut c_char,
    call: impl FnOnce() -> Result<(), Failure>,
) -> huffwire_status {
    let error = unsafe { error.as_mut() };
    // What a panic leaves half done is the caller's outputs alone: no handle can be changed.
    let ended = catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|panic| Err(Failure::panic(&*panic)));
    let (status, text) = match ended {
        Ok(()) => (huffwire_status::HUFFWIRE_OK, std::ptr::null_mut()),
        Err(failure) => {
            let text = failure.text.replace('\0', "\\0");
            let wanted = error.is_some().then(|| CString::new(text).unwrap_or_default().into_raw());
            (failure.status, wanted.unwrap_or(std::ptr::null_mut()))
        }
    };
    if let Some(error) = error {
        *error = text;
    }
    status
}
