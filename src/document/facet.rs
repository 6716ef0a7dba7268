//! Facets: whether, when, where, and who says so. Each facet and each of its values is declared here, once.
//!
//! The declaration generates the enums, the words of `set` and of test sentences, the names in JSON, its schema and
//! every other output; a test checks `docs/facets.md` against it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares the facets that have fixed values, and those that take any text.
macro_rules! facets {
    (
        $(
            #[doc = $about:literal]
            $facet:ident = $name:literal {
                $(#[doc = $meaning:literal] $(#[$default:ident])? $value:ident = $word:literal,)+
            }
        )+
        any text {
            $(#[doc = $text_about:literal] $text:ident = $text_name:literal,)+
        }
    ) => {
        $(
            #[doc = $about]
            #[derive(
                Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            )]
            pub enum $facet {
                $(#[doc = $meaning] $(#[$default])? #[serde(rename = $word)] $value,)+
            }

            impl $facet {
                /// Every value.
                pub const ALL: &[$facet] = &[$($facet::$value),+];

                /// The word for it, in rules and in records.
                pub const fn as_str(self) -> &'static str {
                    match self { $($facet::$value => $word),+ }
                }

                /// The value of this word.
                pub fn named(word: &str) -> Option<$facet> {
                    match word { $($word => Some($facet::$value),)+ _ => None }
                }

                /// What it says, in a sentence.
                pub const fn meaning(self) -> &'static str {
                    match self { $($facet::$value => $meaning.trim_ascii()),+ }
                }
            }

            impl fmt::Display for $facet {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
            }

            #[cfg(feature = "cli")]
            impl schemars::JsonSchema for $facet {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($facet).into()
                }

                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    schemars::json_schema!({ "type": "string", "enum": [$($word),+] })
                }
            }
        )+

        /// The facets of an event that rules and test sentences name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Facet {
            $(#[doc = $about] $facet,)+
            $(#[doc = $text_about] $text,)+
        }

        impl Facet {
            /// Every facet.
            pub const ALL: &[Facet] = &[$(Facet::$facet,)+ $(Facet::$text,)+];

            /// Its name, in rules and in records.
            pub const fn as_str(self) -> &'static str {
                match self { $(Facet::$facet => $name,)+ $(Facet::$text => $text_name,)+ }
            }

            /// The facet of this name.
            pub fn named(name: &str) -> Option<Facet> {
                Facet::ALL.iter().copied().find(|facet| facet.as_str() == name)
            }

            /// The words for its values; none where it takes any text.
            pub const fn words(self) -> &'static [&'static str] {
                match self { $(Facet::$facet => &[$($word),+],)+ $(Facet::$text => &[],)+ }
            }

            /// This facet with the value of this word; none where it has no such value.
            pub fn set(self, word: &str) -> Option<Setting> {
                match self {
                    $(Facet::$facet => $facet::named(word).map(Setting::$facet),)+
                    $(Facet::$text => None,)+
                }
            }
        }

        impl fmt::Display for Facet {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }

        /// A facet with the value that a rule sets.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Setting {
            $(#[doc = $about] $facet($facet),)+
        }

        impl Setting {
            /// The facet.
            pub const fn facet(self) -> Facet {
                match self { $(Setting::$facet(_) => Facet::$facet,)+ }
            }
        }
    };
}

facets! {
    /// Whether the event is affirmed or denied.
    Polarity = "polarity" {
        /// The text affirms it.
        #[default]
        Positive = "positive",
        /// The text denies it.
        Negative = "negative",
    }
    /// Whether the text tells the event as a fact, a plan, a possibility, …
    Modality = "modality" {
        /// The text tells it as a fact.
        #[default]
        Asserted = "asserted",
        /// It is said to be going to happen.
        Planned = "planned",
        /// It is said to be perhaps so, sought or proposed.
        Possible = "possible",
        /// It is said to depend on something.
        Conditional = "conditional",
        /// It is told as a habit or a rule.
        Generic = "generic",
        /// It is said to have been called off.
        Cancelled = "cancelled",
    }
    /// When the event is told to be, as the verb says it.
    Tense = "tense" {
        /// It was before the time of writing.
        Past = "past",
        /// It is at the time of writing, or always.
        Present = "present",
        /// It is after the time of writing.
        Future = "future",
        /// The clause does not say: nouns, infinitives, participles without a finite verb above.
        #[default]
        None = "none",
    }
    any text {
        /// Who says so.
        Source = "source",
        /// When the event happens, by the words of its clause.
        Time = "time",
        /// Where the event happens, by the words of its clause.
        Place = "place",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back_and_set() {
        for &facet in Facet::ALL {
            assert_eq!(Facet::named(facet.as_str()), Some(facet));
            for &word in facet.words() {
                assert_eq!(facet.set(word).map(Setting::facet), Some(facet), "{facet}: {word}");
            }
            assert_eq!(facet.set("no such word"), None);
        }
        assert_eq!(Facet::Modality.set("planned"), Some(Setting::Modality(Modality::Planned)));
    }

    #[test]
    fn json_has_the_words_and_no_others() {
        for &modality in Modality::ALL {
            let json = serde_json::to_string(&modality).unwrap();
            assert_eq!(json, format!("\"{modality}\""));
            assert_eq!(serde_json::from_str::<Modality>(&json).unwrap(), modality);
        }
        assert!(serde_json::from_str::<Tense>("\"perfect\"").is_err());
    }
}
