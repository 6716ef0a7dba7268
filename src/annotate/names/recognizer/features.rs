//! The features of the recogniser of names.

use std::borrow::Cow;

use super::words::{Flags, LONGEST_LISTED, WordTable, joined};
use crate::annotate::feature::{pair, shape, text as hash};

/// The properties of a word that the features use.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    form: u64,
    low: u64,
    prefixes: [u64; 3],
    suffixes: [u64; 3],
    shape: u64,
    /// Whether it begins with a capital, is all capitals, and how it is written elsewhere.
    case: u64,
    /// The lists of names that contain it, and those that contain a multiword name around it.
    lists: u64,
    cluster: u64,
    /// What it is known as, and in the higher bits the kinds of the known multiword names around it.
    roles: u64,
    /// The run of capitalised words around it, from the first to after the last; empty if there is none.
    run: (u32, u32),
}

const EDGE: Traits = Traits {
    form: 1,
    low: 1,
    prefixes: [1; 3],
    suffixes: [1; 3],
    shape: 1,
    case: 999,
    lists: 0,
    cluster: 999,
    roles: 0,
    run: (0, 0),
};

/// Computes the traits of the words of a sentence.
pub fn traits(forms: &[&str], words: &WordTable) -> Vec<Traits> {
    let case = SentenceCase::of(forms);
    let low: Vec<(Cow<str>, u64)> =
        forms.iter().map(|form| small(form)).map(|low| (low.clone(), hash(&low))).collect();
    let flags: Vec<Flags> = low.iter().map(|(_, hash)| words.flags(*hash)).collect();
    let mut lists: Vec<u64> = flags.iter().map(|flags| u64::from(flags.lists())).collect();
    let mut roles: Vec<u64> = flags.iter().map(|flags| u64::from(flags.roles())).collect();
    for start in 0..forms.len() {
        if flags[start].begins_name() {
            for end in start + 2..=(start + LONGEST_LISTED).min(forms.len()) {
                let name = words.flags(joined(low[start..end].iter().map(|(_, hash)| *hash)));
                let bits = u64::from(name.lists()) << 8;
                lists[start..end].iter_mut().for_each(|lists| *lists |= bits);
                let bits = u64::from(name.roles()) << 8;
                roles[start..end].iter_mut().for_each(|roles| *roles |= bits);
            }
        }
    }
    let one = |i: usize| {
        let form = case.as_in_text(forms[i], &low[i].0, flags[i]);
        let capital = form.starts_with(char::is_uppercase);
        let capitals = capital && form.len() > 1 && !form.contains(char::is_lowercase);
        let case = u64::from(capital) | u64::from(capitals) << 1 | u64::from(flags[i].casing()) << 2;
        let (prefixes, suffixes) = affixes(&low[i].0);
        let digits = form.bytes().any(|b| b.is_ascii_digit());
        let written =
            if digits { hash(&form.replace(|c: char| c.is_ascii_digit(), "0")) } else { hash(&form) };
        let cluster = u64::from(flags[i].cluster());
        Traits {
            form: written,
            low: low[i].1,
            prefixes,
            suffixes,
            shape: shape(&form),
            case,
            lists: lists[i],
            cluster,
            roles: roles[i],
            run: (0, 0),
        }
    };
    let mut traits: Vec<Traits> = (0..forms.len()).map(one).collect();
    mark_runs(forms, &mut traits);
    traits
}

/// Finds the runs of capitalised words; `&` and hyphens join them. A word that is usually lower-case does not count at
/// the start of a sentence.
fn mark_runs(forms: &[&str], traits: &mut [Traits]) {
    let is_large = |i: usize| {
        traits.get(i).is_some_and(|word| word.case & 1 == 1 && !(i == 0 && matches!(word.case >> 2, 1 | 2)))
    };
    let large: Vec<bool> = (0..=forms.len()).map(is_large).collect();
    let mut start = 0;
    while start < forms.len() {
        let mut end = start;
        while large[end]
            || end > start && large.get(end + 1) == Some(&true) && matches!(forms[end], "&" | "-")
        {
            end += 1;
        }
        traits[start..end].iter_mut().for_each(|word| word.run = (start as u32, end as u32));
        start = end.max(start + 1);
    }
}

fn small(form: &str) -> Cow<'_, str> {
    if form.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(form)
    } else {
        Cow::Owned(form.to_lowercase())
    }
}

/// The hashes of the first and last two, three and four letters of a word that has at least that many.
fn affixes(low: &str) -> ([u64; 3], [u64; 3]) {
    let (mut prefixes, mut suffixes) = ([0; 3], [0; 3]);
    if low.is_ascii() {
        for k in 0..3 {
            if low.len() > k + 1 {
                prefixes[k] = hash(&low[..k + 2]);
                suffixes[k] = hash(&low[low.len() - k - 2..]);
            }
        }
    } else {
        let borders: Vec<usize> = low.char_indices().map(|(at, _)| at).chain([low.len()]).take(64).collect();
        for k in 0..3 {
            if borders.len() > k + 2 {
                prefixes[k] = hash(&low[..borders[k + 2]]);
                suffixes[k] = hash(&low[borders[borders.len() - k - 3]..]);
            }
        }
    }
    (prefixes, suffixes)
}

