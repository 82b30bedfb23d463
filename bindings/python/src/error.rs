//! Exceptions: the library's errors with their texts.

use huffwire::codec::Reason;
use huffwire::words;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

pyo3::create_exception!(
    huffwire,
    Error,
    PyValueError,
    "What the library refuses: a file, a codebook, a design, or elements. The text says what to change."
);
pyo3::create_exception!(
    huffwire,
    FrameError,
    Error,
    "A frame in error.\n\n\
     reason: bad_padding, invalid_codeword, truncated, codebook_index or check.\n\
     frame: the frame's number, from 0.\n\
     elements: bytes of the elements before the error, as the hardware gives them out."
);

/// The error's text and those of its causes.
pub fn refused(error: &dyn std::error::Error) -> PyErr {
    Error::new_err(words::with_causes(error))
}

/// A reason as it is called in Python.
pub fn name(reason: Reason) -> String {
    reason.to_string().replace(' ', "_")
}

/// A frame that cannot be decoded, and what was decoded before.
pub fn bad_frame(py: Python<'_>, frame: usize, reason: Reason, elements: &[u8]) -> PyErr {
    let error = FrameError::new_err(format!("frame {frame} is in error: {reason}"));
    let value = error.value(py);
    let set = value
        .setattr("reason", name(reason))
        .and_then(|()| value.setattr("frame", frame))
        .and_then(|()| value.setattr("elements", PyBytes::new(py, elements)));
    set.err().unwrap_or(error)
}
