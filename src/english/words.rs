//! The word lists of English: which classes a word or phrase belongs to, as `data/english/*.tsv` says.
//!
//! Each list is there once and is read by patterns and by texts alike: what a pattern takes for a preposition is what a
//! sentence takes for one. An entry is a word, or several with single spaces between them; small letters where only the
//! lower-case form is looked up. A class may give its entries a value: the number of *twenty*, the country of *Danish*.
//!
//! A rule file adds to an open class with `words title = harbourmaster`. What is added travels with the vocabulary of a
//! program, see [`Words`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

macro_rules! classes {
    ($($(#[doc = $what:literal])+ $class:ident = $name:literal $openness:ident,)+) => {
        /// A class of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Class { $($(#[doc = $what])+ $class,)+ }

        impl Class {
            /// Every class, in the order of their names.
            pub const ALL: &[Class] = &[$(Class::$class,)+];

            /// The name of the class in `data/english`, in rules and on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Class::$class => $name,)+ }
            }

            /// What words of the class are, in one sentence.
            pub fn description(self) -> &'static str {
                match self { $(Class::$class => concat!($($what),+),)+ }.trim()
            }

            /// Whether rule files may add to the class.
            pub fn is_open(self) -> bool {
                match self { $(Class::$class => classes!(@ $openness),)+ }
            }

            /// The class of this name.
            pub fn named(name: &str) -> Option<Class> {
                match name { $($name => Some(Class::$class),)+ _ => None }
            }
        }
    };
    (@ open) => { true };
    (@ closed) => { false };
}

classes! {
    /// Prepositions of one word or several: *in*, *on behalf of*.
    Preposition = "preposition" open,
}

/// Where the lists stand: the name of each file, and its text.
const FILES: &[(&str, &str)] = &[("prepositions", include_str!("../../data/english/prepositions.tsv"))];

/// The classes that an entry belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Classes([u64; 4]);

impl Classes {
    fn has(self, class: Class) -> bool {
        self.0[class as usize / 64] & 1 << (class as usize % 64) != 0
    }

    fn add(&mut self, class: Class) {
        self.0[class as usize / 64] |= 1 << (class as usize % 64);
    }
}

/// The shipped lists.
#[derive(Debug, Default)]
struct Lists {
    classes: FxHashMap<&'static str, Classes>,
    values: FxHashMap<(Class, &'static str), &'static str>,
    /// The entries of each class, by its number, in the order of the files.
    entries: Vec<Vec<&'static str>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists { entries: vec![Vec::new(); Class::ALL.len()], ..Lists::default() };
    for (entry, class, value) in FILES.iter().flat_map(|(_, text)| lines(text)) {
        // tests/english.rs: every class of the files is known
        let Some(class) = Class::named(class) else { continue };
        lists.classes.entry(entry).or_default().add(class);
        lists.entries[class as usize].push(entry);
        if let Some(value) = value {
            lists.values.insert((class, entry), value);
        }
    }
    lists
});

/// The entries of a file, once for each of their classes: entry, class and value.
fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str, Option<&'static str>)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).flat_map(|(entry, rest)| {
        let classes = rest.split('\t').next().unwrap_or_default().split(", ");
        classes.map(move |class| match class.split_once('=') {
            Some((class, value)) => (entry, class, Some(value)),
            None => (entry, class, None),
        })
    })
}

/// Whether the shipped lists have an entry in a class. O(length).
pub fn is(class: Class, entry: &str) -> bool {
    LISTS.classes.get(entry).is_some_and(|classes| classes.has(class))
}

/// The value of an entry in a class, where it has one. O(length).
pub fn value(class: Class, entry: &str) -> Option<&'static str> {
    LISTS.values.get(&(class, entry)).copied()
}

/// The shipped entries of a class, in the order of its files.
pub fn entries(class: Class) -> impl ExactSizeIterator<Item = &'static str> {
    LISTS.entries[class as usize].iter().copied()
}

/// The words of a program: the shipped lists and what rule files add to them.
#[derive(Clone, Debug, Default)]
pub struct Words {
    added: FxHashMap<Box<str>, Classes>,
}

impl Words {
    /// Adds an entry to a class.
    pub fn add(&mut self, class: Class, entry: &str) {
        self.added.entry(Box::from(entry)).or_default().add(class);
    }

    /// Whether an entry belongs to a class. O(length).
    pub fn is(&self, class: Class, entry: &str) -> bool {
        is(class, entry)
            || !self.added.is_empty() && self.added.get(entry).is_some_and(|classes| classes.has(class))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_is_an_entry_with_classes_and_a_source() {
        for (file, text) in FILES {
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            for line in &lines {
                let columns: Vec<&str> = line.split('\t').collect();
                assert_eq!(columns.len(), 3, "{file}: {line}");
                assert!(
                    columns.iter().all(|column| *column == column.trim() && !column.is_empty()),
                    "{file}: {line}"
                );
            }
            let entries: Vec<&str> = lines.iter().filter_map(|line| line.split('\t').next()).collect();
            assert!(
                entries.is_sorted() && entries.iter().collect::<BTreeSet<_>>().len() == entries.len(),
                "{file}"
            );
            for (entry, class, _) in super::lines(text) {
                assert!(Class::named(class).is_some(), "{file}: `{entry}` is in no class `{class}`");
            }
        }
    }

    #[test]
    fn every_class_has_entries_each_once_and_is_in_order() {
        for &class in Class::ALL {
            let all: Vec<&str> = entries(class).collect();
            let once: BTreeSet<&str> = all.iter().copied().collect();
            assert!(!all.is_empty() && once.len() == all.len(), "{}", class.name());
            assert_eq!(Class::named(class.name()), Some(class));
        }
        assert!(Class::ALL.iter().map(|class| class.name()).is_sorted());
    }

    #[test]
    fn rules_add_to_the_shipped_lists() {
        let mut words = Words::default();
        assert!(words.is(Class::Preposition, "on behalf of") && !words.is(Class::Preposition, "in aid of"));
        words.add(Class::Preposition, "in aid of");
        assert!(words.is(Class::Preposition, "in aid of"));
    }
}
