//! The golden model for Python, and counts of arrays: what `huffwire/__init__.py` shows.

mod codec;
mod counts;
mod error;
mod memory;

use pyo3::prelude::*;

#[pymodule]
fn _huffwire(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("Error", py.get_type::<error::Error>())?;
    module.add("FrameError", py.get_type::<error::FrameError>())?;
    module.add_class::<codec::Codebook>()?;
    module.add_class::<codec::Design>()?;
    module.add_class::<codec::Decoded>()?;
    module.add_class::<counts::Counts>()?;
    module.add_function(wrap_pyfunction!(counts::count, module)?)
}
