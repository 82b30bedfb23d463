//! The levels of the datapaths, and which of them carry a register.

use super::DesignError;
use super::Target;
use super::spec::PipelineSpec;
use crate::codebook::Books;
use crate::element::Element;
use std::fmt;

/// A level of a datapath; a register can stand behind it. `docs/` says what each does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// Encoder: the beat as it comes.
    Input,
    /// Encoder: exponents relative to their frame's base, where frames have one.
    Relative,
    /// Encoder: a frame's codebook selected, where there are loadable ones among several.
    Select,
    /// Encoder: symbols to their entries in a codebook that is loaded.
    Find,
    /// Encoder: symbols to codewords.
    Table,
    /// Encoder: raw bits behind their codeword.
    Raw,
    /// Encoder, for FPGAs: the right one of two neighbours, moved by the lower bits of the left one's length.
    Align(u32),
    /// Encoder: neighbours joined, from pairs (1) to the whole beat.
    Merge(u32),
    /// Encoder, for FPGAs: the beat's place.
    Fill,
    /// Encoder, for FPGAs: the first half of what brings the beat to its place, fine.
    Fine,
    /// Encoder: the beat at its place, fine.
    Shift,
    /// Encoder, for FPGAs: the first half of the same, coarse.
    Coarse,
    /// Encoder: the same, coarse.
    Rotate,
    /// Encoder, for FPGAs: what becomes of the beat in the word.
    Take,
    /// Serial decoder: an element's bits.
    Element,
    /// Serial decoder: its symbol.
    Lookup,
    /// Both decoders: exponents, from relative to a base to what they are.
    Base,
    /// Parallel decoder, for FPGAs: a word and what lies behind it.
    Window,
    /// Serial decoder: in which class of codewords the next element's bits are, for every length of this one. Parallel decoder, for
    /// FPGAs: in which a place's bits are.
    Class,
    /// Parallel decoder: a slot's transform.
    Leaf,
    /// Parallel decoder, for FPGAs: where the right one of two segments is entered, one-hot.
    Middle(u32),
    /// Parallel decoder, for FPGAs: the rows of the right one, four by four.
    Part(u32),
    /// Parallel decoder: transforms composed, from pairs (1) to the whole word.
    Up(u32),
    /// Parallel decoder, for FPGAs: the rows of the word's transform, one-hot.
    Rows,
    /// Parallel decoder: where the word is entered.
    Entry,
    /// Parallel decoder, for FPGAs: where parts of the word are entered, one-hot.
    Enter(u32),
    /// Parallel decoder: where parts of the word are entered, from halves to slots (0).
    Down(u32),
    /// Parallel decoder, for FPGAs: what each place would be, were it a start.
    Hole,
    /// Parallel decoder, for FPGAs: what the starts are.
    Start,
    /// Parallel decoder: the starts, and what is wrong with them.
    Check,
    /// Parallel decoder: nothing behind an error.
    Stop,
    /// Parallel decoder: elements counted.
    Count,
    /// Parallel decoder: their ranks.
    Rank,
    /// Parallel decoder, for FPGAs: of loaded codebooks a codeword's last bits, and what its length takes off them.
    Pick,
    /// Parallel decoder: their places in the output.
    Place,
    /// Parallel decoder, for FPGAs: of loaded codebooks a rank's group of symbols.
    Group,
    /// Parallel decoder: how the butterfly swaps.
    Route,
    /// Parallel decoder: the butterfly's levels, from 1.
    Swap(u32),
}

