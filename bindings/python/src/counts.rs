//! Counts of tensors in memory.

use crate::codec::parse_element;
use crate::error::{Error, refused};
use crate::memory::Values;
use huffwire::analysis;
use huffwire::element::Element;
use huffwire::histogram::file::{Header, Writer, is_counts};
use huffwire::histogram::{Counting, Histogram, Origin, View};
use huffwire::tensor::{self, Tensor, TensorError};
use pyo3::prelude::*;
use std::collections::HashMap;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The views that `huffwire histogram` counts where nothing else is said, with frames of so many elements.
fn default_views(element: Element, block: u32) -> PyResult<Vec<View>> {
    let ways = analysis::symbolisations(element, &[]).map_err(Error::new_err)?;
    let mut views: Vec<View> = ways.into_iter().flat_map(|way| way.views).collect();
    if element.exponent_bits() > 0 {
        views.extend(Origin::ALL.map(|origin| View::relative(element, origin, block)));
    }
    Ok(views)
}

/// A histogram per view of a tensor in memory.
fn count_views(
    py: Python<'_>,
    element: Element,
    views: &[View],
    file: &str,
    name: &str,
    data: &Bound<'_, PyAny>,
) -> PyResult<Vec<Histogram>> {
    let values = Values::of(data)?;
    let (dtype, shape) = (values.dtype.clone(), values.shape.clone());
    let tensor = Tensor::in_memory(Path::new(file), name, dtype, shape, Arc::new(values));
    tensor::check(std::slice::from_ref(&tensor), element, true).map_err(|error| refused(&error))?;
    let counted = py.detach(|| -> Result<Vec<Histogram>, TensorError> {
        let progress = &|_| ();
        let counting = Counting { element, views, blocks: &[], frames: None, keep_going: false, progress };
        let mut histograms = Vec::new();
        counting.run(std::slice::from_ref(&tensor), |_, counted| {
            histograms = counted?.histograms;
            Ok(())
        })?;
        Ok(histograms)
    });
    // With the GIL: it lets go of the buffer.
    drop(tensor);
    counted.map_err(|error| refused(&error))
}

/// How often each symbol of the element format occurs in an array: a count for every symbol value.
///
/// data: little-endian bytes, or an array of the element's dtype, which is not copied. Other threads run meanwhile.
#[pyfunction]
#[pyo3(signature = (data, element="bf16"))]
pub fn count(py: Python<'_>, data: &Bound<'_, PyAny>, element: &str) -> PyResult<Vec<u64>> {
    let element = parse_element(element)?;
    let histograms = count_views(py, element, &[View::stored(element)], "memory", "data", data)?;
    Ok(histograms[0].counts().to_vec())
}

/// Tensors in the order in which they were first counted.
#[derive(Default)]
struct Tensors {
    places: HashMap<(String, String), usize>,
    counted: Vec<(String, String, Vec<Histogram>)>,
}

/// Counts of tensors by file and name, as `huffwire histogram` makes them; `Collector` is made of it.
#[pyclass(frozen, subclass, module = "huffwire")]
pub struct Counts {
    element: Element,
    views: Vec<View>,
    tensors: Mutex<Tensors>,
}

#[pymethods]
impl Counts {
    #[new]
    #[pyo3(signature = (element="bf16", *, views=None, block=1024))]
    fn new(element: &str, views: Option<Vec<String>>, block: u32) -> PyResult<Self> {
        let element = parse_element(element)?;
        if block == 0 || block > 1 << 20 {
            return Err(Error::new_err(format!("block {block}: use 1 to {} elements", 1 << 20)));
        }
        let views = match views {
            None => default_views(element, block)?,
            Some(names) => {
                let parse = |name: &String| {
                    let view = View::parse(name).ok_or_else(|| {
                        Error::new_err(format!(
                            "view `{name}`: use one of a file of counts, such as `{element}`"
                        ))
                    });
                    view.and_then(|view| fits(view, element))
                };
                names.iter().map(parse).collect::<PyResult<_>>()?
            }
        };
        if views.is_empty() {
            return Err(Error::new_err("views: name one at least"));
        }
        Ok(Self { element, views, tensors: Mutex::default() })
    }

