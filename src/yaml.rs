//! YAML files with errors for the person who typed them: file, line, key, what is wrong.

use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// A YAML file that could not be used.
#[derive(Debug, thiserror::Error)]
pub enum YamlError {
    /// The file could not be read.
    #[error("{}: cannot be read", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Not YAML, or not of the shape asked for.
    #[error("{}:{}{message}", file.display(), line.map_or(" ".to_owned(), |line| format!("{line}: ")))]
    Parse {
        /// The file.
        file: PathBuf,
        /// Line, counted from 1, where the parser knows it.
        line: Option<usize>,
        /// What is wrong, beginning with the key's path where there is one.
        message: String,
    },
    /// Well-formed, but a value is refused.
    #[error("{}: {key}: {message}", file.display())]
    Value {
        /// The file.
        file: PathBuf,
        /// The key's path, such as `encoder.lanes`.
        key: String,
        /// What is wrong with the value and what to change.
        message: String,
    },
}

/// Reads a file as `T`.
pub fn load<T: DeserializeOwned>(file: &Path) -> Result<T, YamlError> {
    let text =
        std::fs::read_to_string(file).map_err(|source| YamlError::Read { file: file.to_owned(), source })?;
    parse(&text, file)
}

/// Reads text as `T`; `file` is only for errors.
pub fn parse<T: DeserializeOwned>(text: &str, file: &Path) -> Result<T, YamlError> {
    serde_yaml::from_str(text).map_err(|error| {
        let line = error.location().map(|at| at.line());
        let mut message = error.to_string();
        if let Some(at) = message.rfind(" at line ").filter(|_| line.is_some()) {
            message.truncate(at);
        }
        // The parser speaks of its own types.
        let message = message.replace("expected u64", "expected a whole number, 0 or more");
        YamlError::Parse { file: file.to_owned(), line, message }
    })
}
