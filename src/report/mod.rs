//! What people read: tables, summaries and the report of an analysis.

pub mod analysis;
pub mod drift;
mod summary;
mod table;

pub use drift::Drift;
pub use summary::Summary;
pub use table::Table;
