//! What other tools call the attributes and relations of words.
//!
//! Who comes from spaCy, CoreNLP, Odin or GATE writes the names they know; the nearest name of ours by its letters would be
//! another thing (*dobj* is no slip of the hand for `iobj`).

/// Relations of Stanford Dependencies and of spaCy, with the one of Universal Dependencies that says the same.
const RELATIONS: [(&str, &str); 34] = [
    ("acomp", "xcomp"),
    ("agent", "obl:agent"),
    ("auxpass", "aux:pass"),
    ("complm", "mark"),
    ("csubjpass", "csubj:pass"),
    ("dative", "iobj"),
    ("dobj", "obj"),
    ("infmod", "acl"),
    ("intj", "discourse"),
    ("mwe", "fixed"),
    ("name", "flat"),
    ("neg", "advmod"),
    ("nn", "compound"),
    ("nounmod", "nmod"),
    ("npadvmod", "obl:unmarked"),
    ("npmod", "nmod:unmarked"),
    ("nsubjpass", "nsubj:pass"),
    ("num", "nummod"),
    ("object", "obj"),
    ("oprd", "xcomp"),
    ("partmod", "acl"),
    ("pcomp", "advcl"),
    ("pobj", "obl"),
    ("poss", "nmod:poss"),
    ("possessive", "case"),
    ("preconj", "cc:preconj"),
    ("predet", "det:predet"),
    ("prep", "obl"),
    ("prt", "compound:prt"),
    ("quantmod", "advmod"),
    ("rcmod", "acl:relcl"),
    ("relcl", "acl:relcl"),
    ("tmod", "obl:unmarked"),
    ("vmod", "acl"),
];

/// Attributes of words in other tools, in small letters, with ours.
const ATTRIBUTES: [(&str, &str); 18] = [
    ("category", "tag"),
    ("chunk", "dep"),
    ("deprel", "dep"),
    ("ent_type", "ent"),
    ("entity", "ent"),
    ("form", "text"),
    ("ner", "ent"),
    ("norm", "lower"),
    ("orth", "text"),
    ("pos", "upos"),
    ("raw", "text"),
    ("relation", "dep"),
    ("root", "lemma"),
    ("string", "text"),
    ("surface", "text"),
    ("token", "text"),
    ("word", "text"),
    ("xpos", "tag"),
];

/// The relation of Universal Dependencies for that of another scheme.
pub(super) fn relation(name: &str) -> Option<&'static str> {
    ours(&RELATIONS, name)
}

/// The attribute for that of another tool.
pub(super) fn attribute(name: &str) -> Option<&'static str> {
    ours(&ATTRIBUTES, &name.to_lowercase())
}

fn ours(known: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    known.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Relation;

    #[test]
    fn other_names_stand_for_ours_and_are_none_of_ours() {
        for (theirs, ours) in RELATIONS {
            assert!(Relation::parse(ours).is_some(), "{ours}");
            assert!(Relation::parse(theirs).is_none(), "{theirs}");
        }
        assert!(RELATIONS.is_sorted() && ATTRIBUTES.is_sorted());
    }
}
