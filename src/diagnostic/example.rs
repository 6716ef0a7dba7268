//! For every code, a rule file with the mistake and the same file corrected. The tests check both.

use super::Code;

impl Code {
    /// A rule file with this mistake, and the same file corrected.
    ///
    /// Some examples name files: `people.rules` and `companies.tsv` are assumed to be in the same folder.
    pub fn example(self) -> (String, String) {
        let text = self.text();
        (side(text, 0), side(text, 1))
    }

    /// The file, each change written as `⟦wrong⇒mended⟧`.
    fn text(self) -> &'static str {
        match self {
            Code::Unexpected => {
                r#"
⟦evnt⇒event⟧ Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} visited {host}" }"#
            }
            Code::UnclosedQuote => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit {
    "{agent} visited {host}⟦⇒"⟧
}"#
            }
            Code::UnclosedBracket => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent⟦⇒}⟧ visited {host}" }"#
            }
            Code::MissingArrow => {
                r#"
event Visit { agent: Person  host: Person }
rule visit ⟦⇒-> ⟧Visit { "{agent} visited {host}" }"#
            }
            Code::CurlyQuotes => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { ⟦“⇒"⟧{agent} visited {host}⟦”⇒"⟧ }"#
            }
            Code::OtherSign => {
                r#"
list agreement ⟦:⇒=⟧ pact | deal
event Deal { party: Person  object: Phrase }
rule deal -> Deal { "{party} signed {object: @agreement}" }"#
            }
            Code::NameCase => {
                r#"
event ⟦visit⇒Visit⟧ { agent: Person  host: Person }
rule visit -> ⟦visit⇒Visit⟧ { "{agent} visited {host}" }"#
            }
            Code::RegularExpression => {
                r#"
event Fine { agent: Person  sum: Money }
rule fine -> Fine { "{agent} paid ⟦.* ⇒⟧{sum}" }"#
            }
            Code::TooDeep => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} ⟦((((((((((((((((((((((((((((((((((⇒⟧visited⟦))))))))))))))))))))))))))))))))))⇒⟧ {host}" }"#
            }
            Code::TokenPatternOnly => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} ⟦... ⇒⟧visited {host}" }"#
            }
            Code::KeyedPattern => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { ⟦pattern = ⇒⟧"{agent} visited {host}" }"#
            }
            Code::EmptyPattern => {
                r#"
event Visit { agent: Person }
rule visit -> Visit { "⟦⇒{agent} arrived⟧" }"#
            }
            Code::OtherTool => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit {
⟦    trigger = [lemma=visit]
⇒⟧    "{agent} visited {host}"
}"#
            }
            Code::UnknownFile => {
                r#"
use ⟦peple⇒people⟧"#
            }
            Code::DeclaredTwice => {
                r#"
list town : Place = Sheffield
list ⟦town⇒village⟧ : Place = Hathersage"#
            }
            Code::UnknownCue => {
                r#"
cue ⟦planed⇒planned⟧ = line up to do
event Visit { agent: Person }
rule visit -> Visit { "{agent} arrived" }"#
            }
            Code::UnknownClass => {
                r#"
words ⟦titel⇒title⟧ = harbourmaster
event Visit { agent: Person }
rule visit -> Visit { "{agent} arrived" }"#
            }
            Code::ClosedClass => {
                r#"
words ⟦modal⇒light-verb⟧ = lend
event Visit { agent: Person }
rule visit -> Visit { "{agent} arrived" }"#
            }
            Code::UnknownType => {
                r#"
event Visit { agent: ⟦Persn⇒Person⟧  host: Person }
rule visit -> Visit { "{agent} visited {host}" }"#
            }
            Code::UnknownList => {
                r#"
list agreement = pact | deal
event Deal { party: Person  object: Phrase }
rule deal -> Deal { "{party} signed {object: @⟦agreemnt⇒agreement⟧}" }"#
            }
            Code::UnknownRole => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{⟦agnet⇒agent⟧} visited {host}" }"#
            }
            Code::UnknownEvent => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> ⟦Visti⇒Visit⟧ { "{agent} visited {host}" }"#
            }
            Code::CircularType => {
                r#"
entity City : Place
entity Capital : ⟦Capital⇒City⟧"#
            }
            Code::UnusedList => {
                r#"
list agreement = pact | deal
event Deal { party: Person  object: Phrase }
rule deal -> Deal { "{party} signed {object⟦⇒: @agreement⟧}" }"#
            }
            Code::UnmadeEvent => {
                r#"
event Visit { agent: Person  host: Person }⟦⇒
rule visit -> Visit { "{agent} visited {host}" }⟧"#
            }
            Code::UnfilledRole => {
                r#"
event Visit { agent: Person  host: Person  place?: Place }
rule visit -> Visit { "{agent} visited {host}⟦⇒ (in {place})?⟧" }"#
            }
            Code::UnreadableList => {
                r#"
list carrier : Organization from "⟦compnies⇒companies⟧.tsv""#
            }
            Code::UnmatchableEntry => {
                r#"
list carrier : Organization = Singtel⟦ | ""⇒⟧"#
            }
            Code::WrongKind => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} visited {host}" }
