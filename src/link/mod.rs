//! Whether coding pays on a link: time, energy, collectives, and which design to build.
//!
//! Data flows one way: a [`Link`] and a [`Design`](crate::design::Design) with its clocks make a [`Route`]; [`Data`] says
//! what frames the design makes of a message, and the route how long they take. `docs/link.md` has the formulas.

pub mod area;
mod collective;
mod data;
mod energy;
mod figures;
mod route;
mod spec;
mod study;
pub mod sweep;
pub mod units;

pub use collective::{Collective, Steps, Topology};
pub use data::{Data, Frame, Sample};
pub use energy::{CodecEnergy, Energy};
pub(crate) use figures::content;
pub use figures::{FiguresError, Synthesis, analysed_bits, synthesis};
pub use route::{Clocks, Codec, Limit, Missing, Route, Timing, Wire};
pub use spec::{Flit, Framing, Link, LinkError};
pub use study::{
    CollectiveRow, CollectiveTable, MAX_CODECS, MessageRow, PacketRow, Pays, Question, Study, Verdict,
};
