//! The fewest registers with which an end meets a clock: what each level takes is measured once with registers behind all of
//! them, sets of cuts are tried in the order in which that makes them likely, and what a run shows of a stage counts from then
//! on.

use super::timing::Path;
use std::collections::{BTreeMap, BTreeSet};

/// Levels of one stage take less together than apart, for the mapper sees all of their gates: the first sets that are tried are
/// such that would do if they took so much.
const TOGETHER: f64 = 0.8;
/// Sets of as many registers that are tried before there is one more.
const TRIES: usize = 3;
/// What a stage is taken to be longer than it should be where it may be the one that was too long.
const SUSPECT: f64 = 1.1;
/// Runs at most.
const RUNS: usize = 16;

/// What a run says of a set of registers.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The longest path between registers; none where there is none.
    pub worst: Option<Path>,
    /// The longest that ends at registers of a level, by its name, in ps; those of what is no level among it. Empty where it is
    /// not known.
    pub levels: BTreeMap<String, f64>,
}

impl Measured {
    fn ps(&self) -> f64 {
        self.worst.as_ref().map_or(0.0, |path| path.ps)
    }
}

/// Registers that were found.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Whether a register stands behind each level.
    pub cuts: Vec<bool>,
    /// What they do.
    pub measured: Measured,
    /// Whether they meet the clock; if not, there are registers behind all levels.
    pub meets: bool,
    /// How many runs it took.
    pub runs: usize,
}

/// The fewest registers behind these levels with which no path takes longer than `period`, in ps. `measure` runs a set.
///
/// # Errors
/// Those of `measure`.
pub fn choose<E>(
    levels: &[String],
    period: f64,
    mut measure: impl FnMut(&[bool]) -> Result<Measured, E>,
) -> Result<Chosen, E> {
    let all = vec![true; levels.len()];
    let full = measure(&all)?;
    let mut runs = 1;
    if full.ps() > period || levels.is_empty() {
        let meets = full.ps() <= period;
        return Ok(Chosen { cuts: all, measured: full, meets, runs });
    }
    let mut stages = Stages::of(levels, &full);
    let mut best = Chosen { cuts: all, measured: full, meets: true, runs };
    // Upwards from what looks possible, then downwards as long as fewer do.
    let mut count = (0..levels.len())
        .find(|count| stages.best(*count).is_some_and(|(longest, _)| TOGETHER * longest <= period))
        .unwrap_or(levels.len());
    let mut upwards = true;
    let mut tried = BTreeSet::new();
    while count < best.cuts.iter().filter(|cut| **cut).count() && runs < RUNS {
        let mut met = false;
        for _ in 0..TRIES {
            let Some((_, cuts)) = stages.best(count) else { break };
            if runs == RUNS || !tried.insert(cuts.clone()) {
                break;
            }
            let measured = measure(&cuts)?;
            runs += 1;
            if measured.ps() <= period {
                best = Chosen { cuts, measured, meets: true, runs };
                met = true;
                break;
            }
            stages.learn(levels, &cuts, &measured, period);
        }
        match (met, upwards) {
            (true, _) if count > 0 => {
                upwards = false;
                count -= 1;
            }
            (false, true) => count += 1,
            _ => break,
        }
    }
    Ok(Chosen { runs, ..best })
}

/// What stages take: from behind one register to the next.
struct Stages {
    /// Of each level alone, and of what stands behind the last one, in ps.
    alone: Vec<f64>,
    /// Of a register, which is in each of them.
    register: f64,
    /// What was seen of stages: where they begin and end, as numbers of levels.
    seen: BTreeMap<(usize, usize), f64>,
}

