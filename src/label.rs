//! The closed label sets of the layers: parts of speech, tags and dependency relations.
//!
//! Each label is one byte wide, so a column of them is small and a set of them is a bit mask.

use std::fmt;

/// Declares a one-byte enumeration whose variants have a written form.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)] // the written form says what a label is
        pub enum $name { #[default] $($variant),* }

        impl $name {
            /// Every label, in the order of their numbers.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The label as it is written in treebanks and rules.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            /// The label with exactly this written form.
            pub fn parse(text: &str) -> Option<$name> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

labels! {
    /// A universal part of speech (<https://universaldependencies.org/u/pos/>).
    Upos {
        X = "X", Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB",
    }
}

labels! {
    /// A tag of the Penn Treebank as the English Web Treebank uses it.
    Xpos {
        None = "_", Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Colon = ":", Comma = ",", Currency = "$",
        Dt = "DT", Ex = "EX", Fw = "FW", Gw = "GW", Hyph = "HYPH", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS",
        Lrb = "-LRB-", Ls = "LS", Md = "MD", Nfp = "NFP", Nn = "NN", Nnp = "NNP", Nnps = "NNPS", Nns = "NNS",
        Pdt = "PDT", Period = ".", Pos = "POS", Prp = "PRP", PrpPoss = "PRP$", QuoteClose = "''", QuoteOpen = "``",
        Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Rrb = "-RRB-", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB",
        Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpPoss = "WP$",
        Wrb = "WRB",
    }
}

labels! {
    /// A dependency relation of English (<https://universaldependencies.org/en/dep/>).
    Relation {
        Dep = "dep", Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl",
        Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Clf = "clf", Compound = "compound", CompoundPrt = "compound:prt",
        Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Det = "det",
        DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed",
        Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
        NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj",
        NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl",
        OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis",
        Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
    }
}

impl Relation {
    /// The relation with this written form, or, if its subtype is not one of ours, the universal relation that it
    /// refines (`nsubj:xsubj` is read as `nsubj`).
    pub fn parse_lenient(text: &str) -> Option<Relation> {
        Relation::parse(text).or_else(|| Relation::parse(text.split(':').next()?))
    }

    /// The universal relation that this one refines: `nsubj` for `nsubj:pass`. O(1): the engine asks for each edge.
    pub const fn universal(self) -> Relation {
        match self {
            Relation::AclRelcl => Relation::Acl,
            Relation::AdvclRelcl => Relation::Advcl,
            Relation::AuxPass => Relation::Aux,
            Relation::CcPreconj => Relation::Cc,
            Relation::CompoundPrt => Relation::Compound,
            Relation::CsubjOuter | Relation::CsubjPass => Relation::Csubj,
            Relation::DetPredet => Relation::Det,
            Relation::NmodDesc | Relation::NmodPoss | Relation::NmodUnmarked => Relation::Nmod,
            Relation::NsubjOuter | Relation::NsubjPass => Relation::Nsubj,
            Relation::OblAgent | Relation::OblUnmarked => Relation::Obl,
            universal => universal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_read_back_as_written() {
        for &upos in Upos::ALL {
            assert_eq!(Upos::parse(upos.as_str()), Some(upos));
        }
        for &xpos in Xpos::ALL {
            assert_eq!(Xpos::parse(xpos.as_str()), Some(xpos));
        }
        for &relation in Relation::ALL {
            assert_eq!(Relation::parse(relation.as_str()), Some(relation));
        }
    }

    #[test]
    fn a_subtype_refines_the_relation_before_its_colon() {
        for relation in Relation::ALL {
            let universal = relation.as_str().split(':').next();
            assert_eq!(Some(relation.universal().as_str()), universal, "{relation}");
        }
    }

    #[test]
    fn an_unknown_subtype_is_read_as_its_universal_relation() {
        assert_eq!(Relation::parse_lenient("nsubj:xsubj"), Some(Relation::Nsubj));
        assert_eq!(Relation::parse_lenient("subject"), None);
    }
}