impl fmt::Display for Level {
    /// As it is written in YAML.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Input => "input",
            Self::Relative => "relative",
            Self::Select => "select",
            Self::Find => "find",
            Self::Table => "table",
            Self::Raw => "raw",
            Self::Align(k) => return write!(f, "align{k}"),
            Self::Merge(k) => return write!(f, "merge{k}"),
            Self::Fill => "fill",
            Self::Fine => "fine",
            Self::Shift => "shift",
            Self::Coarse => "coarse",
            Self::Rotate => "rotate",
            Self::Take => "take",
            Self::Element => "element",
            Self::Lookup => "lookup",
            Self::Base => "base",
            Self::Window => "window",
            Self::Class => "class",
            Self::Leaf => "leaf",
            Self::Middle(k) => return write!(f, "middle{k}"),
            Self::Part(k) => return write!(f, "part{k}"),
            Self::Up(k) => return write!(f, "up{k}"),
            Self::Rows => "rows",
            Self::Entry => "entry",
            Self::Enter(k) => return write!(f, "enter{k}"),
            Self::Down(k) => return write!(f, "down{k}"),
            Self::Hole => "hole",
            Self::Start => "start",
            Self::Check => "check",
            Self::Stop => "stop",
            Self::Count => "count",
            Self::Rank => "rank",
            Self::Pick => "pick",
            Self::Place => "place",
            Self::Group => "group",
            Self::Route => "route",
            Self::Swap(k) => return write!(f, "swap{k}"),
        };
        f.write_str(name)
    }
}

/// A choice between latency and frequency that needs no knowledge of the levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Preset {
    /// The fewest clocks.
    LowLatency,
    /// The smallest for half the clock of [`Balanced`](Self::Balanced): a register behind about four levels.
    Small,
    /// A register behind about two levels.
    #[default]
    Balanced,
    /// A register behind every level that is not much shorter than the longest one.
    HighFmax,
}

impl Preset {
    /// Every preset by its name in YAML.
    pub(super) const NAMED: [(&str, Self); 4] = [
        ("low_latency", Self::LowLatency),
        ("small", Self::Small),
        ("balanced", Self::Balanced),
        ("high_fmax", Self::HighFmax),
    ];

    /// As it is written in YAML.
    pub fn name(self) -> &'static str {
        match self {
            Self::LowLatency => "low_latency",
            Self::Small => "small",
            Self::Balanced => "balanced",
            Self::HighFmax => "high_fmax",
        }
    }
}

/// Which levels of a datapath carry a register behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    preset: Option<Preset>,
    levels: Vec<(Level, bool)>,
}

impl Pipeline {
    /// The preset typed, or `None` for explicit cuts.
    pub fn preset(&self) -> Option<Preset> {
        self.preset
    }

    /// Every level of the datapath in its order, and whether a register stands behind it.
    pub fn levels(&self) -> &[(Level, bool)] {
        &self.levels
    }

    /// Whether a register stands behind the level; no, where the datapath does not have it.
    pub fn cut(&self, level: Level) -> bool {
        self.levels.contains(&(level, true))
    }

    /// How many registers there are.
    pub fn cuts(&self) -> usize {
        self.levels.iter().filter(|(_, cut)| *cut).count()
    }

    /// The same with a register behind the level, which it has.
    pub(super) fn with_cut(&self, level: Level) -> Self {
        let with = |&(other, cut): &(Level, bool)| (other, cut || other == level);
        Self { preset: None, levels: self.levels.iter().map(with).collect() }
    }

    /// The same with registers behind these levels, in their order, and no others.
    pub(super) fn with_cuts(&self, cuts: &[bool]) -> Self {
        let levels = self.levels.iter().zip(cuts).map(|(&(level, _), &cut)| (level, cut)).collect();
        Self { preset: None, levels }
    }

    /// As it is written in YAML.
    pub fn name(&self) -> String {
        self.preset.map_or_else(
            || {
                let cuts = self.levels.iter().filter(|(_, cut)| *cut);
                format!("[{}]", cuts.map(|(level, _)| level.to_string()).collect::<Vec<_>>().join(", "))
            },
            |preset| preset.name().to_owned(),
        )
    }