impl Stages {
    fn of(levels: &[String], full: &Measured) -> Self {
        let longest = full.ps();
        let mut alone: Vec<f64> =
            levels.iter().map(|level| full.levels.get(level).copied().unwrap_or(longest / 2.0)).collect();
        // Whatever has another name stands in front or behind; behind, as it may be.
        let others = full.levels.iter().filter(|(name, _)| !levels.contains(name)).map(|(_, ps)| *ps);
        alone.push(others.fold(longest / 2.0, f64::max));
        let register = alone.iter().copied().fold(f64::INFINITY, f64::min) / 2.0;
        Self { alone, register, seen: BTreeMap::new() }
    }

    /// Of the levels `from..=to`; the number behind the last one is what stands behind them.
    fn takes(&self, from: usize, to: usize) -> f64 {
        if self.seen.iter().any(|(&(a, b), ps)| ps.is_infinite() && from <= a && b <= to) {
            return f64::INFINITY;
        }
        let sum: f64 = self.alone[from..=to].iter().map(|ps| ps - self.register).sum();
        self.seen.get(&(from, to)).copied().unwrap_or(sum + self.register)
    }

    /// The set of so many registers whose longest stage is shortest, and that stage; none where each has a stage that is known
    /// to be too long.
    fn best(&self, count: usize) -> Option<(f64, Vec<bool>)> {
        let end = self.alone.len() - 1;
        // Of so many registers so far, for each end of a stage: the longest stage, and where the last one begins.
        let mut reached: Vec<Vec<Option<(f64, usize)>>> =
            vec![(0..=end).map(|to| Some((self.takes(0, to), 0))).collect()];
        for cuts in 1..=count {
            let before = &reached[cuts - 1];
            let here = (0..=end).map(|to| {
                let ways = (1..=to).filter_map(|from| {
                    let (longest, _) = before[from - 1]?;
                    Some((longest.max(self.takes(from, to)), from))
                });
                ways.min_by(|a, b| a.0.total_cmp(&b.0))
            });
            reached.push(here.collect());
        }
        let (longest, _) = reached[count][end]?;
        if longest.is_infinite() {
            return None;
        }
        let mut set = vec![false; end];
        let mut to = end;
        for cuts in (1..=count).rev() {
            let (_, from) = reached[cuts][to]?;
            set[from - 1] = true;
            to = from - 1;
        }
        Some((longest, set))
    }

