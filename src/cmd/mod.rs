//! One file per subcommand; the only place that prints or decides what is written to disk.

pub mod book;
pub mod calibrate;
pub mod decode;
pub mod encode;
pub mod generate;
pub mod output;
pub mod simulate;