    /// What was typed, on a datapath of these levels; `side` names it in errors.
    pub(super) fn new(
        spec: &PipelineSpec,
        side: &'static str,
        levels: Vec<Choice>,
    ) -> Result<Self, DesignError> {
        let (preset, cuts) = match spec {
            PipelineSpec::Preset(preset) => (Some(*preset), &[][..]),
            PipelineSpec::Cuts(cuts) => (None, &cuts[..]),
        };
        for (index, cut) in cuts.iter().enumerate() {
            if !levels.iter().any(|choice| choice.level.to_string() == *cut) {
                let levels = levels.iter().map(|choice| choice.level).collect();
                return Err(DesignError::Level { side, typed: cut.clone(), levels });
            }
            if cuts[..index].contains(cut) {
                return Err(DesignError::LevelTwice { side, level: cut.clone() });
            }
        }
        let cut = |choice: &Choice| match preset {
            None => cuts.contains(&choice.level.to_string()),
            Some(Preset::LowLatency) => false,
            Some(Preset::Small) => choice.small,
            Some(Preset::Balanced) => choice.balanced,
            Some(Preset::HighFmax) => choice.high_fmax,
        };
        Ok(Self { preset, levels: levels.iter().map(|choice| (choice.level, cut(choice))).collect() })
    }
}

/// A level and the presets that put a register behind it.
pub(super) struct Choice {
    level: Level,
    small: bool,
    balanced: bool,
    high_fmax: bool,
}

impl Choice {
    /// The same with a register in the preset for small ones too, or without.
    fn small(self, small: bool) -> Self {
        Self { small, ..self }
    }
}

/// Of a level that only the two fast presets may put a register behind.
fn choice(level: Level, balanced: bool, high_fmax: bool) -> Choice {
    Choice { level, small: false, balanced, high_fmax }
}

/// The encoder's levels, with a base or without, and so many codebooks in the form of loaded ones; the output register
/// behind them is always there.
pub(super) fn encoder(
    element: Element,
    lanes: usize,
    base: bool,
    loaded: usize,
    target: Target,
) -> Vec<Choice> {
    let fpga = target == Target::Fpga;
    let mut levels = vec![choice(Level::Input, fpga, true)];
    if base {
        levels.push(choice(Level::Relative, true, true).small(true));
    }
    if loaded > 1 {
        levels.push(choice(Level::Select, true, true).small(true));
    }
    if loaded > 0 {
        levels.push(choice(Level::Find, fpga, true));
    }
    let merges = lanes.trailing_zeros();
    levels.push(choice(Level::Table, true, true).small(merges == 0 || loaded > 0));
    if element.raw_bits() > 0 {
        levels.push(choice(Level::Raw, fpga, true));
    }
    // Counted from the last level back, so that the widest merge always ends in a register; of the small ones half of the way to
    // the word is behind it.
    for k in 1..=merges {
        let small = k < merges && (merges - 1 - k).is_multiple_of(3) || merges == 1;
        if fpga && k > 1 {
            levels.push(choice(Level::Align(k), true, true));
        }
        levels.push(choice(Level::Merge(k), fpga || (merges - k).is_multiple_of(2), true).small(small));
    }
    if fpga {
        levels.extend(
            [Level::Fill, Level::Fine, Level::Shift, Level::Coarse].map(|level| choice(level, true, true)),
        );
    } else {
        levels.push(choice(Level::Shift, false, true));
    }
    levels.push(choice(Level::Rotate, true, true));
    if fpga {
        levels.push(choice(Level::Take, true, true));
    }
    levels
}

/// The serial decoder's levels; the window in front and the output register behind are always there.
///
/// Where books are loaded, a class is found for the element at the head alone: for every length that the one before it
/// may have would cost too much. Of several books it depends on them whether that register pays, so that presets leave it to
/// a list.
pub(super) fn serial_decoder(books: &Books) -> Vec<Choice> {
    let (base, one, loads) = (books.base(), books.indices() == 1, books.envelope().is_some());
    let mut levels = vec![choice(Level::Element, true, true), choice(Level::Lookup, base || loads, true)];
    if !loads {
        levels.insert(0, choice(Level::Class, one, one));
    }
    if base {
        levels.push(choice(Level::Base, false, true));
    }
    levels
}

