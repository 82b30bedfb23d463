//! One file per subcommand; the only place that prints or decides what is written to disk.

pub mod analyze;
pub mod book;
pub mod calibrate;
pub mod cluster;
pub mod completions;
pub mod console;
pub mod decode;
pub mod drift;
pub mod encode;
pub mod generate;
pub mod histogram;
pub mod init;
pub mod inputs;
pub mod link;
pub mod load;
pub mod man;
pub mod output;
pub mod quantize;
pub mod same;
pub mod schema;
mod sent;
pub mod signals;
pub mod simulate;
mod sweep;
pub mod synth;
mod traffic;
