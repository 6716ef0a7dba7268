//! Values of JSON, read selectively: whatever an object holds, only the wanted values are in memory.

use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::value::RawValue;

/// How many unwanted keys are kept for messages.
const NAMES: usize = 12;
/// The limit of wanted keys: there are endlessly many names that differ only in underscores.
const WANTED: usize = 64;

/// The wanted members of an object, and the names of the first others.
#[derive(Debug, Default)]
pub(super) struct Members<'a> {
    wanted: Vec<(String, &'a RawValue)>,
    others: Vec<String>,
}

impl<'a> Members<'a> {
    /// Reads an object.
    pub(super) fn parse(text: &'a str, wants: impl Fn(&str) -> bool) -> serde_json::Result<Members<'a>> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let members = deserializer.deserialize_any(MembersVisitor(wants))?;
        deserializer.end()?;
        Ok(members)
    }

    /// The value of a key; the first if there are several.
    pub(super) fn get(&self, key: &str) -> Option<&'a RawValue> {
        self.wanted.iter().find(|(known, _)| known == key).map(|(_, value)| *value)
    }

    /// The wanted members in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.wanted.iter().map(|(key, value)| (key.as_str(), *value))
    }

    /// Names of unwanted keys.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.others.iter().map(String::as_str)
    }
}

struct MembersVisitor<W>(W);

impl<'de, W: Fn(&str) -> bool> Visitor<'de> for MembersVisitor<W> {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Members::default();
        while let Some(key) = map.next_key::<String>()? {
            let known = members.wanted.iter().any(|(other, _)| *other == key);
            if !known && members.wanted.len() < WANTED && self.0(&key) {
                members.wanted.push((key, map.next_value()?));
            } else {
                map.next_value::<IgnoredAny>()?;
                if !known && members.others.len() < NAMES {
                    members.others.push(key);
                }
            }
        }
        Ok(members)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Members<'de>, A::Error> {
        Err(Error::invalid_type(Unexpected::Seq, &self))
    }
}

/// The value of a key of an object; none for other values.
pub(super) fn member<'a>(object: &'a RawValue, key: &str) -> Option<&'a RawValue> {
    Members::parse(object.get(), |other| other == key).ok()?.get(key)
}

/// A value in a form that an article can have.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A text, or several put together.
    Text(String),
    /// A number, as it is written.
    Number(String),
}

/// The text of a value: a list gives those of its elements with a separator between, an object that of its `name`.
pub(super) fn read(value: &RawValue, separator: &str) -> Option<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(value.get());
    ValueSeed(separator).deserialize(&mut deserializer).ok()?
}

struct ValueSeed<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<Value>, E> {
        Ok(Some(Value::Text(text.to_owned())))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Option<Value>, E> {
        Ok(Some(Value::Number(number.to_string())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Option<Value>, E> {
        Ok(Some(Value::Number(number.to_string())))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Option<Value>, E> {
        Ok(Some(Value::Number(number.to_string())))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Option<Value>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<Value>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Option<Value>, A::Error> {
        let mut joined: Option<String> = None;
        while let Some(element) = elements.next_element_seed(ValueSeed(self.0))? {
            let Some(Value::Text(text) | Value::Number(text)) = element else { continue };
            match &mut joined {
                Some(joined) => {
                    joined.push_str(self.0);
                    joined.push_str(&text);
                }
                None => joined = Some(text),
            }
        }
        Ok(joined.map(Value::Text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Value>, A::Error> {
        #[derive(Deserialize)]
        #[serde(field_identifier, rename_all = "lowercase")]
        enum Key {
            Name,
            #[serde(other)]
            Other,
        }
        let mut name = None;
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Name if name.is_none() => name = map.next_value_seed(ValueSeed(self.0))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(name)
    }
}
