//! The word lists: what a pattern says with them, a sentence says as well.

use std::fmt::Write;
use std::sync::LazyLock;

use dateline::annotate::Annotator;
use dateline::document::Article;
use dateline::english::words::{Class, entries};
use dateline::extract::extract;
use dateline::lang::compile::Program;
use dateline::lang::ir::{Pattern, PatternKind};
use dateline::read::conllu;

static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().expect("the weights are whole"));

/// A rule for each preposition, `"{agent} acted PREPOSITION {object}"`, and the name of its event.
static RULES: LazyLock<Program> = LazyLock::new(|| {
    let mut rules = String::new();
    for preposition in entries(Class::Preposition) {
        let event = event_of(preposition);
        let rule = event.to_lowercase();
        writeln!(rules, "event {event} {{ agent: Phrase  object: Phrase }}").expect("strings take all");
        writeln!(rules, "rule {rule} -> {event} {{ \"{{agent}} acted {preposition} {{object}}\" }}")
            .expect("strings take all");
    }
    crate::extract::program(vec![("prepositions.rules".to_owned(), rules)])
});

/// `OnBehalfOf` for *on behalf of*.
fn event_of(preposition: &str) -> String {
    let words: Vec<String> =
        preposition.split(' ').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
    words.concat()
}

/// Where a tree may hang the words of a preposition: each with its part of speech, its head (0 for the verb, 1 for the
/// phrase, 2 for the word before the last) and its relation; and the head and relation of the phrase.
type Shape = fn(&[&str]) -> Hung;

