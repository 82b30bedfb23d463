//! The plots of an analysis, a file each.

mod distribution;
mod divergence;
mod gap;
mod limit;
mod saving;
mod scale;

pub(super) use crate::report::plot::theme::style;

use super::left_out;
use crate::analysis::Analysis;
use std::collections::BTreeMap;

/// A plot of an analysis.
pub(super) type Plot = crate::report::plot::Plot<Kind>;

/// What a plot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Distribution,
    Saving,
    Gap,
    Divergence,
    Scale,
    Limit,
}

impl Kind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::Distribution, Self::Saving, Self::Gap, Self::Divergence, Self::Scale, Self::Limit];

    /// The heading over its plots.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Distribution => "Distributions",
            Self::Saving => "Saving",
            Self::Gap => "Gap by layer and shard",
            Self::Divergence => "Divergence from the calibration",
            Self::Scale => "Drift of the scale",
            Self::Limit => "Limit on codewords",
        }
    }

    /// What its files are called.
    fn name(self) -> &'static str {
        match self {
            Self::Distribution => "distribution",
            Self::Saving => "saving",
            Self::Gap => "gap",
            Self::Divergence => "divergence",
            Self::Scale => "scale",
            Self::Limit => "limit",
        }
    }
}

/// All plots of the report, in its order.
pub(super) fn all(analysis: &Analysis) -> Vec<Plot> {
    let mut plots = distribution::plots(analysis);
    plots.extend(saving::plot_of(&analysis.symbolisations[0]));
    plots.extend(gap::plots(analysis));
    plots.extend(divergence::plot_of(analysis));
    plots.extend(scale::plots(analysis));
    plots.extend(analysis.symbolisations.iter().filter_map(limit::plot_of));
    let mut number = BTreeMap::new();
    for plot in &mut plots {
        let name = plot.kind.name();
        let number = number.entry(name).or_insert(0);
        *number += 1;
        plot.path = format!("plots/{name}_{number}.svg");
    }
    plots
}

/// What has to be said about the plots of a kind, where there are `any`, or why there are none.
pub(super) fn remark(analysis: &Analysis, kind: Kind, any: bool) -> Option<String> {
    if !any {
        return (kind == Kind::Gap && !analysis.tensors.is_empty()).then(|| gap::UNTOLD.to_owned());
    }
    let (text, most) = match kind {
        Kind::Distribution => (distribution::REMARK, distribution::MOST),
        Kind::Saving => (saving::REMARK, saving::MOST),
        Kind::Gap => (gap::REMARK, gap::MOST),
        Kind::Divergence => (divergence::REMARK, usize::MAX),
        Kind::Scale => (scale::REMARK, usize::MAX),
        Kind::Limit => (limit::REMARK, usize::MAX),
    };
    let left_out = left_out(analysis.symbolisations[0].groups.len(), most);
    Some(text.to_owned() + &left_out.map_or(String::new(), |left_out| format!(" {left_out}")))
}
