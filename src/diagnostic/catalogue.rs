//! Every code with its title, its severity and its remedy. A code is never reused for another mistake.

use std::fmt;

/// How bad a mistake is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The item does not work.
    Error,
    /// It works, but most likely not as intended.
    Warning,
    /// Something to look at.
    Hint,
}

/// Declares the catalogue.
macro_rules! catalogue {
    ($($name:ident = $code:literal, $severity:ident, $title:literal, $explanation:literal;)*) => {
        /// The code of a mistake.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // the titles say what they are
        pub enum Code { $($name),* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The code as users see it: `D0101`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code),* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// What it is, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title),* }
            }

            /// Why it is a mistake and how to mend it.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => $explanation),* }
            }
        }
    };
}

catalogue! {
    Unexpected = "D0101", Error, "text that does not belong here",
        "A rule file is a series of items that start with `use`, `entity`, `event`, `list`, `cue`, `words`, `rule`, `test` or `todo` \
         (`todo test`). The message says what could stand there. Only the item with the mistake is left out; all others work.";
    UnclosedQuote = "D0102", Error, "a quote that is never closed",
        "Text in quotes ends on the line on which it starts. Put the closing quote where the text ends; inside the \
         text write `\\\"` for a quote.";
    UnclosedBracket = "D0103", Error, "a bracket that is never closed, or never opened",
        "Every `{`, `(` and `[` needs its `}`, `)` and `]`.";
    MissingArrow = "D0104", Error, "a rule without its arrow",
        "A rule says what it makes after an arrow: `rule visit -> Visit { … }`.";
    CurlyQuotes = "D0105", Error, "typographic quotes",
        "Word processors put curly quotes in place of straight ones. Write `\"` around patterns and sentences, and \
         `'` around exact words.";
    OtherSign = "D0106", Error, "the wrong sign",
        "Lists use `=` (`list x = a | b`), roles use `:` (`agent: Person`), conditions use `==` and `!=`, \
         comments start with `#`, types are separated by `|`, and no sign separates items or patterns.";
    NameCase = "D0107", Error, "a name in the wrong case",
        "Entities and events are written in `UpperCamel`, roles, rules and lists in `snake_case`, so that a reader \
         sees which is which.";
    RegularExpression = "D0108", Error, "a regular expression in a pattern",
        "Patterns are made of words, slots and lists, not of characters. To test the characters of a word, write \
         `[text ~ \"…\"]` in a token pattern.";
    TooDeep = "D0109", Error, "brackets nested too deeply",
        "Brackets may be nested 32 deep. Give the inner parts a list or a rule of their own.";
    TokenPatternOnly = "D0111", Error, "a sign of token patterns in a clause pattern",
        "Clause patterns in quotes ignore the order of words: gaps, repetition and anchors have no meaning in \
         them. Leave the sign out, or write a token pattern between slashes.";
    KeyedPattern = "D0112", Error, "a pattern with a key",
        "A pattern is written without a key: write `\"{agent} visited {host}\"`, and Dateline finds \
         the trigger and the roles.";
    EmptyPattern = "D0113", Error, "a pattern without words",
        "A pattern needs at least one word or slot to look for.";
    OtherTool = "D0114", Error, "the notation of another tool",
        "Rules of spaCy, Odin, TokensRegex or JAPE use a different notation. In Dateline a rule is \
         `rule name -> Event { \"{role} visited {role}\" }`: the pattern reads like the news, the trigger is its \
         predicate, and there are no priorities. The line is left out; the rest of the rule works.";

    UnknownFile = "D0201", Error, "`use` of a file that does not exist",
        "`use people` reads `people.rules` in the same folder, `use std::time` a file of the shipped library.";
    DeclaredTwice = "D0202", Error, "a name declared twice",
        "All files of a run share one set of names. Rename or remove one of the two.";
    UnknownType = "D0203", Error, "an unknown type",
        "A type is built in (`Person Organization Place Facility Product Nationality Date Money Number Percent Phrase \
         Clause`) or declared with `entity` or `event`.";
    UnknownList = "D0204", Error, "an unknown list",
        "`@name` stands for an entry of `list name = …`.";
    UnknownRole = "D0205", Error, "an unknown role",
        "The slots of a rule name roles of the event that the rule makes. Write `{_}` for a slot that fills none.";
    UnknownEvent = "D0206", Error, "an unknown event",
        "An event is declared with `event Name { … }`.";
    CircularType = "D0207", Error, "a type that is its own base",
        "A type cannot be a kind of itself. Remove one of the bases that form the circle.";
    UnusedList = "D0208", Warning, "a list that nothing uses",
        "No pattern names the list with `@`, and it has no type that would make it find mentions.";
    UnmadeEvent = "D0209", Warning, "an event that no rule makes",
        "Write a rule that makes it, or remove it.";
    UnfilledRole = "D0210", Warning, "a role that no rule fills",
        "No pattern has a slot for the role. If the event must have it, no such event is ever reported.";
    UnreadableList = "D0211", Error, "a file of a list that cannot be read",
        "`from \"file.tsv\"` names a file in the folder of the rule file.";
    UnmatchableEntry = "D0212", Warning, "an entry that no text can match",
        "Lists are looked up word by word, so an entry without a word never matches.";
    WrongKind = "D0213", Error, "the wrong kind of type",
        "Entities are made of entities and events of events; a list makes entities.";
    BadRange = "D0214", Error, "a range that allows nothing",
        "`{2,5}` means from two to five; the second number cannot be less than the first.";
    UnknownCue = "D0215", Error, "an unknown kind of cue",
        "Cues are `attribution`, `cancelled`, `conditional`, `generic`, `negative`, `planned` or `possible`; `asserted` cancels \
         a shipped cue. The shipped lists are in `rules/std/cues`.";
    UnknownClass = "D0216", Error, "an unknown class of words",
        "`dateline words` shows the classes and which of them are open, `dateline words CLASS` the words of one.";
    ClosedClass = "D0217", Error, "a class that takes no other words",
        "Only open classes take words from rule files. Of the others English has no more than the list has, or the engine \
         has a rule for each word.";
    UnknownRule = "D0220", Error, "an unknown rule",
        "`overrides` names other rules. Their matches give way where they overlap a match of this rule.";

    NoPredicate = "D0301", Error, "a clause pattern without a predicate",
        "A clause pattern says who does what: it needs a verb (`visited`), a noun that stands for an action \
         (`visit`), or a form of `be` with an adjective or noun (`is interested`).";
    TwoPredicates = "D0302", Error, "a clause pattern with two predicates",
        "A clause pattern has one predicate. Plans, attempts and reports need no word of their own: the pattern \
         `\"{agent} visited {host}\"` also finds *plans to visit*, with `modality: planned`.";
    NoFunction = "D0303", Error, "a slot without a function",
        "Each slot must be the subject, the object, or stand after a preposition, so that its relation to \
         the predicate is clear.";
    FilledTwice = "D0304", Error, "a role filled twice",
        "The role takes one filler, and the pattern has two slots for it. Let the role take several (`role+: …`), or \
         use another role and compare the two with `where`.";
    WrongType = "D0305", Error, "a type that the role cannot have",
        "A slot can be narrowed only to types that its role accepts.";
    UnknownWord = "D0306", Hint, "a word that the lexicon does not know",
        "The word is used as written; check its spelling.";
    TooManyAlternatives = "D0307", Error, "too many alternatives in one pattern",
        "Write several patterns, or put the words into a list.";
    MatchesNothing = "D0308", Error, "a pattern that can match nothing",
        "Every part of the token pattern is optional, so it would match between any two words.";
    TwoGaps = "D0309", Error, "two gaps next to each other",
        "The same words could be divided between the two in many ways. Use one gap, with a wider range if necessary.";
    UnknownAttribute = "D0310", Error, "an unknown attribute of a token",
        "A token has `text lower lemma upos tag ent shape dep`, and can be tested with `like(num)` and `is(title)`.";
    UnknownValue = "D0311", Error, "an unknown value of an attribute",
        "The attribute never has this value, so the test could never succeed.";
    NeverMatches = "D0312", Warning, "a rule that can never match",
        "The demands of the rule cannot all be true at the same time.";
    BadCondition = "D0313", Error, "a condition that cannot be tested",
        "`where` compares a role, a facet (`time`, `modality`, …) or something of the document (`document.source`): with `==` \
         and `!=` with another of them or a text in quotes, with `<`, `<=`, `>` and `>=` with an amount (`5 million EUR`) or a \
         date (`2019-05`). `role in @list` asks whether a list has the filler, `modality in (asserted, planned)` for one of \
         several. What is compared must be of one kind: both words, both amounts, both times.";
    BadPredicateEntry = "D0314", Error, "an entry that is no predicate",
        "Each entry of a list that is the predicate is one verb, with its particle (`take over`), or one noun.";
    NegativePattern = "D0315", Error, "a negative clause pattern",
        "A clause pattern finds denials too: `\"{agent} visited {host}\"` also finds *did not visit*, with \
         `polarity: negative`. Leave the negation out.";

    UnknownRelation = "D0320", Error, "an unknown dependency relation",
        "Tree patterns name the relations of Universal Dependencies for English: `nsubj`, `obj`, `obl`, `nmod`, \
         `nsubj:pass`, …; a relation without its subtype stands for all of them, `_` for any.";
    BadExpression = "D0321", Error, "a regular expression that cannot be read",
        "`[text ~ \"…\"]` searches the word for a regular expression. Close its brackets, and write `\\.` for a dot.";
    NoMention = "D0322", Error, "a clause pattern without a mention",
        "A rule for an entity finds mentions of it. In a clause pattern, one slot is the mention and is named after the \
         entity in `snake_case` (`rule airline -> Airline { \"{airline} flies to {_: Place}\" }`); all other slots are `{_}`.";
    NoMeaning = "D0323", Error, "a word that has no meaning here",
        "`all` goes before token patterns, `each` before slots that fill a role of an event, `where` and `set` in rules \
         that make events.";
    TwoEach = "D0324", Warning, "two `each` in one pattern",
        "Every combination makes an event: two fillers of one role and three of the other make six events. Remove \
         one `each` if that is not what you mean.";
    CoveredPattern = "D0325", Warning, "a pattern that another one covers",
        "Whatever the pattern matches, another pattern of the rule matches too, and fills the same roles. Remove it.";
    TooLarge = "D0326", Error, "a token pattern that is too large",
        "A pattern with counted repetitions is as large as all of them written out, and nested ones multiply. Repeat less, or \
         without an upper bound: `[]*` is small. Words that stand for each other belong into a list.";

    TestMark = "D0401", Error, "a mark of a test sentence that is not closed",
        "Mark what should be found as `[role: text]`. Write `\\[` for a bracket that belongs to the sentence.";
    UnknownFacet = "D0402", Error, "an unknown facet",
        "Every event has the facets `polarity modality tense source time place`.";
    BadFacet = "D0403", Error, "a value that the facet cannot have",
        "`polarity` is `positive` or `negative`, `modality` one of `asserted planned possible conditional generic \
         cancelled`, `tense` one of `past present future none`; the others take a text.";
    BadDate = "D0404", Error, "a date that does not exist",
        "Write the date of the document as `given date 2019-05-20`.";
    MarksWithoutEvent = "D0405", Error, "marks of an event that is not expected",
        "A mark belongs to an event that the sentence should give. `nothing` and `not` say that it gives none, so that there is \
         no role to mark; in `[Visit.agent: …]` a `Visit` must be among the events after `=>`.";

    AbsenceCycle = "D0501", Error, "rules that wait for each other's absence",
        "Rules are applied in an order in which everything that a rule looks for is made first. A rule that looks for the \
         absence of something (`unless`, `!( )`, `[ent != …]`) or overrides another rule needs to know all of it first, so \
         none of it can depend on the rule itself. Remove one step of the circle.";
    OverrideCycle = "D0502", Error, "rules that override each other",
        "One of two overlapping matches must give way. Remove one `overrides` from the circle.";
    StillRecursion = "D0503", Error, "a rule that feeds on itself without growing",
        "A rule may use what it makes, provided that every match is longer than what it uses: \
         `rule office -> Office { / chief of {_: Office} / }`. A pattern that can match the very span that it uses would \
         add nothing.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_none_is_used_twice() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].as_str() < pair[1].as_str()));
    }
}
