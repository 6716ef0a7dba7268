//! What the recogniser of names knows about words: how often they are capitalised, and in which lists of names they
//! occur. Words are stored as 32-bit fingerprints, so that the lists stay small and are not readable.

use crate::annotate::feature;
use crate::english::weights::{Weights, WeightsError};

/// The longest name of the lists, in words.
pub const LONGEST_LISTED: usize = 4;

/// A table from fingerprints to [`Flags`].
#[derive(Clone, Debug, Default)]
pub struct WordTable {
    fingerprints: Vec<u32>,
    flags: Vec<Flags>,
    /// Where the fingerprints with each value of the upper bits begin.
    buckets: Vec<u32>,
}

/// What is known of a word, in bits: 0 to 4 the lists of names (family, given, city, country, region) that it is in, 5
/// whether a listed name of several words begins with it, 6 to 8 how it is written ([`Flags::casing`]), 9 to 15 its
/// cluster, 16 to 20 its [`Flags::roles`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u32);

impl Flags {
    /// The lists of names that the word is in, a bit each.
    pub fn lists(self) -> u16 {
        (self.0 & 0x1f) as u16
    }

    /// Whether it is a last name of people.
    pub fn is_family_name(self) -> bool {
        self.0 & 1 != 0
    }

    /// Whether it is a first name of people.
    pub fn is_given_name(self) -> bool {
        self.0 & 2 != 0
    }

    /// Whether a listed name of several words begins with it.
    pub fn begins_name(self) -> bool {
        self.0 & 0x20 != 0
    }

    /// How the word is written inside sentences: 0 unknown, 1 nearly always small, 2 mostly small, 3 mostly large, 4
    /// nearly always large.
    pub fn casing(self) -> u16 {
        (self.0 >> 6 & 7) as u16
    }

    /// The cluster of words that occur in similar contexts; 0 if it has none.
    pub fn cluster(self) -> u16 {
        (self.0 >> 9 & 0x7f) as u16
    }

    /// What the word is known as, one bit each: the name of a person, of an organisation, of a place, a word that ends
    /// names of organisations, a word that precedes names of people.
    pub fn roles(self) -> u16 {
        (self.0 >> 16 & 0x1f) as u16
    }
}

const BUCKET_BITS: u32 = 12;

impl WordTable {
    /// Reads the table: `fingerprints`, ascending, and `flags` in the same order.
    pub fn read(weights: &Weights) -> Result<WordTable, WeightsError> {
        let fingerprints = weights.u32s("fingerprints")?;
        let flags = weights.u32s("flags")?.into_iter().map(Flags).collect();
        WordTable::new(fingerprints, flags).ok_or(WeightsError::Corrupt)
    }

    /// A table; none if the fingerprints are not ascending or their number differs from that of the flags.
    pub fn new(fingerprints: Vec<u32>, flags: Vec<Flags>) -> Option<WordTable> {
        if !fingerprints.is_sorted() || fingerprints.len() != flags.len() {
            return None;
        }
        let bucket = |at: u32| fingerprints.partition_point(|&f| f >> (32 - BUCKET_BITS) < at);
        let buckets =
            (0..=1 << BUCKET_BITS).map(|at| u32::try_from(bucket(at)).ok()).collect::<Option<_>>()?;
        Some(WordTable { fingerprints, flags, buckets })
    }

    /// What is known of the word, or name of several words, with this [`feature::text`] hash of its small letters.
    pub fn flags(&self, hash: u64) -> Flags {
        let wanted = fingerprint(hash);
        let bucket = (wanted >> (32 - BUCKET_BITS)) as usize;
        let border = |at: usize| self.buckets.get(at).map_or(0, |&b| b as usize);
        let (start, end) = (border(bucket), border(bucket + 1));
        let found = self.fingerprints.get(start..end).and_then(|part| part.binary_search(&wanted).ok());
        found.and_then(|at| self.flags.get(start + at)).copied().unwrap_or_default()
    }
}

/// The fingerprint of a hash.
pub fn fingerprint(hash: u64) -> u32 {
    (feature::pair(hash, 0) >> 32) as u32
}

/// The hash of a multiword name from the hashes of its words.
pub fn joined(words: impl IntoIterator<Item = u64>) -> u64 {
    words.into_iter().reduce(feature::pair).unwrap_or_default()
}
