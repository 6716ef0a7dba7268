//! Parentheticals between dashes or brackets: parsers fail on them, so they are parsed separately and reattached.
//!
//! *CEO Chua Sock Koong of Singtel – Singapore's largest carrier – visited Park* is parsed as *CEO Chua Sock Koong of
//! Singtel visited Park*, and *Singapore's largest carrier* becomes an apposition of *Singtel*.

use std::ops::Range;

use crate::document::{Relation, Upos};

/// A longer stretch between two dashes is a separate sentence rather than an aside.
const LONGEST_ASIDE: usize = 30;

/// The asides of a sentence with their marks, from the opening mark to the one after the closing mark; in order,
/// without overlap. `spaced` says for each token whether a space precedes it. Linear in the tokens.
pub fn asides(forms: &[&str], spaced: &[bool]) -> Vec<Range<usize>> {
    let mut asides: Vec<Range<usize>> = Vec::new();
    let mut at = 1; // an aside follows something
    while at < forms.len() {
        match closing(forms, spaced, at) {
            // the rest must still be a sentence
            Some(close) if close + 1 < forms.len() => {
                asides.push(at..close + 1);
                at = close + 1;
            }
            _ => at += 1,
        }
    }
    asides
}

/// The mark that closes the aside opened by a mark.
fn closing(forms: &[&str], spaced: &[bool], open: usize) -> Option<usize> {
    let within = open + 2..forms.len().min(open + LONGEST_ASIDE + 2);
    let is_dash = |at: usize| {
        let loose = spaced[at] && spaced.get(at + 1).copied().unwrap_or(true);
        match forms[at] {
            "—" | "--" | "---" => true,
            "–" | "-" => loose,
            _ => false,
        }
    };
    let mut within = within.into_iter();
    match forms[open] {
        "(" => within.find(|&at| forms[at] == ")"),
        "[" => within.find(|&at| forms[at] == "]"),
        // *Norvik <NRV.O>*, but *gave <Fjord Life Ltd> a loan*
        "<" => within.next().filter(|&at| forms[at] == ">"),
        _ if is_dash(open) => within.find(|&at| is_dash(at)),
        _ => None,
    }
}

/// Attaches the tree of an aside to the tree of the sentence: to the noun phrase that ends before it, as an apposition
/// if it is a noun phrase itself. `heads` are positions in the sentence, [`usize::MAX`] for the root.
pub fn hang(
    aside: &Range<usize>,
    inner: &[(u32, Relation)],
    upos: &[Upos],
    heads: &mut [usize],
    relations: &mut [Relation],
) {
    let first = aside.start + 1;
    let Some(root) = inner.iter().position(|(head, _)| *head == 0).map(|root| first + root) else { return };
    for (index, (head, relation)) in inner.iter().enumerate() {
        if *head > 0 {
            heads[first + index] = first + *head as usize - 1;
            relations[first + index] = *relation;
        }
    }
    let nominal = |at: usize| matches!(upos[at], Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron);
    let mut anchor = aside.start - 1;
    // up to the head of the noun phrase that ends here, but not to anything behind the aside
    for _ in 0..heads.len() {
        let above = heads[anchor];
        let inside = matches!(
            relations[anchor],
            Relation::Flat
                | Relation::Compound
                | Relation::Case
                | Relation::Punct
                | Relation::Goeswith
                | Relation::Fixed
        );
        if above >= aside.start || !inside {
            break;
        }
        anchor = above;
    }
    heads[root] = anchor;
    relations[root] = if nominal(root) && nominal(anchor) { Relation::Appos } else { Relation::Parataxis };
    for mark in [aside.start, aside.end - 1] {
        heads[mark] = root;
        relations[mark] = Relation::Punct;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(sentence: &str) -> Vec<String> {
        let forms: Vec<&str> = sentence.split(' ').collect();
        let found = asides(&forms, &vec![true; forms.len()]);
        found.into_iter().map(|aside| forms[aside].join(" ")).collect()
    }

    #[test]
    fn an_aside_stands_between_dashes_or_brackets() {
        assert_eq!(cut("Ada Brook – the founder – left Oslo ."), ["– the founder –"]);
        assert_eq!(cut("The union ( UTW ) met the minister ( 56 ) ."), ["( UTW )", "( 56 )"]);
    }

    #[test]
    fn a_ticker_is_an_aside_and_a_name_in_angles_is_none() {
        assert_eq!(cut("Norvik < NRV.O > gave < Fjord Life > a loan ."), ["< NRV.O >"]);
    }

    #[test]
    fn one_dash_opens_no_aside() {
        assert!(cut("Ada Brook left Oslo – at last .").is_empty());
        assert!(cut("( AP ) The minister left .").is_empty());
    }

    #[test]
    fn a_hyphen_inside_a_word_is_no_dash() {
        let forms = ["Seoul", "-", "based", "Korea", "-", "wide"];
        let spaced = [false, false, false, true, false, false];
        assert!(asides(&forms, &spaced).is_empty());
    }
}
