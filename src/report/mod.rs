//! What people and scripts read: every fact that is found as text, as JSON, and of an analysis as a page.

pub mod analysis;
pub mod calibration;
pub mod drift;
pub mod fewest;
pub mod fpga;
pub mod frames;
pub mod link;
mod plot;
mod summary;
mod table;

pub use calibration::{Calibrated, Clustered};
pub use drift::Drift;
pub use summary::Summary;
pub use table::Table;