entity Trip : ⟦Visit⇒Place⟧"#
            }
            Code::BadRange => {
                r#"
event Talks { party{⟦3,2⇒2,3⟧}: Person }
rule talks -> Talks { "{party} met" }"#
            }
            Code::NoPredicate => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} ⟦of⇒visited⟧ {host}" }"#
            }
            Code::TwoPredicates => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} ⟦plans to visit⇒visited⟧ {host}" }"#
            }
            Code::NoFunction => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent}'s visit ⟦⇒to ⟧{host}" }"#
            }
            Code::FilledTwice => {
                r#"
event Deal { party⟦⇒+⟧: Person  object: Phrase }
rule deal -> Deal { "{party} signed {object} with {party}" }"#
            }
            Code::WrongType => {
                r#"
event Visit { agent: Person  host: Place }
rule visit -> Visit { "{agent⟦: Place⇒⟧} visited {host}" }"#
            }
            Code::UnknownWord => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} ⟦vixited⇒visited⟧ {host}" }"#
            }
            Code::TooManyAlternatives => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} ⟦(a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) ⇒⟧visited {host}" }"#
            }
            Code::TooLarge => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { / {agent} ([]{0,90} visited){0,⟦60⇒2⟧} {host} / }"#
            }
            Code::MatchesNothing => {
                r#"
event Visit { agent: Person }
rule visit -> Visit { / ⟦({agent} arrived)?⇒{agent} arrived⟧ / }"#
            }
            Code::TwoGaps => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { / {agent} ⟦... ...{0,3}⇒...⟧ visited {host} / }"#
            }
            Code::UnknownAttribute => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { / {agent} [⟦lema⇒lemma⟧=visit] {host} / }"#
            }
            Code::UnknownValue => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { / {agent} [lemma=visit & upos=⟦VRB⇒VERB⟧] {host} / }"#
            }
            Code::NeverMatches => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit {
    "{agent} visited {host}"
    where agent != ⟦agent⇒host⟧
}"#
            }
            Code::BadCondition => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit {
    "{agent} visited {host}"
    where ⟦"Lee"⇒host⟧ != "Park"
}"#
            }
            Code::BadPredicateEntry => {
                r#"
event Visit { agent: Person  host: Person }
list visiting = visit | ⟦pay a visit⇒tour⟧
rule visit -> Visit { "{agent} @visiting {host}" }"#
            }
            Code::NegativePattern => {
                r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} ⟦did not visit⇒visited⟧ {host}" }"#
            }
            Code::UnknownRelation => {
                r#"
event Visit { agent: Person }
rule visit -> Visit {
    tree visited {
        ⟦subj⇒nsubj⟧ {agent}
    }
}"#
            }
            Code::BadExpression => {
                r#"
event Visit { agent: Person }
rule visit -> Visit { / {agent} visited [text ~ "^⟦(A⇒(A)⟧"] / }"#
            }
            Code::NoMention => {
                r#"
entity Airline
event Crash { airline: Airline }
rule airline -> Airline { "{⟦_⇒airline⟧} flies to {_: Place}" }
rule crash -> Crash { "{airline} crashed" }"#
            }
            Code::NoMeaning => {
                r#"
event Visit { agent: Person, host: Person }
rule visit -> Visit { ⟦all ⇒⟧"{agent} visited {host}" }"#
            }
            Code::TwoEach => {
                r#"
event Visit { agent: Person, host: Person }
rule visit -> Visit { "⟦each ⇒⟧{agent} visited each {host}" }"#
            }
            Code::CoveredPattern => {
                r#"
event Visit { agent: Person, host: Person }
rule visit -> Visit {
    "{agent} visited {host}"
⟦    "{agent} visited {host}"
⇒⟧}"#
            }
            Code::NoEvidence => {
                r#"
event Visit { agent?: Person, host?: Person }
rule visit -> Visit {
    "{agent} visited {host}"
⟦    "visited"
⇒⟧}"#
            }
            Code::PartOfItself => {
                r#"
event Visit { agent: Person, host: Person }
let many = / very⟦ @many⇒+⟧ /
rule visit -> Visit { / {agent} @many often visited {host} / }"#
            }
            Code::RequiredPart => {
                r#"
event Visit { agent: Person, host: Person, topic?: Phrase }
rule visit -> Visit { "{agent} visited {host}" also "⟦over {topic}⇒(over {topic})?⟧" }"#
            }
            Code::UnknownAllowance => {
                r#"
allow ⟦D0120⇒D0210⟧
event Visit { agent: Person  host: Person  place?: Place }
rule visit -> Visit { "{agent} visited {host}" }"#
            }
            Code::IdleAllowance => {
                r#"
⟦allow D0210
⇒⟧event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} visited {host}" }"#
            }
            Code::UnknownRule => {
                r#"
event Visit { agent: Person, host: Person }
event Talk { agent: Person, host: Person }
rule visit -> Visit { "{agent} visited {host}" overrides ⟦talks⇒talk⟧ }
rule talk -> Talk { / {agent} visited {host} / }"#
            }
            Code::AbsenceCycle => {
                r#"
event Visit { agent: Person, what?: Talk }
event Talk { agent: Person, what?: Visit }
rule visit -> Visit { "{agent} arrived" unless "{_} arrived for {_: ⟦Talk⇒Person⟧}" }
rule talk -> Talk { "{agent} cancelled {what}" }
rule stay -> Visit { "{agent} enjoyed {what}" }"#
            }
            Code::OverrideCycle => {
                r#"
event Visit { agent: Person }
rule visit -> Visit { "{agent} arrived" overrides stay }
rule stay -> Visit { / {agent} arrived /⟦ overrides visit⇒⟧ }"#
            }
            Code::StillRecursion => {
                r#"
entity Office
event Visit { agent: Office }
rule office -> Office { / ⟦⇒chief of ⟧{_: Office} / }
rule place -> Office { / ministry / }
rule visit -> Visit { "{agent} arrived" }"#
            }
            Code::TestMark => {
                r#"
event Visit { agent: Person }
rule visit -> Visit { "{agent} arrived" }
test "[agent: Park⟦⇒]⟧ arrived." => Visit"#
            }
            Code::UnknownFacet => {
                r#"
event Visit { agent: Person }
rule visit -> Visit { "{agent} arrived" }
test "[agent: Park] arrived." => Visit { ⟦tens⇒tense⟧: past }"#
            }
            Code::BadFacet => {
                r#"
event Visit { agent: Person }
rule visit -> Visit { "{agent} arrived" }
test "[agent: Park] will arrive." => Visit { modality: ⟦planed⇒planned⟧ }"#
            }
            Code::BadDate => {
                r#"
event Visit { agent: Person }
rule visit -> Visit { "{agent} arrived" }
test "[agent: Park] arrived." => Visit given date ⟦2019-02-30⇒2019-02-28⟧"#
            }
            Code::MarksWithoutEvent => {
                r#"
event Visit { agent: Person }
rule visit -> Visit { "{agent} arrived" }
test "⟦[agent: Park]⇒Park⟧ slept." => nothing"#
            }
        }
    }
}

/// One side of every change in a text: 0 for the wrong side, 1 for the corrected one. Ends with a line break.
fn side(text: &str, which: usize) -> String {
    let mut whole = String::new();
    for part in text.trim_start().split('⟦') {
        match part.split_once('⟧') {
            Some((change, after)) => {
                whole += change.split('⇒').nth(which).unwrap_or_default();
                whole += after;
            }
            None => whole += part,
        }
    }
    whole + "\n"
}
