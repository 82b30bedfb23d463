//! Which layer, shard and step a tensor is of, and which group: read from its name and path.

use regex::Regex;
use serde::Serialize;
use std::cmp::Ordering;

/// What a tensor's name and path tell; none where they do not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Layer of the model.
    pub layer: Option<String>,
    /// Shard of the layer.
    pub shard: Option<String>,
    /// Step of the training, or batch.
    pub step: Option<String>,
}

/// How names are read.
#[derive(Clone, Debug)]
pub struct Axes {
    typed: Option<Regex>,
    layer: Regex,
    shard: Regex,
    step: Regex,
    number: Regex,
}

/// A regular expression that is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AxesError {
    /// It is none.
    #[error("{0}")]
    Syntax(String),
    /// It names nothing.
    #[error(
        "`{0}` has no named capture: write (?<layer>...), (?<shard>...), (?<step>...), or any other name for the group"
    )]
    Unnamed(String),
}

/// The captures that say where a tensor is; all others say which group it is in.
const PLACES: [&str; 3] = ["layer", "shard", "step"];

impl Axes {
    /// Reads `path/to/file.safetensors:tensor.name` by the named captures of this expression: `layer`, `shard`
    /// and `step` say where the tensor is, all others together its group; where there is no other, the layer is.
    ///
    /// Without an expression, by the usual words (`layers.3`, `shard_0`, `step_000029`), and the group is the
    /// tensor's name with `*` for every number that is not part of a word.
    pub fn new(group_by: Option<&str>) -> Result<Self, AxesError> {
        let typed = group_by
            .map(|text| {
                let regex = Regex::new(text).map_err(|error| AxesError::Syntax(error.to_string()))?;
                match regex.capture_names().flatten().next() {
                    Some(_) => Ok(regex),
                    None => Err(AxesError::Unnamed(text.to_owned())),
                }
            })
            .transpose()?;
        let built_in = |text| Regex::new(text).expect("a regular expression");
        Ok(Self {
            typed,
            layer: built_in(r"(?i)(?:^|[^a-z])(?:layers?|blocks?|blk|h)[._\-]?(\d+)"),
            shard: built_in(r"(?i)(?:^|[^a-z])(?:shard|rank|tp|part)[._\-]?(\d+)|-(\d{5})-of-\d{5}"),
            step: built_in(
                r"(?i)(?:^|[^a-z])(?:global_?step|steps?|iter|iteration|checkpoint|ckpt|batch)[._\-]?(\d+)",
            ),
            number: built_in(r"(?:^|[^0-9A-Za-z])(\d+)"),
        })
    }

    /// A tensor's name with `*` for the numbers that count tensors, and not for those that are part of a word, as
    /// in `ffn1`.
    fn kind(&self, name: &str) -> String {
        [&self.layer, &self.shard, &self.step, &self.number]
            .iter()
            .fold(name.to_owned(), |name, regex| starred(regex, &name))
    }

    /// Where the tensor is, and its group's name. `None` where the expression does not match.
    pub fn of(&self, file: &str, name: &str) -> Option<(Place, String)> {
        let text = format!("{file}:{name}");
        let Some(typed) = &self.typed else {
            // The last one: the word nearest to the tensor.
            let last = |regex: &Regex| {
                let captures = regex.captures_iter(&text).last()?;
                captures.iter().skip(1).flatten().next().map(|found| found.as_str().to_owned())
            };
            let place = Place { layer: last(&self.layer), shard: last(&self.shard), step: last(&self.step) };
            return Some((place, self.kind(name)));
        };
        let captures = typed.captures(&text)?;
        let value = |name: &str| captures.name(name).map(|found| found.as_str().to_owned());
        let place = Place { layer: value("layer"), shard: value("shard"), step: value("step") };
        let others: Vec<&str> =
            typed.capture_names().flatten().filter(|name| !PLACES.contains(name)).collect();
        let group = match (&others[..], &place.layer) {
            ([], Some(layer)) => format!("layer {layer}"),
            ([], None) => "all".to_owned(),
            ([one], _) => value(one).unwrap_or_default(),
            (names, _) => {
                let parts = names.iter().map(|name| format!("{name}={}", value(name).unwrap_or_default()));
                parts.collect::<Vec<_>>().join(" ")
            }
        };
        Some((place, group))
    }
}

/// A text with `*` for the numbers that a regular expression captures.
fn starred(regex: &Regex, text: &str) -> String {
    let mut starred = String::new();
    let mut at = 0;
    for captures in regex.captures_iter(text) {
        for number in captures.iter().skip(1).flatten() {
            starred += &text[at..number.start()];
            starred.push('*');
            at = number.end();
        }
    }
    starred + &text[at..]
}

/// Numbers by their value, before words; words by their letters.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    match (a.parse::<u64>(), b.parse::<u64>()) {
        (Ok(x), Ok(y)) => x.cmp(&y).then_with(|| a.cmp(b)),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        _ => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(layer: &str, shard: &str, step: &str) -> Place {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Place { layer: some(layer), shard: some(shard), step: some(step) }
    }

    #[test]
    fn usual_names_are_read() {
        let axes = Axes::new(None).unwrap();
        let cases = [
            (
                "bf16/step_000029/shard_5.safetensors",
                "layers.3.ffn1.act",
                ("3", "5", "000029"),
                "layers.*.ffn1.act",
            ),
            (
                "model-00002-of-00007.safetensors",
                "model.layers.11.mlp.up_proj.weight",
                ("11", "00002", ""),
                "model.layers.*.mlp.up_proj.weight",
            ),
            ("global_step12/rank7.npy", "rank7", ("", "7", "12"), "rank*"),
            ("a.bin", "h.0.attn", ("0", "", ""), "h.*.attn"),
            ("graph3/path.bin", "path", ("", "", ""), "path"),
        ];
        for (file, name, (layer, shard, step), group) in cases {
            assert_eq!(
                axes.of(file, name),
                Some((place(layer, shard, step), group.to_owned())),
                "{file}:{name}"
            );
        }
    }

    #[test]
    fn captures_say_where_and_which_group() {
        let axes = Axes::new(Some(r"s(?<step>\d+)/.*:(?<kind>\w+)\.(?<layer>\d+)\.(?<part>\w+)")).unwrap();
        assert_eq!(
            axes.of("s7/x.npy", "ffn.2.act"),
            Some((place("2", "", "7"), "kind=ffn part=act".to_owned()))
        );
        assert_eq!(axes.of("s7/x.npy", "norm"), None);
        let of = |regex, name| Axes::new(Some(regex)).unwrap().of("f", name).unwrap().1;
        assert_eq!(of(r"(?<kind>act|grad)", "a.grad"), "grad");
        assert_eq!(of(r"l(?<layer>\d+)", "l4.act"), "layer 4");
        assert_eq!(of(r"s(?<shard>\d+)", "s4.act"), "all");
    }

    #[test]
    fn an_expression_that_names_nothing_is_refused() {
        assert!(matches!(Axes::new(Some(r"layers\.(\d+)")), Err(AxesError::Unnamed(_))));
        assert!(matches!(Axes::new(Some("(")), Err(AxesError::Syntax(_))));
    }

    #[test]
    fn numbers_go_by_value() {
        let mut names = ["10", "b", "9", "a", "09"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["09", "9", "10", "a", "b"]);
    }
}
