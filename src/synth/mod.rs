//! Area, clock and energy of a design's Verilog, by open tools: yosys and ABC map it to the cells of a library, OpenSTA
//! times it.
//!
//! Data flows one way: libraries ([`Libraries`]) and a design's files go through [`mapped`] to a netlist, the netlist
//! through timing to what is printed. For an FPGA yosys maps it to the family's cells, and nextpnr places and times these.
//! Results are kept by content, as compiled simulations are.

mod activity;
mod choose;
mod energy;
mod fan;
mod fewest;
mod fpga;
mod hierarchy;
mod liberty;
mod link;
mod map;
mod netlist;
mod place;
mod report;
mod timing;
mod wrapper;

pub use energy::{Energy, PerBit};
pub use fewest::{Fewest, fewest, fewest_fpga};
pub use fpga::{Device, Family};
pub use hierarchy::Part;
pub use liberty::{Cell, ClockGate, Internal, Leakage, LibertyError, Libraries, Lut, Pin, Reference, Source};
pub use link::{Toggles, toggles};
pub use map::{Mapped, Memory, mapped};
pub use map::{Request, load, period, versions};
pub use place::{Job, Tools};
pub use report::{Advice, End, Ends, Fpga, FpgaAdvice, FpgaEnd, advise_fpga, fpga_end};
pub use report::{Library, Power, Report, advise, end, ends, parts, per_bit, uniform};
pub use timing::{Path, Timing};

use crate::codec::EncodeError;
use crate::sim::SimError;
use crate::tools::ToolError;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum SynthError {
    /// A library cannot be used.
    #[error(transparent)]
    Liberty(#[from] LibertyError),
    /// A program is missing, or failed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// Something could not be mapped to the libraries' cells.
    #[error(
        "`{cell}` is left in the netlist, which the libraries have no cell for: add the library that has it with --liberty"
    )]
    NotMapped {
        /// What is left.
        cell: String,
    },
    /// What yosys wrote cannot be read.
    #[error("the netlist cannot be read: {why}")]
    Netlist {
        /// What was found.
        why: String,
    },
    /// The packets are none of the design's.
    #[error(transparent)]
    Packets(#[from] EncodeError),
    /// A simulator is missing, or failed.
    #[error(transparent)]
    Simulation(#[from] SimError),
    /// The netlist does not do what the golden model does.
    #[error("{top}: the mapped netlist differs from the golden model:\n{text}")]
    Differs {
        /// The top module.
        top: String,
        /// What the bench said.
        text: String,
    },
    /// An FPGA is too small; the numbers are those of the top with what stands around it.
    #[error(
        "{top}: needs {used} {what}, and {device} has {there}: choose another --device (there are {others}), or a smaller design"
    )]
    DoesNotFit {
        /// The top module.
        top: String,
        /// How many it needs.
        used: u64,
        /// Of what.
        what: &'static str,
        /// The device.
        device: String,
        /// How many the device has.
        there: u64,
        /// All devices of the family.
        others: String,
    },
    /// nextpnr failed.
    #[error("{top}: {program} failed; its last words:\n{report}")]
    NotPlaced {
        /// The top module.
        top: String,
        /// The program.
        program: String,
        /// The end of what it wrote.
        report: String,
    },
    /// OpenSTA found no path.
    #[error("{top}: OpenSTA reports no path; its last words:\n{report}")]
    NoTiming {
        /// The top module.
        top: String,
        /// The end of what it wrote.
        report: String,
    },
}
