//! Speakers and what they say: *The pact, the firm said, replaces …*, *Prices rose, an official said*.

use super::{ROOT, SUBJECTS, Sentence};
use crate::document::{Relation, Upos, Xpos};
use crate::english::calendar;
use crate::english::words::Class;

/// More words than a speaker phrase has.
const LONGEST_SPEAKER: usize = 20;

impl Sentence<'_> {
    /// *Prices in Oslo rose, an official said*: the speaker is between the comma and the verb, and the subject before
    /// the comma belongs to the reported clause.
    pub(super) fn speaker(&mut self, said: usize) {
        let Some(comma) = self.comma_before(said) else { return };
        // *Prices rose, an official said*: no conjunction coordinates the two
        if self.relations[said] == Relation::Conj
            && self.heads[said] < comma
            && !self.has(said, &[Relation::Cc])
            && self.child(said, |s, word| word > comma && s.relations[word] == Relation::Nsubj).is_some()
        {
            self.relations[said] = Relation::Parataxis;
            return;
        }
        let clause = self.children[said].iter().copied().find(|&word| {
            word < comma && matches!(self.relations[word], Relation::Ccomp | Relation::Parataxis)
        });
        let clause = clause.or_else(|| self.lost_clause(said, comma));
        let (Some(clause), Some(speaker)) = (clause, self.top(comma + 1..said)) else { return };
        if !self.is_nominal(speaker) || self.is_below(said, speaker) {
            return;
        }
        // *…, Ada Brook, an official of Norvik said*
        let above = Some(self.heads[speaker]).filter(|_| self.relations[speaker] == Relation::Appos);
        let beside = || self.child(said, |s, word| word > clause && s.relations[word] == Relation::Nsubj);
        let named = above
            .or_else(beside)
            .filter(|&named| clause < named && named < comma && self.is_after_comma(named))
            .filter(|&named| !self.is_below(said, named));
        if let Some(named) = named {
            self.hang(named, said, Relation::Nsubj);
            self.hang(speaker, named, Relation::Appos);
        }
        let speaker = named.unwrap_or(speaker);
        self.hang(clause, said, Relation::Ccomp);
        self.hang(speaker, said, Relation::Nsubj);
        self.subjects_of_clause(said, clause, comma.min(speaker));
    }

    /// If a reporting verb has a subject on either side of the comma: the finite verb without a subject that was
    /// attached below the first of them.
    fn lost_clause(&self, said: usize, comma: usize) -> Option<usize> {
        let subjects =
            || self.children[said].iter().copied().filter(|&at| self.relations[at] == Relation::Nsubj);
        let subject = subjects().next().filter(|&at| at < comma)?;
        subjects().find(|&at| at > comma)?;
        (subject + 1..comma).rev().find(|&at| {
            let kind = matches!(self.relations[at], Relation::Acl | Relation::Parataxis);
            let past = matches!(self.xpos[at], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn);
            kind && past
                && self.is_below(at, subject)
                && !self.has(at, SUBJECTS)
                && !self.has(at, &[Relation::Mark])
        })
    }

    /// *The pact, the firm said, replaces an older one*: the main clause is about the pact; the reporting clause is
    /// beside it.
    pub(super) fn aside_of_speech(&mut self, said: usize) {
        let Some(comma) = self.comma_before(said) else { return };
        let clause = self.children[said]
            .iter()
            .copied()
            .find(|&word| word > said && self.relations[word] == Relation::Ccomp);
        let Some(clause) = clause.filter(|&clause| !self.has(clause, SUBJECTS)) else { return };
        let closed = (said + 1..clause).any(|at| self.xpos[at] == Xpos::Comma);
        let subject = |word: &usize| SUBJECTS.contains(&self.relations[*word]);
        let other = self.children[said].iter().copied().filter(subject).find(|&word| word < comma);
        let (Some(other), Some(speaker)) = (other, self.top(comma + 1..said)) else { return };
        let own = self.heads[speaker] == said || self.heads[speaker] == other;
        if !closed || !own || !self.is_nominal(speaker) || !self.is_predicate(clause) {
            return;
        }
        self.hang(speaker, said, Relation::Nsubj);
        self.subjects_of_clause(said, clause, comma);
        let (head, relation) = (self.heads[said], self.relations[said]);
        self.hang(clause, head, relation);
        self.hang(said, clause, Relation::Parataxis);
        let outer: Vec<usize> =
            self.children[said].iter().copied().filter(|&at| at < comma || at > clause).collect();
        for word in outer {
            self.hang(word, clause, self.relations[word]);
        }
    }

    /// *Brook said the plant had been sold and dismissed it as old*: a verb with an object is not a second passive, so
    /// Brook dismissed it.
    pub(super) fn conjunct_of_speech(&mut self, word: usize) {
        let passive = self.heads[word];
        if passive == ROOT
            || self.relations[word] != Relation::Conj
            || self.relations[passive] != Relation::Ccomp
        {
            return;
        }
        let said = self.heads[passive];
        let own = [Relation::Aux, Relation::AuxPass, Relation::Nsubj, Relation::NsubjPass, Relation::Mark];
        let past = |at: usize| matches!(self.xpos[at], Xpos::Vbd | Xpos::Vbn);
        if said < passive
            && self.is(Class::ReportingVerb, said)
            && self.xpos[said] == Xpos::Vbd
            && past(word)
            && self.has(passive, &[Relation::AuxPass])
            && self.has(word, &[Relation::Obj])
            && !self.is(Class::GivingVerb, word)
            && !self.has(word, &own)
        {
            self.hang(word, said, Relation::Conj);
        }
    }

    /// The comma before the speaker of a reporting verb, if only the end of the sentence, a comma or the reported
    /// clause follows the verb.
    fn comma_before(&self, said: usize) -> Option<usize> {
        let past_or_present = matches!(self.xpos[said], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        if !past_or_present || !self.is(Class::ReportingVerb, said) {
            return None;
        }
        let speaker = (said.saturating_sub(LONGEST_SPEAKER)..said).rev();
        let comma =
            speaker.take_while(|&at| self.upos[at] != Upos::Verb).find(|&at| self.closes_quotation(at))?;
        (comma > 0 && comma + 1 < said).then_some(comma)
    }

    fn closes_quotation(&self, at: usize) -> bool {
        matches!(self.xpos[at], Xpos::Comma | Xpos::QuoteClose)
    }

    /// The one word of a stretch whose head is outside it.
    fn top(&self, words: std::ops::Range<usize>) -> Option<usize> {
        let mut tops = words.clone().filter(|&word| {
            self.upos[word] != Upos::Punct && (self.heads[word] == ROOT || !words.contains(&self.heads[word]))
        });
        let top = tops.next()?;
        tops.next().is_none().then_some(top)
    }

    /// Whether the phrase of a word begins after a comma or a quotation.
    fn is_after_comma(&self, word: usize) -> bool {
        let first = self.children[word].first().map_or(word, |&child| child.min(word));
        first.checked_sub(1).is_some_and(|before| self.closes_quotation(before))
    }

    /// Whether a word lies below another in the tree.
    fn is_below(&self, word: usize, above: usize) -> bool {
        let mut at = word;
        for _ in 0..self.heads.len() {
            if at == above {
                return true;
            }
            match self.heads[at] {
                ROOT => return false,
                head => at = head,
            }
        }
        true
    }

    fn is_nominal(&self, word: usize) -> bool {
        matches!(self.upos[word], Upos::Noun | Upos::Propn | Upos::Pron)
    }

    fn is_predicate(&self, word: usize) -> bool {
        self.upos[word] == Upos::Verb || self.has(word, &[Relation::Cop, Relation::Aux])
    }

    /// Gives a clause those subjects of its reporting verb that precede a place.
    fn subjects_of_clause(&mut self, said: usize, clause: usize, before: usize) {
        let passive = self.has(clause, &[Relation::AuxPass]);
        let relation = if passive { Relation::NsubjPass } else { Relation::Nsubj };
        let subjects: Vec<usize> = self.children[said]
            .iter()
            .copied()
            .filter(|&at| at < before && at != clause && SUBJECTS.contains(&self.relations[at]))
            .collect();
        for subject in subjects {
            self.hang(subject, clause, relation);
        }
    }

    /// *said **Tuesday** U.S. forces had left*: a day between a verb of speech and the subject of what is said is when it was
    /// said. A common noun behind it leaves that open: *said Friday prayers had ended*.
    pub(super) fn day_of_speech(&mut self, day: usize) {
        let is_day = calendar::weekday(self.lower[day]).is_some() && self.upos[day] == Upos::Propn;
        let (head, next) = (self.heads[day], day + 1);
        if !is_day || head == ROOT || head <= next || SUBJECTS.contains(&self.relations[day]) {
            return;
        }
        let opens = matches!(self.upos[next], Upos::Propn | Upos::Det | Upos::Pron | Upos::Num)
            && calendar::month(self.lower[next]).is_none();
        // the listener may stand between them: *told reporters Tuesday …*
        let said = (day.saturating_sub(3)..day).rev().find(|&word| self.is_finite(word));
        if let Some(said) = said.filter(|&said| opens && self.is(Class::ReportingVerb, said)) {
            self.hang(day, said, Relation::OblUnmarked);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;

    #[test]
    fn the_subject_of_a_reported_clause_is_not_who_reports_it() {
        let rows = "prices price NOUN NNS 6 nsubj\nrose rise VERB VBD 6 ccomp\n, , PUNCT , 2 punct\nan a DET DT 5 det\nofficial official NOUN NN 6 nsubj\nsaid say VERB VBD 0 root";
        assert_eq!(mended(rows), ["prices rose nsubj"]);
        let rows = "prices price NOUN NNS 6 nsubj\nrose rise VERB VBD 6 ccomp\n, , PUNCT , 2 punct\nan a DET DT 5 det\nofficial official NOUN NN 1 conj\nsaid say VERB VBD 0 root";
        assert_eq!(mended(rows), ["prices rose nsubj", "official said nsubj"]);
    }

    #[test]
    fn a_speaker_with_a_title_behind_the_name_is_one() {
        let rows = "prices price NOUN NNS 2 nsubj\nrose rise VERB VBD 8 ccomp\n, , PUNCT , 2 punct\nada Ada PROPN NNP 8 nsubj\n, , PUNCT , 4 punct\nan a DET DT 7 det\nofficial official NOUN NN 8 nsubj\nsaid say VERB VBD 0 root";
        assert_eq!(mended(rows), ["official ada appos"]);
    }

    #[test]
    fn a_report_without_a_conjunction_is_coordinated_with_nothing() {
        let rows = "prices price NOUN NNS 2 nsubj\nrose rise VERB VBD 0 root\n, , PUNCT , 5 punct\nofficials official NOUN NNS 5 nsubj\nsaid say VERB VBD 2 conj";
        assert_eq!(mended(rows), ["said rose parataxis"]);
    }

    #[test]
    fn what_stands_around_the_speaker_is_one_clause() {
        let rows = "pact pact NOUN NN 5 nsubj\n, , PUNCT , 1 punct\nthe the DET DT 4 det\nfirm firm NOUN NN 5 nsubj\nsaid say VERB VBD 0 root\n, , PUNCT , 7 punct\nended end VERB VBD 5 ccomp\n. . PUNCT . 5 punct";
        assert_eq!(
            mended(rows),
            ["pact ended nsubj", "said ended parataxis", "ended - root", ". ended punct"]
        );
    }

    #[test]
    fn a_speaker_after_a_subject_is_no_apposition_of_it() {
        let rows = "helvion Helvion PROPN NNP 5 nsubj\n, , PUNCT , 1 punct\nthe the DET DT 4 det\nfirm firm NOUN NN 1 appos\nsaid say VERB VBD 0 root\n, , PUNCT , 7 punct\nended end VERB VBD 5 ccomp";
        assert_eq!(
            mended(rows),
            ["helvion ended nsubj", "firm said nsubj", "said ended parataxis", "ended - root"]
        );
    }

    #[test]
    fn an_active_verb_is_not_coordinated_with_a_passive() {
        let rows = "she she PRON PRP 2 nsubj\nsaid say VERB VBD 0 root\nit it PRON PRP 5 nsubj:pass\nwas be AUX VBD 5 aux:pass\nsold sell VERB VBN 2 ccomp\nand and CCONJ CC 7 cc\ndismissed dismiss VERB VBD 5 conj\nit it PRON PRP 7 obj";
        assert_eq!(mended(rows), ["dismissed said conj"]);
    }

    #[test]
    fn a_day_behind_said_is_when_it_was_said() {
        let said = |day: &str, next: &str| {
            format!(
                "oak Oak PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\n{day}\n{next}\nforces force NOUN NNS 6 nsubj\nleft leave VERB VBD 2 ccomp"
            )
        };
        let day = "tuesday Tuesday PROPN NNP 5 compound";
        assert_eq!(mended(&said(day, "u.s. U.S. PROPN NNP 5 compound")), ["tuesday said obl:unmarked"]);
        assert_eq!(mended(&said(day, "the the DET DT 5 det")), ["tuesday said obl:unmarked"]);
        assert!(mended(&said(day, "prayer prayer NOUN NN 5 compound")).is_empty());
        assert!(
            mended(&said("swiss Swiss PROPN NNP 5 compound", "u.s. U.S. PROPN NNP 5 compound")).is_empty()
        );
        let left = "oak Oak PROPN NNP 2 nsubj\nleft leave VERB VBD 0 root\ntuesday Tuesday PROPN NNP 5 compound\nu.s. U.S. PROPN NNP 5 compound\nforces force NOUN NNS 2 obj";
        assert!(mended(left).is_empty());
    }

    #[test]
    fn a_right_report_is_left_alone() {
        let rows = "brook Brook PROPN NNP 7 nsubj\n, , PUNCT , 4 punct\nthe the DET DT 4 det\nminister minister NOUN NN 1 appos\nof of ADP IN 6 case\noslo Oslo PROPN NNP 4 nmod\nsaid say VERB VBD 0 root\nhe he PRON PRP 9 nsubj\nleft leave VERB VBD 7 ccomp";
        assert!(mended(rows).is_empty());
    }
}
