//! What people read: tables and summaries.

mod summary;
mod table;

pub use summary::Summary;
pub use table::Table;