/// The words of a preposition, and the head and relation of the phrase.
type Hung = (Vec<(&'static str, u8, &'static str)>, (u8, &'static str));

/// *on* has *behalf* and *of* as fixed words, or a single word stands alone.
fn fixed(words: &[&str]) -> Hung {
    let first = std::iter::once(("ADP", 1, "case"));
    (first.chain(words.iter().skip(1).map(|_| ("ADP", 3, "fixed"))).collect(), (0, "obl"))
}

/// Each word hangs on the phrase.
fn cases(words: &[&str]) -> Hung {
    (words.iter().map(|_| ("ADP", 1, "case")).collect(), (0, "obl"))
}

/// The word before the last, a noun or an adverb, is what hangs on the verb.
fn inner(words: &[&str], last: (u8, &'static str)) -> Vec<(&'static str, u8, &'static str)> {
    let (bridge, before) = match words.len() {
        2 => (("ADV", 0, "advmod"), 0),
        count => (("NOUN", 0, "obl"), count - 2),
    };
    let before = std::iter::repeat_n(("ADP", 2, "case"), before);
    before.chain([bridge, ("ADP", last.0, last.1)]).collect()
}

/// *behalf* has the phrase.
fn headed(words: &[&str]) -> Hung {
    if words.len() == 1 {
        return fixed(words);
    }
    (inner(words, (1, "case")), (2, if words.len() == 2 { "obl" } else { "nmod" }))
}

/// *behalf* and the phrase stand side by side.
fn beside(words: &[&str]) -> Hung {
    if words.len() == 1 {
        return fixed(words);
    }
    (inner(words, (1, "case")), (0, "obl"))
}

/// *Lind acted PREPOSITION Elm.* in CoNLL-U.
fn sentence(preposition: &str, shape: Shape) -> String {
    let words: Vec<&str> = preposition.split(' ').collect();
    let (rows, (phrase_head, phrase_relation)) = shape(&words);
    let phrase = words.len() + 3;
    let place = |head: u8| match head {
        0 => 2,
        1 => phrase,
        2 => phrase - 2,
        _ => 3,
    };
    let mut text = format!(
        "# newdoc id = a\n# text = Lind acted {preposition} Elm.\n1\tLind\tLind\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Person\n\
         2\tacted\tact\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    );
    for (index, (word, (upos, head, relation))) in words.iter().zip(rows).enumerate() {
        let xpos = match upos {
            "NOUN" => "NN",
            "ADV" => "RB",
            _ => "IN",
        };
        let head = place(head);
        writeln!(text, "{}\t{word}\t{word}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t_", index + 3)
            .expect("strings take all");
    }
    let head = place(phrase_head);
    writeln!(
        text,
        "{phrase}\tElm\tElm\tPROPN\tNNP\t_\t{head}\t{phrase_relation}\t_\tSpaceAfter=No|NER=B-Organization\n\
         {}\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n",
        phrase + 1
    )
    .expect("strings take all");
    text
}

/// The events of hand-annotated sentences.
fn found(conllu: &str) -> Vec<String> {
    let (documents, problems) = conllu::documents(conllu, "case", RULES.vocabulary());
    assert!(problems.is_empty(), "{problems:#?}");
    let events = documents.into_iter().flat_map(|mut document| {
        extract(&RULES, &mut document, &*ENGLISH, &mut ()).expect("the trees are given")
    });
    events.map(|event| event.kind).collect()
}

#[test]
fn every_preposition_of_a_pattern_is_one_of_a_sentence_wherever_the_tree_hangs_its_words() {
    let shapes: [(&str, Shape); 4] =
        [("fixed", fixed), ("cases", cases), ("headed", headed), ("beside", beside)];
    let mut lost = Vec::new();
    // *acted by Elm* is a passive
    for preposition in entries(Class::Preposition).filter(|preposition| *preposition != "by") {
        for (name, shape) in shapes {
            let events = found(&sentence(preposition, shape));
            if !events.contains(&event_of(preposition)) {
                lost.push(format!("{preposition} ({name}): {events:?}"));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn a_preposition_of_several_words_is_not_one_of_its_words() {
    assert_eq!(found(&sentence("in front of", headed)), ["InFrontOf"]);
    assert_eq!(found(&sentence("ahead of", headed)), ["AheadOf"]);
    // who works together with somebody works with them
    let mut both = found(&sentence("together with", beside));
    both.sort();
    assert_eq!(both, ["TogetherWith", "With"]);
}

#[test]
fn what_only_looks_like_a_preposition_of_several_words_is_none() {
    // *in front*, an adverb
    let adverb = "# newdoc id = a\n# text = Lind acted in front.\n1\tLind\tLind\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Person\n\
        2\tacted\tact\tVERB\tVBD\t_\t0\troot\t_\t_\n3\tin\tin\tADP\tIN\t_\t4\tcase\t_\t_\n\
        4\tfront\tfront\tNOUN\tNN\t_\t2\tobl\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
    assert!(!found(adverb).contains(&"InFrontOf".to_owned()));
    // a noun with words of its own is a thing: *on the express behalf of Elm*
    let modified = "# newdoc id = a\n# text = Lind acted on express behalf of Elm.\n\
        1\tLind\tLind\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Person\n2\tacted\tact\tVERB\tVBD\t_\t0\troot\t_\t_\n\
        3\ton\ton\tADP\tIN\t_\t5\tcase\t_\t_\n4\texpress\texpress\tADJ\tJJ\t_\t5\tamod\t_\t_\n\
        5\tbehalf\tbehalf\tNOUN\tNN\t_\t2\tobl\t_\t_\n6\tof\tof\tADP\tIN\t_\t7\tcase\t_\t_\n\
        7\tElm\tElm\tPROPN\tNNP\t_\t5\tnmod\t_\tSpaceAfter=No|NER=B-Organization\n8\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
    assert_eq!(found(modified), ["On"]);
}

#[test]
fn prepositions_of_several_words_are_found_in_running_text() {
    let mut lost = Vec::new();
    for preposition in [
        "on behalf of",
        "in front of",
        "in favour of",
        "in exchange for",
        "in response to",
        "in addition to",
        "outside of",
    ] {
        let text = format!("The council acted {preposition} the harbour.");
        let mut document = ENGLISH.document(Article::new(text), RULES.vocabulary());
        let events = extract(&RULES, &mut document, &*ENGLISH, &mut ()).expect("English has every layer");
        if !events.iter().any(|event| event.kind == event_of(preposition)) {
            lost.push(preposition);
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn no_word_stands_in_two_classes_that_exclude_one_another() {
    let both = |a, b| entries(a).filter(|word| entries(b).any(|other| other == *word)).collect::<Vec<_>>();
    assert_eq!(both(Class::AspectualVerb, Class::LightVerb), [""; 0]);
    assert_eq!(both(Class::Auxiliary, Class::Modal), [""; 0]);
    assert_eq!(both(Class::Interrogative, Class::RelativePronoun), [""; 0]);
}

/// Verbs of the news in the forms that a pattern may have: the infinitive, the third person, the past, the participles.
const VERBS: &str = "
annex annexes annexed annexed annexing
axe axes axed axed axing
belie belies belied belied belying
broadcast broadcasts broadcast broadcast broadcasting
convict convicts convicted convicted convicting
eye eyes eyed eyed eyeing
fund funds funded funded funding
lend lends lent lent lending
net nets netted netted netting
oust ousts ousted ousted ousting
probe probes probed probed probing
quiz quizzes quizzed quizzed quizzing
rape rapes raped raped raping
resume resumes resumed resumed resuming
shelve shelves shelved shelved shelving
sing sings sang sung singing
upgrade upgrades upgraded upgraded upgrading
vow vows vowed vowed vowing
welcome welcomes welcomed welcomed welcoming
withdraw withdraws withdrew withdrawn withdrawing";

#[test]
fn a_verb_may_stand_in_any_form() {
    let mut rules = "event Act { a: Person  b: Phrase }\n".to_owned();
    let mut bases: Vec<(String, &str)> = Vec::new();
    for forms in VERBS.lines().map(|line| line.split(' ').collect::<Vec<_>>()) {
        let [base, third, past, participle, gerund] = forms[..] else { continue };
        for (name, clause) in [
            ("plain", format!("{{a}} {base} {{b}}")),
            ("modal", format!("{{a}} will {base} {{b}}")),
            ("third", format!("{{a}} {third} {{b}}")),
            ("past", format!("{{a}} {past} {{b}}")),
            ("passive", format!("{{b}} was {participle} by {{a}}")),
            ("perfect", format!("{{a}} has {participle} {{b}}")),
            ("gerund", format!("{{a}} is {gerund} {{b}}")),
        ] {
            // *broadcast* is two forms
            if !rules.contains(&format!("\"{clause}\"")) {
                writeln!(rules, "rule {base}_{name} -> Act {{ \"{clause}\" }}").expect("strings take all");
                bases.push((format!("{base}_{name}"), base));
            }
        }
    }
    let (ruleset, problems) = crate::expansion::checked("verbs", &rules);
    assert_eq!(problems, "");
    for (name, base) in bases {
        let rule = ruleset.rules.iter().find(|rule| rule.name == name).expect("every rule works");
        let has = |pattern: &Pattern| matches!(&pattern.kind, PatternKind::Clause(clause) if clause.lemmas.iter().any(|lemma| lemma == base));
        assert!(rule.patterns.iter().any(has), "{name}: {:?}", rule.patterns);
    }
}

#[test]
fn a_noun_that_is_no_verb_is_none_in_a_pattern_either() {
    for noun in ["president", "company", "week"] {
        let rules =
            format!("event Act {{ a: Person  b: Phrase }}\nrule act -> Act {{ \"{{a}} {noun} {{b}}\" }}\n");
        let (_, problems) = crate::expansion::checked("nouns", &rules);
        assert!(problems.contains(&format!("`{noun}` is not a verb")), "{noun}: {problems}");
    }
}

#[test]
fn a_bare_word_matches_itself_whatever_a_tagger_makes_of_it() {
    let rules = "event Loan { what: Phrase }\nrule loan -> Loan { / {what: [upos=PROPN]} 'was' lent / }";
    let program = crate::extract::program(vec![("loan.rules".to_owned(), rules.to_owned())]);
    // a foreign tagger that takes the word for the name of a time before Easter
    let text = "# newdoc id = a\n# text = Tarnex was lent.\n1\tTarnex\tTarnex\tPROPN\tNNP\t_\t3\tnsubj\t_\tNER=B-Organization\n\
        2\twas\tbe\tAUX\tVBD\t_\t3\tcop\t_\t_\n3\tlent\tLent\tPROPN\tNNP\t_\t0\troot\t_\tSpaceAfter=No\n\
        4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n";
    let (documents, problems) = conllu::documents(text, "case", program.vocabulary());
    assert!(problems.is_empty(), "{problems:#?}");
    let events = documents.into_iter().flat_map(|mut document| {
        extract(&program, &mut document, &*ENGLISH, &mut ()).expect("the trees are given")
    });
    assert_eq!(events.count(), 1);
}