    /// The element format, such as `bf16`.
    #[getter]
    fn element(&self) -> String {
        self.element.to_string()
    }

    /// The ways in which every tensor is seen, as a file of counts names them.
    #[getter]
    fn views(&self) -> Vec<String> {
        self.views.iter().map(View::to_string).collect()
    }

    /// Adds the counts of an array, which is not copied: to what was counted under this file and name before.
    #[pyo3(signature = (name, data, *, file="memory"))]
    fn count(&self, py: Python<'_>, name: &str, data: &Bound<'_, PyAny>, file: &str) -> PyResult<()> {
        let histograms = count_views(py, self.element, &self.views, file, name, data)?;
        let key = (file.to_owned(), name.to_owned());
        let mut tensors = self.tensors.lock().expect("nobody panics with it");
        match tensors.places.get(&key).copied() {
            Some(place) => {
                let sums = &mut tensors.counted[place].2;
                sums.iter_mut().zip(&histograms).for_each(|(sum, more)| sum.merge(more));
            }
            None => {
                let place = tensors.counted.len();
                tensors.places.insert(key, place);
                tensors.counted.push((file.to_owned(), name.to_owned(), histograms));
            }
        }
        Ok(())
    }

    /// Every tensor counted: file, name, elements.
    fn tensors(&self) -> Vec<(String, String, u64)> {
        let tensors = self.tensors.lock().expect("nobody panics with it");
        let elements = |histograms: &[Histogram]| histograms[0].total();
        tensors.counted.iter().map(|(file, name, of)| (file.clone(), name.clone(), elements(of))).collect()
    }

    /// The counts of a tensor by view: for every symbol value how often it occurs.
    #[pyo3(signature = (name, *, file="memory"))]
    fn counts(&self, name: &str, file: &str) -> PyResult<HashMap<String, Vec<u64>>> {
        let tensors = self.tensors.lock().expect("nobody panics with it");
        let place = tensors.places.get(&(file.to_owned(), name.to_owned()));
        let place =
            *place.ok_or_else(|| Error::new_err(format!("no tensor {name} of {file} was counted")))?;
        let histograms = tensors.counted[place].2.iter();
        Ok(self.views().into_iter().zip(histograms.map(|of| of.counts().to_vec())).collect())
    }

    /// Writes the counts as `huffwire histogram` does, for `calibrate` and `analyze`; a name that ends in .hist.json. A file
    /// of that name is replaced when the new one is whole.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        if !is_counts(&path) {
            let text = format!(
                "{}: files of counts are known by their name: let it end in .hist.json",
                path.display()
            );
            return Err(Error::new_err(text));
        }
        py.detach(|| self.write(&path)).map_err(|error| {
            std::io::Error::new(error.kind(), format!("{}: cannot be written: {error}", path.display()))
                .into()
        })
    }

    fn __len__(&self) -> usize {
        self.tensors.lock().expect("nobody panics with it").counted.len()
    }
}

impl Counts {
    fn write(&self, path: &Path) -> std::io::Result<()> {
        let tensors = self.tensors.lock().expect("nobody panics with it");
        let part = path.with_file_name(format!(
            ".{}.{}.part",
            path.file_name().unwrap_or_default().to_string_lossy(),
            std::process::id()
        ));
        let written = (|| {
            let header = Header { element: self.element, views: self.views.clone() };
            let mut writer = Writer::new(BufWriter::new(std::fs::File::create(&part)?), &header)?;
            for (file, name, histograms) in &tensors.counted {
                writer.write(file, name, histograms)?;
            }
            writer.finish()?.flush()?;
            std::fs::rename(&part, path)
        })();
        if written.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        written
    }
}

/// A view of values of this format.
fn fits(view: View, element: Element) -> PyResult<View> {
    let narrower = view.element.bytes() <= element.bytes();
    match narrower && (view.frame().is_none() || view.element.same_wires(&element)) {
        true => Ok(view),
        false => Err(Error::new_err(format!("view `{view}`: `{element}` cannot be seen so"))),
    }
}
