//! Other people's programs: running them, keeping what they made, and leaving nothing behind.

pub mod cache;
mod run;
pub mod scratch;

pub use run::{Finished, ToolError, run};
