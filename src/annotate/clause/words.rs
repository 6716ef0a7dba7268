//! The words that decide how a clause is read. Each list is sorted, so that it is searched by halves.

/// The most arguments of a clause, and the most members of a coordination, that are told.
pub(super) const MOST_ARGUMENTS: usize = 64;

/// Whether a sorted list has the word. O(log n).
pub(in super::super) fn is(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Prepositions of several words that trees do not always join.
pub(super) const PREPOSITIONS: &[&str] = &[
    "according to", "ahead of", "along with", "alongside of", "apart from", "as for", "as of", "as to",
    "aside from", "away from", "because of", "close to", "contrary to", "due to", "except for", "inside of",
    "instead of", "next to", "off of", "out of", "outside of", "prior to", "rather than", "regardless of",
    "such as", "thanks to", "together with", "up to",
];

/// Prepositions that take a gerund as an argument.
pub(super) const GERUND_PREPOSITIONS: &[&str] = &[
    "about", "after", "against", "at", "before", "between", "beyond", "by", "despite", "during",
    "following", "for", "from", "in", "into", "of", "on", "over", "prior", "since", "through", "to",
    "toward", "towards", "upon", "with", "without",
];

/// Verbs of speech whose object, a noun of an event, is what they report: *announced a merger*.
pub(super) const ANNOUNCING: &[&str] = &[
    "acknowledge", "admit", "allege", "announce", "claim", "concede", "confess", "confirm", "declare", "deny",
    "disclose", "forecast", "indicate", "mention", "pledge", "predict", "proclaim", "promise", "reaffirm", "report",
    "reveal", "suggest", "threaten",
];

/// Verbs that tell somebody something and name the listener.
pub(super) const TELLING: &[&str] = &["assure", "convince", "inform", "notify", "persuade", "remind", "tell"];

/// Verbs whose subject stays the subject of their infinitive though they have an object.
pub(super) const SUBJECT_CONTROL: &[&str] = &[
    "pledge", "promise", "swear", "threaten", "vow",
];

/// Verbs that judge their object by what it did: a gerund after *for* or *with* tells it.
pub(super) const JUDGING: &[&str] = &[
    "arrest", "blame", "charge", "condemn", "convict", "criticise", "criticize", "detain", "dismiss", "fine", "fire",
    "imprison", "indict", "jail", "praise", "prosecute", "punish", "sentence", "sue", "suspend", "thank", "try",
];

/// Verbs whose infinitive has the phrase with this preposition as its subject.
pub(super) const OBLIQUE_CONTROL: &[(&str, &str)] = &[
    ("appeal", "to"),
    ("arrange", "for"),
    ("call", "on"),
    ("count", "on"),
    ("plead", "with"),
    ("rely", "on"),
    ("wait", "for"),
];

/// Verbs that take two objects: of their passive the subject is the receiver when an object is left.
pub(super) const DITRANSITIVE: &[&str] = &[
    "allot", "allow", "ask", "assign", "award", "bring", "charge", "deal", "deny", "feed", "fine",
    "forgive", "give", "grant", "hand", "lend", "loan", "offer", "owe", "pay", "permit", "promise", "quote",
    "refuse", "sell", "send", "serve", "show", "teach", "tell", "throw", "wish",
];

/// Verbs that lend their subject and obliques to any noun that is their object.
pub(super) const LIGHT: &[&str] = &[
    "carry out", "commit", "conduct", "launch", "mount", "pay", "perform", "stage", "undertake",
];

/// Verbs that do so to nouns of events only: *made a visit*, but not *made a boat*.
pub(super) const LIGHT_WITH_EVENTS: &[&str] = &[
    "begin", "conclude", "continue", "deliver", "do", "enter", "enter into", "file", "get", "give", "have", "hold",
    "issue", "lodge", "make", "open", "put", "reach", "resume", "start", "strike", "take",
];

/// Nouns of events, beside those whose ending tells it.
const EVENTS: &[&str] = &[
    "accord", "address", "advance", "aim", "alliance", "appeal", "approach", "arrest", "assault", "attack",
    "attempt", "award", "bid", "blockade", "bombing", "boycott", "briefing", "call", "campaign", "care",
    "ceasefire", "ceremony", "change", "charge", "choice", "claim", "clash", "comeback", "complaint",
    "concert", "conference", "contact", "contest", "control", "coup", "crackdown", "crash", "cut", "deal",
    "debate", "debut", "decision", "defeat", "demand", "departure", "dialogue", "dinner", "discovery",
    "donation", "drill", "effort", "election", "enquiry", "entry", "event", "exchange", "exercise", "exit",
    "feast", "fight", "flight", "forum", "funeral", "gain", "game", "gathering", "gift", "guess", "hearing",
    "help", "hunt", "inquest", "inquiry", "interview", "invasion", "journey", "landing", "launch",
    "lawsuit", "lecture", "lesson", "lunch", "march", "mass", "match", "meal", "meeting", "merger",
    "mistake", "move", "murder", "negotiation", "news conference", "oath", "offensive", "offer", "order",
    "pact", "parade", "part", "party", "pilgrimage", "plea", "pledge", "poll", "practice",
    "press conference", "pressure", "probe", "profit", "progress", "promise", "proposal", "protest",
    "purchase", "push", "race", "raid", "rally", "recovery", "referendum", "remark", "report", "request",
    "rescue", "research", "response", "responsibility", "return", "revenge", "review", "ride", "riot",
    "robbery", "sale", "search", "service", "session", "shooting", "show", "siege", "speech", "start",
    "stop", "strike", "struggle", "study", "suit", "summit", "support", "survey", "takeover", "talk",
    "talks", "telephone call", "test", "theft", "threat", "tour", "trade", "transfer", "treaty", "trial",
    "tribute", "trip", "truce", "use", "victory", "visit", "vote", "vow", "voyage", "walk", "war",
    "warning", "wedding", "work",
];

/// Whether a noun is of an event, by the list or by its ending. O(log n).
pub(super) fn is_event(lemma: &str) -> bool {
    is(EVENTS, lemma)
        || lemma.len() > 6 && (lemma.ends_with("tion") || lemma.ends_with("sion") || lemma.ends_with("ment"))
}

/// Verbs whose subject is also the agent of the noun that is their object.
pub(super) const NOUN_CONTROL: &[&str] = &[
    "abandon", "attempt", "begin", "call off", "cancel", "complete", "consider", "continue", "cut short",
    "delay", "end", "extend", "finish", "plan", "postpone", "propose", "resume", "schedule", "scrap",
    "start", "suspend",
];

/// Verbs that say of their subject, a noun, that it comes to be.
pub(super) const OCCURRENCE: &[&str] = &[
    "begin", "conclude", "end", "happen", "occur", "open", "resume", "start",
];

/// Prepositions before an eventive noun whose agent is the subject of the clause.
pub(super) const ADJUNCT: &[&str] = &[
    "after", "ahead of", "amid", "at", "before", "during", "following", "for", "in", "on", "prior to",
];

/// Nouns that an infinitive completes: *a plan to buy*.
pub(super) const CONTENT_NOUNS: &[&str] = &[
    "ability", "agreement", "aim", "ambition", "appeal", "application", "approval", "attempt", "authority",
    "bid", "call", "campaign", "capacity", "challenge", "chance", "commitment", "deal", "decision",
    "demand", "desire", "determination", "drive", "duty", "effort", "failure", "fight", "freedom", "goal",
    "hope", "idea", "inability", "incentive", "inclination", "instruction", "intent", "intention",
    "invitation", "licence", "license", "mandate", "mission", "motion", "move", "need", "obligation",
    "offer", "opportunity", "option", "order", "permission", "plan", "pledge", "plot", "power", "pressure",
    "promise", "proposal", "push", "race", "readiness", "reason", "refusal", "reluctance", "request",
    "resolution", "resolve", "responsibility", "right", "scheme", "strategy", "struggle", "tendency",
    "threat", "urge", "vote", "vow", "warning", "willingness", "wish",
];

/// Verbs of which an infinitive tells the purpose, and for which a noun of an event after *for* does.
pub(in super::super) const MOTION: &[&str] = &[
    "arrive", "come", "depart", "drive", "fly", "fly in", "gather", "go", "head", "journey", "leave",
    "return", "rush", "sail", "set off", "set out", "tour", "travel", "visit", "walk",
];

/// Nouns for a journey: who comes *for his first visit* is on it.
pub(super) const JOURNEYS: &[&str] = &[
    "journey", "pilgrimage", "stay", "tour", "trip", "visit",
];

/// Verbs that make their object, or say of their subject, that it happens.
pub(super) const HAPPEN: &[&str] = &[
    "arrange", "attend", "be", "begin", "carry out", "commit", "complete", "conclude", "conduct", "continue",
    "do", "embark on", "enter", "file", "finalise", "finalize", "finish", "follow", "give", "happen", "have",
    "hold", "host", "join", "launch", "lead to", "make", "mount", "occur", "open", "organise", "organize",
    "pay", "perform", "plan", "reach", "result", "resume", "schedule", "see", "set up", "sign", "stage",
    "start", "strike", "take", "take part", "take place", "undertake", "win",
];

/// Words that deny the clause or the noun they belong to.
pub(super) const NOT: &[&str] = &[
    "n't", "neither", "never", "no", "nor", "not", "n’t",
];

/// Pronouns that deny the clause they are an argument of.
pub(super) const NOBODY: &[&str] = &[
    "neither", "no-one", "nobody", "none", "noone", "nothing",
];

/// Nouns of time, without which a *by* phrase is an agent.
pub(super) const TIMES: &[&str] = &[
    "April", "August", "December", "February", "Friday", "January", "July", "June", "March", "May",
    "Monday", "November", "October", "Saturday", "September", "Sunday", "Thursday", "Tuesday", "Wednesday",
    "afternoon", "century", "date", "day", "deadline", "decade", "evening", "hour", "midnight", "minute",
    "moment", "month", "morning", "night", "noon", "quarter", "season", "spring", "summer", "time", "today",
    "tomorrow", "tonight", "week", "weekend", "winter", "year", "yesterday",
];

/// Nouns of manner and cause, which a clause without a relative pronoun has no gap for.
pub(super) const MANNERS: &[&str] = &[
    "manner", "reason", "way",
];

/// Nouns of place, for which such a clause lacks *in*.
pub(super) const PLACES: &[&str] = &[
    "place", "spot",
];

/// Nouns that are a person's title or post.
pub(super) const TITLES: &[&str] = &[
    "adm.", "admiral", "adviser", "advisor", "ambassador", "analyst", "archbishop", "attorney", "baroness",
    "bishop", "boss", "capt.", "captain", "cardinal", "ceo", "cfo", "chair", "chairman", "chairperson",
    "chairwoman", "chancellor", "chief", "co-founder", "coach", "col.", "colonel", "commander",
    "commissioner", "congressman", "congresswoman", "coo", "correspondent", "councillor", "counsel", "cto",
    "dean", "deputy", "designer", "diplomat", "director", "doctor", "dr", "dr.", "economist", "editor",
    "emperor", "envoy", "executive", "father", "founder", "gen.", "general", "gov.", "governor", "head",
    "judge", "justice", "king", "lawmaker", "lawyer", "leader", "lieutenant", "lord", "lt.", "maj.",
    "major", "manager", "mayor", "md", "minister", "miss", "mp", "mr", "mr.", "mrs", "mrs.", "ms", "ms.",
    "negotiator", "officer", "official", "owner", "partner", "pope", "premier", "president", "prime",
    "prince", "princess", "principal", "prof.", "professor", "prosecutor", "queen", "rep.",
    "representative", "reverend", "sec.", "secretary", "sen.", "senator", "sergeant", "sgt.", "sheikh",
    "sir", "speaker", "spokesman", "spokesperson", "spokeswoman", "sultan", "superintendent", "treasurer",
    "vice-president",
];

/// Words that belong to the title before which they stand.
pub(super) const TITLE_PARTS: &[&str] = &[
    "acting", "assistant", "associate", "chief", "co", "defence", "defense", "deputy", "executive",
    "finance", "financial", "first", "foreign", "former", "general", "interim", "interior", "lead",
    "managing", "operating", "prime", "regional", "senior", "technology", "then", "trade", "vice",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted() {
        let lists = [
            PREPOSITIONS,
            EVENTS,
            GERUND_PREPOSITIONS,
            SUBJECT_CONTROL,
            ANNOUNCING,
            TELLING,
            JUDGING,
            DITRANSITIVE,
            LIGHT,
            LIGHT_WITH_EVENTS,
            NOUN_CONTROL,
            OCCURRENCE,
            ADJUNCT,
            CONTENT_NOUNS,
            MOTION,
            JOURNEYS,
            HAPPEN,
            NOT,
            NOBODY,
            TIMES,
            MANNERS,
            PLACES,
            TITLES,
            TITLE_PARTS,
        ];
        for list in lists {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{pair:?}");
            }
        }
    }
}
