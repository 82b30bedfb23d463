//! What people read: tables, summaries and the report of an analysis.

pub mod analysis;
mod summary;
mod table;

pub use summary::Summary;
pub use table::Table;
