//! JSON of others, in which no key may stand twice: most readers take the last of two values in silence, and which
//! of them was meant nobody knows.

use serde::Deserialize;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

/// Reads a document; a key that stands twice in any object of it is an error that names it, with line and column.
pub(crate) fn parse<T: DeserializeOwned>(text: &[u8]) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_slice(text);
    Distinct.deserialize(&mut json)?;
    json.end()?;
    serde_json::from_slice(text)
}

/// What is said of such a key.
pub(crate) fn twice<E: de::Error>(key: &str) -> E {
    E::custom(format_args!("`{key}` stands twice"))
}

/// A map in which no key stands twice.
pub(crate) struct Unique<V>(pub BTreeMap<String, V>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Unique<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Keys<V> {
            type Value = Unique<V>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut all = BTreeMap::new();
                while let Some(key) = map.next_key::<String>()? {
                    if all.contains_key(&key) {
                        return Err(twice(&key));
                    }
                    all.insert(key, map.next_value()?);
                }
                Ok(Unique(all))
            }
        }
        deserializer.deserialize_map(Keys(PhantomData))
    }
}

/// Passes over a value and looks at the keys only.
pub(crate) struct Distinct;

impl<'de> DeserializeSeed<'de> for Distinct {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Distinct {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            map.next_value_seed(Self)?;
            if let Some(key) = seen.replace(key) {
                return Err(twice(&key));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_key_stands_once_at_any_depth() {
        let same = r#"{"a": [{"b": 1, "c": null}, {"b": 2.5e3, "c": [true, "x"]}], "b": {"a": -1}}"#;
        let read: Value = parse(same.as_bytes()).unwrap();
        assert_eq!(read, serde_json::from_str::<Value>(same).unwrap());
        for (text, key, line) in [
            (r#"{"a": 1, "a": 1}"#, "a", 1),
            ("{\"x\": [1,\n{\"long key\": {}, \"y\": 0,\n\"long key\": {}}]}", "long key", 3),
            // Escapes make no other key.
            (r#"{"a": {"\u0062": 1, "b": 2}}"#, "b", 1),
        ] {
            let message = parse::<Value>(text.as_bytes()).unwrap_err().to_string();
            assert!(message.starts_with(&format!("`{key}` stands twice at line {line} ")), "{message}");
        }
        assert!(parse::<Value>(b"{} {}").is_err());
        assert!(parse::<Value>(b"{\"a\": 1").unwrap_err().is_eof());
    }

    #[test]
    fn a_map_of_one_kind() {
        let read = |text| serde_json::from_str::<Unique<u64>>(text).map(|unique| unique.0);
        assert_eq!(read(r#"{"1": 2, "3": 4}"#).unwrap(), BTreeMap::from([("1".into(), 2), ("3".into(), 4)]));
        assert!(read(r#"{"1": 2, "1": 2}"#).unwrap_err().to_string().starts_with("`1` stands twice"));
        assert!(read(r#"{"1": "x"}"#).is_err());
    }
}