/// How a sentence is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SentenceCase {
    /// As usual.
    Plain,
    /// All in capitals: *TOP OFFICIALS MEET*.
    Capitals,
    /// Every longer word has a capital: *Top Officials Meet*.
    Title,
}

impl SentenceCase {
    fn of(forms: &[&str]) -> SentenceCase {
        let (mut words, mut small, mut small_long, mut titles) = (0, 0, 0, 0);
        for form in forms.iter().filter(|form| form.starts_with(char::is_alphabetic)) {
            words += 1;
            let has_small = form.contains(char::is_lowercase);
            small += usize::from(has_small);
            if form.len() > 3 {
                if form.starts_with(char::is_lowercase) { small_long += 1 } else { titles += 1 }
            }
        }
        match () {
            () if words >= 3 && small == 0 => SentenceCase::Capitals,
            () if titles >= 4 && small_long == 0 => SentenceCase::Title,
            () => SentenceCase::Plain,
        }
    }

    /// The word as it would be written in running text.
    fn as_in_text<'a>(self, form: &'a str, low: &str, flags: Flags) -> Cow<'a, str> {
        let usually_small = matches!(flags.casing(), 1 | 2);
        match self {
            SentenceCase::Title | SentenceCase::Capitals if usually_small => Cow::Owned(low.to_owned()),
            SentenceCase::Capitals if form.len() > 3 && !form.contains('.') => {
                let mut chars = low.chars();
                Cow::Owned(chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect()))
            }
            _ => Cow::Borrowed(form),
        }
    }
}

/// The features of the word `i`.
pub fn features(traits: &[Traits], i: usize, features: &mut Vec<u64>) {
    features.clear();
    let at = |distance: isize| {
        i.checked_add_signed(distance).and_then(|at| traits.get(at)).copied().unwrap_or(EDGE)
    };
    let (ll, l, c, r, rr) = (at(-2), at(-1), at(0), at(1), at(2));
    let mut number = 0;
    let mut add = |value: u64| {
        number += 1;
        features.push(pair(number, value));
    };
    add(c.form);
    add(c.low);
    for k in 0..3 {
        add(c.prefixes[k]);
        add(c.suffixes[k]);
    }
    add(c.shape);
    add(pair(c.case, u64::from(i == 0)));
    add(pair(c.shape, c.case));
    add(l.low);
    add(ll.low);
    add(r.low);
    add(rr.low);
    add(pair(l.low, c.low));
    add(pair(c.low, r.low));
    add(pair(ll.low, l.low));
    add(pair(r.low, rr.low));
    add(pair(l.low, r.low));
    add(l.shape);
    add(r.shape);
    add(pair(l.shape, c.shape));
    add(pair(c.shape, r.shape));
    add(pair(pair(l.shape, c.shape), r.shape));
    add(l.case);
    add(r.case);
    add(pair(l.case, pair(c.case, r.case)));
    add(pair(ll.shape, rr.shape));
    add(l.suffixes[1]);
    add(r.suffixes[1]);
    add(pair(l.low, c.shape));
    add(pair(r.low, c.shape));
    add(pair(l.suffixes[1], c.case));
    add(pair(r.suffixes[1], c.case));
    add(c.lists);
    add(pair(c.lists, c.case));
    add(pair(c.lists, r.lists));
    add(pair(l.lists, c.lists));
    add(pair(l.lists, pair(c.lists, r.lists)));
    add(pair(c.lists, l.low));
    add(pair(c.lists, r.low));
    add(r.lists);
    add(l.lists);
    add(c.cluster);
    add(pair(c.cluster, c.case));
    add(pair(l.cluster, c.case));
    add(pair(r.cluster, c.case));
    add(pair(ll.cluster, c.case));
    add(pair(rr.cluster, c.case));
    add(pair(l.cluster, pair(c.cluster, r.cluster)));
    add(pair(l.cluster, pair(c.lists, r.cluster)));
    add(pair(c.roles, c.case));
    add(pair(l.roles, pair(c.roles, r.roles)));
    add(pair(pair(l.roles, c.roles), pair(r.roles, pair(l.case, pair(c.case, r.case)))));
    let (start, end) = (c.run.0 as usize, c.run.1 as usize);
    if start < end {
        let place = u64::from(i == start) | u64::from(i + 1 == end) << 1;
        let (first, last) = (traits[start], traits[end - 1]);
        let before = start.checked_sub(1).and_then(|at| traits.get(at)).map_or(0, |word| word.roles);
        add(pair(place, pair(last.roles, first.roles)));
        add(pair(place, pair(before, last.roles)));
    }
    for list in (0..16).filter(|list| c.lists >> list & 1 == 1) {
        add(pair(list, c.case));
    }
}