    /// What a run that missed the period shows: its stages, and that the one with the longest path does not do.
    fn learn(&mut self, levels: &[String], cuts: &[bool], measured: &Measured, period: f64) {
        let begin = |to: usize| (0..to).rev().find(|at| cuts[*at]).map_or(0, |at| at + 1);
        for (to, level) in levels.iter().enumerate() {
            if let (true, Some(ps)) = (cuts[to], measured.levels.get(level)) {
                self.seen.insert((begin(to), to), if *ps > period { f64::INFINITY } else { *ps });
            }
        }
        let Some(worst) = &measured.worst else { return };
        if let Some(to) = levels.iter().position(|level| *level == worst.to) {
            self.seen.insert((begin(to), to), f64::INFINITY);
            return;
        }
        // Registers in the midst of a level have other names: then it may be the stage that should take longest.
        let ends = (0..=levels.len()).filter(|to| cuts.get(*to).copied().unwrap_or(true));
        let longest = ends
            .map(|to| ((begin(to), to), self.takes(begin(to), to)))
            .filter(|(_, ps)| ps.is_finite())
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((stage, ps)) = longest {
            self.seen.insert(stage, SUSPECT * ps.max(worst.ps));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGISTER: f64 = 60.0;

    /// A chain of levels whose stages take a register and the sum of their gates, times what they save together.
    fn chain(gates: &[f64], saved: f64) -> (Vec<String>, impl Fn(&[bool]) -> Measured) {
        let names: Vec<String> = (0..gates.len() - 1).map(|level| format!("level{level}")).collect();
        let (named, gates) = (names.clone(), gates.to_vec());
        let measure = move |cuts: &[bool]| {
            let mut levels = BTreeMap::new();
            let (mut sum, mut count) = (0.0, 0);
            for (at, gate) in gates.iter().enumerate() {
                sum += gate;
                count += 1;
                if cuts.get(at).copied().unwrap_or(true) {
                    let name = named.get(at).cloned().unwrap_or_else(|| "out".to_owned());
                    levels.insert(name, REGISTER + if count > 1 { saved * sum } else { sum });
                    (sum, count) = (0.0, 0);
                }
            }
            let (to, ps) = levels.iter().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
            let (to, ps) = (to.clone(), *ps);
            let word = String::new;
            let worst = Path { from: word(), to, start: word(), end: word(), ps, cells: 0 };
            Measured { worst: Some(worst), levels }
        };
        (names, measure)
    }

    /// Against every set there is.
    #[test]
    fn fewest_are_found() {
        let mut state = 1u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % below
        };
        let count = |set: &[bool]| set.iter().filter(|cut| **cut).count();
        let (mut met, mut more, mut blindly) = (0, 0, 0);
        for _ in 0..300 {
            let gates: Vec<f64> = (0..2 + next(8)).map(|_| 20.0 + next(150) as f64).collect();
            let saved = 0.7 + next(31) as f64 / 100.0;
            let period = 120.0 + next(500) as f64;
            let (names, measure) = chain(&gates, saved);
            let sets = (0..1u32 << names.len())
                .map(|set| (0..names.len()).map(|at| set >> at & 1 == 1).collect::<Vec<bool>>());
            let fewest = sets.filter(|set| measure(set).ps() <= period).map(|set| count(&set)).min();
            // As on an FPGA, where the longest path alone is known, and not which level it ends at.
            let unnamed = |cuts: &[bool]| {
                let worst = measure(cuts).worst.map(|path| Path { to: "somewhere".to_owned(), ..path });
                Ok::<_, ()>(Measured { worst, levels: BTreeMap::new() })
            };
            let blind = choose(&names, period, unnamed).unwrap();
            let found = choose(&names, period, |cuts| Ok::<_, ()>(measure(cuts))).unwrap();
            assert!(found.runs <= RUNS && blind.runs <= RUNS);
            assert_eq!((found.meets, measure(&blind.cuts).ps() <= period), (blind.meets, blind.meets));
            if blind.meets {
                blindly += count(&blind.cuts) - fewest.unwrap();
            }
            assert_eq!(found.meets, measure(&vec![true; names.len()]).ps() <= period);
            if found.meets {
                assert!(measure(&found.cuts).ps() <= period, "{gates:?} {period}");
                met += 1;
                more += count(&found.cuts) - fewest.unwrap();
            }
        }
        // A run is a minute or more: what a few tries do not find is left.
        assert!(
            met > 100 && more * 20 <= met && blindly * 5 <= met,
            "{more} and {blindly} too many in {met}"
        );
    }

    #[test]
    fn a_clock_that_nothing_meets_is_said() {
        let (names, measure) = chain(&[100.0, 300.0, 100.0], 1.0);
        let found = choose(&names, 350.0, |cuts| Ok::<_, ()>(measure(cuts))).unwrap();
        assert!(!found.meets && found.runs == 1);
        let worst = found.measured.worst.unwrap();
        assert_eq!((worst.to.as_str(), worst.ps), ("level1", 360.0));
    }

    #[test]
    fn without_levels_there_is_nothing_to_choose() {
        let (names, measure) = chain(&[100.0], 1.0);
        for (period, meets) in [(200.0, true), (100.0, false)] {
            let found = choose(&names, period, |cuts| Ok::<_, ()>(measure(cuts))).unwrap();
            assert_eq!((found.meets, found.cuts.len(), found.runs), (meets, 0, 1));
        }
    }

    #[test]
    fn errors_pass() {
        let mut runs = 0;
        let (names, measure) = chain(&[100.0, 100.0, 100.0], 1.0);
        let found = choose(&names, 200.0, |cuts| {
            runs += 1;
            if runs == 2 { Err("killed") } else { Ok(measure(cuts)) }
        });
        assert_eq!(found.map(drop), Err("killed"));
    }
}