/// The parallel decoder's levels for so many slots; lookahead and window in front and the output register behind
/// are always there. The presets follow the paths that place-and-route tools' models see, see `docs/decoder.md`.
///
/// For FPGAs a stage is three or four lookup tables deep: what is one level of gates for a library is two there.
pub(super) fn parallel_decoder(slots: usize, books: &Books, target: Target) -> Vec<Choice> {
    let (depth, base) = (slots.trailing_zeros(), books.base());
    if target == Target::Fpga {
        return parallel_fpga(depth, base, books.envelope().is_some());
    }
    // Balanced: two picks a stage, the last of the way up together with the entry loop, the last of the way down
    // together with the check. The loop's own register stands where `entry` could have one.
    // Small: four picks a stage, before the loop, the check, and the butterfly.
    let mut levels = vec![choice(Level::Leaf, true, true)];
    levels.extend(
        (1..=depth)
            .map(|k| choice(Level::Up(k), (depth - k) % 2 == 1, true).small((depth - k).is_multiple_of(4))),
    );
    levels.push(choice(Level::Entry, false, false));
    levels.extend(
        (0..depth).rev().map(|k| choice(Level::Down(k), k % 2 == 1, true).small(k.is_multiple_of(4))),
    );
    levels.extend([
        choice(Level::Check, true, true),
        choice(Level::Stop, true, true),
        choice(Level::Count, true, true),
        choice(Level::Rank, true, true),
        choice(Level::Place, true, true).small(true),
        choice(Level::Route, base, true),
    ]);
    if base {
        levels.push(choice(Level::Base, false, true).small(true));
    }
    // A swap is one multiplexer: half of them in a stage, or two. With a check a row's sum is behind the last ones, and where
    // there is a base its adder is ahead of the first.
    let middle = match (books.check().is_some(), base) {
        (false, _) => depth.div_ceil(2),
        (true, false) => depth,
        (true, true) => depth.max(2) - 1,
    };
    levels.extend((1..=depth).map(|k| {
        choice(Level::Swap(k), k == middle, (depth - k).is_multiple_of(2)).small(k == middle && depth > 4)
    }));
    levels
}

/// The same for an FPGA. Registers are there with the lookup tables, so both fast presets have all that are worth one.
fn parallel_fpga(depth: u32, base: bool, loads: bool) -> Vec<Choice> {
    let always = |level| choice(level, true, true);
    // A loaded codebook's thresholds are chosen beside the window.
    let mut levels = if loads { Vec::new() } else { vec![always(Level::Window)] };
    levels.extend([Level::Class, Level::Leaf].map(always));
    for k in 1..=depth {
        levels.extend([Level::Middle(k), Level::Part(k)].map(always));
        levels.push(always(Level::Up(k)).small((depth - k).is_multiple_of(2)));
    }
    levels.extend([always(Level::Rows), choice(Level::Entry, false, false)]);
    for k in (0..depth).rev() {
        // The word's entry is one-hot as it comes.
        if k + 1 < depth {
            levels.push(always(Level::Enter(k)));
        }
        levels.push(always(Level::Down(k)).small(k.is_multiple_of(2)));
    }
    levels.extend([Level::Hole, Level::Start].map(always));
    levels.push(always(Level::Check).small(true));
    levels.extend([Level::Stop, Level::Count, Level::Rank].map(always));
    // Thresholds that are registers take more to compare with and to pick by than constants.
    let loaded = |level| loads.then(|| always(level));
    levels.extend(loaded(Level::Pick));
    levels.push(always(Level::Place).small(true));
    levels.extend(loaded(Level::Group));
    levels.push(always(Level::Route));
    if base {
        levels.push(always(Level::Base).small(true));
    }
    levels.extend((1..=depth).map(|k| choice(Level::Swap(k), (depth - k).is_multiple_of(2), true)));
    levels
}
