//! Collectives: so many steps, each of which sends a message, with the codec in every hop that needs it.

use super::data::Data;
use super::route::Route;
use crate::words::typed;
use serde::Serialize;

typed! {
    /// What is done; the message is what every rank has, or gets, all of.
    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    Collective, 5 {
        /// Every rank gets the sum of all messages.
        AllReduce = "all_reduce",
        /// Every rank has a part and gets all of the message.
        AllGather = "all_gather",
        /// Every rank gets its part of the sum.
        ReduceScatter = "reduce_scatter",
        /// Every rank has a part for each other.
        AllToAll = "all_to_all",
        /// From one rank to another.
        PointToPoint = "point_to_point",
    }
    /// What is connected with what.
    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    Topology, 3 {
        /// Every rank sends to the next one.
        Ring = "ring",
        /// Halving and doubling, ranks in pairs at every level.
        Tree = "tree",
        /// Every rank has one link to a switch that passes frames on.
        Switch = "switch",
    }
}

impl Collective {
    /// Whether elements are added up.
    pub fn reduces(self) -> bool {
        matches!(self, Self::AllReduce | Self::ReduceScatter)
    }
}

/// Times of a collective.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Steps {
    /// How many ranks take part.
    pub ranks: u64,
    /// Steps that begin one after the other has ended.
    pub steps: u64,
    /// Of them with encoder and decoder.
    pub coded_steps: u64,
    /// Seconds, not coded.
    pub raw_seconds: f64,
    /// Seconds, coded.
    pub coded_seconds: f64,
}

/// A step: bytes of its message, how many like it, whether all ranks code in it.
type Step = (u64, u64, bool);

/// The steps of a collective of so many ranks, 2 at least.
fn steps(collective: Collective, topology: Topology, ranks: u64, bytes: u64) -> Vec<Step> {
    use Collective::{AllGather, AllReduce, AllToAll, PointToPoint, ReduceScatter};
    let part = bytes.div_ceil(ranks);
    let levels = u64::from(ranks.next_power_of_two().trailing_zeros());
    let gathered = |step: Step| {
        // Frames are passed on as they came; coded once, at both ends.
        let (bytes, count, _) = step;
        vec![(bytes, 1, true), (bytes, count - 1, false)]
    };
    match (collective, topology) {
        (PointToPoint, _) => vec![(bytes, 1, true)],
        (AllReduce, topology) => [ReduceScatter, AllGather]
            .into_iter()
            .flat_map(|half| steps(half, topology, ranks, bytes))
            .collect(),
        (ReduceScatter, Topology::Ring) => vec![(part, ranks - 1, true)],
        (AllGather, Topology::Ring) => gathered((part, ranks - 1, true)),
        // In step k every link has the parts for those that are k and more away.
        (AllToAll, Topology::Ring) => {
            (1..ranks).map(|step| (part.saturating_mul(ranks - step), 1, step == 1)).collect()
        }
        (ReduceScatter, Topology::Tree) => {
            (1..=levels).map(|level| (halved(bytes, level), 1, true)).collect()
        }
        (AllGather, Topology::Tree) => {
            (1..=levels).rev().map(|level| (halved(bytes, level), 1, level == levels)).collect()
        }
        (AllToAll, Topology::Tree) => gathered((halved(bytes, 1), levels, true)),
        (ReduceScatter | AllGather | AllToAll, Topology::Switch) => {
            vec![(part.saturating_mul(ranks - 1), 1, true)]
        }
    }
}

fn halved(bytes: u64, times: u64) -> u64 {
    bytes.div_ceil(1 << times)
}

impl Steps {
    /// The times of a collective of `ranks` ranks, 2 at least, on links like the route.
    pub fn of(
        route: &Route,
        data: &Data,
        (collective, topology): (Collective, Topology),
        ranks: u64,
        bytes: u64,
        packet: u64,
    ) -> Self {
        let mut all = Self { ranks, steps: 0, coded_steps: 0, raw_seconds: 0.0, coded_seconds: 0.0 };
        // To the switch and from it; it gives on what has come of a frame.
        let hop = if topology == Topology::Switch { route.wire.latency } else { 0.0 };
        for (bytes, count, coded) in steps(collective, topology, ranks, bytes) {
            let timing = route.time(data, bytes, packet);
            let step = if coded { timing.coded_seconds } else { route.forward(&timing) };
            all.steps += count;
            all.coded_steps += if coded { count } else { 0 };
            all.raw_seconds += count as f64 * (timing.raw_seconds + hop);
            all.coded_seconds += count as f64 * (step + hop);
        }
        all
    }
}
