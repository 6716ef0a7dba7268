//! The word lists of English: the classes of each word or phrase, from `data/english/*.tsv`.
//!
//! Each list exists once, for patterns and texts alike: what is a preposition in a pattern is one in a sentence. An
//! entry is a word, or several with single spaces between them, in small letters if only the lower-case form is looked
//! up. A class may give its entries values: the number of *twenty*, the country of *Danish*.
//!
//! A rule file adds to an open class with `words title = harbourmaster`. Additions travel with the vocabulary of a
//! program, see [`Words`].

use std::str::FromStr;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

macro_rules! classes {
    ($($(#[doc = $what:literal])+ $class:ident = $name:literal $openness:ident,)+) => {
        /// A class of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Class { $($(#[doc = $what])+ $class,)+ }

        impl Class {
            /// Every class, in the order of their names.
            pub const ALL: &[Class] = &[$(Class::$class,)+];

            /// The name of the class in `data/english`, in rules and on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Class::$class => $name,)+ }
            }

            /// What words of the class are, in one sentence.
            pub fn description(self) -> &'static str {
                match self { $(Class::$class => concat!($($what),+),)+ }.trim()
            }

            /// Why rule files may not add to the class; none where they may.
            pub fn closed(self) -> Option<&'static str> {
                match self { $(Class::$class => classes!(@ $openness),)+ }
            }

            /// The class of this name.
            pub fn named(name: &str) -> Option<Class> {
                match name { $($name => Some(Class::$class),)+ _ => None }
            }
        }
    };
    (@ open) => { None };
    (@ closed) => { Some("English has no others") };
    (@ ruled) => { Some("the engine has a rule of its own for each of them") };
    (@ valued) => { Some("each of them has a value, which a rule file cannot tell") };
    (@ early) => { Some("texts are cut into words before rules are known") };
}

classes! {
    /// Abbreviations that keep the point after them wherever they stand, without it: *Mr*, *Inc*, *Sept*.
    Abbreviation = "abbreviation" early,
    /// First parts of acronyms with points that are longer than a letter: the *Ph* of *Ph.D.*.
    AcronymStart = "acronym-start" early,
    /// Verbs of saying whose participle goes on with what somebody has said: *…, **adding** that*.
    AddingVerb = "adding-verb" ruled,
    /// Prepositions before an event whose agent is the subject of the clause: *during a visit*.
    AdjunctPreposition = "adjunct-preposition" ruled,
    /// Prepositions between a post and whose it is: *minister **of** trade*.
    AffiliationPreposition = "affiliation-preposition" ruled,
    /// Adjectives between a number and the unit that it counts: *three **straight** days*.
    AfterCount = "after-count" ruled,
    /// Words after the name of a language that do not make it an adjective: *in French **and** German*.
    AfterLanguage = "after-language" ruled,
    /// Words after *one* where it is a pronoun: *one **of** them*.
    AfterOne = "after-one" ruled,
    /// Words after *pounds* that tell a weight: *50 pounds **of** flour*.
    AfterWeight = "after-weight" ruled,
    /// News agencies, as datelines and credits name them: *Reuters*, *AP*.
    Agency = "agency" early,
    /// Conjunctions that join things of which not all need be meant: *Oslo **or** Bergen*.
    AlternativeConjunction = "alternative-conjunction" closed,
    /// Names of currencies that are more often other words: *won*, *real*.
    AmbiguousCurrency = "ambiguous-currency" ruled,
    /// Months that are also other words: *may*, *march*.
    AmbiguousMonth = "ambiguous-month" ruled,
    /// Verbs of speech whose object, a noun of an event, is what they report: ***announced** a merger*.
    AnnouncingVerb = "announcing-verb" open,
    /// Words that are written with an apostrophe in front, without it: *tis*, *em*.
    ApostropheWord = "apostrophe-word" early,
    /// Articles: *the*, *a*.
    Article = "article" closed,
    /// Verbs that say how far an event is, and lend it their arguments: ***began** talks with Oslo*.
    AspectualVerb = "aspectual-verb" open,
    /// Forms of *be*, *have* and *do*; the value tells of which.
    Auxiliary = "auxiliary" closed,
    /// Words before four digits that make them a year and no number, whatever follows.
    BeforeBareYear = "before-bare-year" ruled,
    /// Words before a time of day without a zone: *at 10:30*.
    BeforeClock = "before-clock" ruled,
    /// Words before the name of a language: *in French*, *speaks Korean*.
    BeforeLanguage = "before-language" ruled,
    /// Words before *May* and *March* that make them months.
    BeforeMonth = "before-month" ruled,
    /// Words before four digits that make them a year of any century.
    BeforeOldYear = "before-old-year" ruled,
    /// Words before *one* where it is a pronoun: *the **one** that left*.
    BeforeOne = "before-one" ruled,
    /// Words before *spring* or *fall* that make them seasons.
    BeforeSeason = "before-season" ruled,
    /// Words before four digits that make them a year of our time.
    BeforeYear = "before-year" ruled,
    /// First words of lines around the news, in small letters; `#` is any number, `@` a news agency.
    Boilerplate = "boilerplate" ruled,
    /// Words in the names of companies that say what they do, which short forms leave out: *energy*.
    BusinessField = "business-field" open,
    /// Nouns that stand before the names of companies: *airline*, *brewer*.
    BusinessNoun = "business-noun" open,
    /// Numbers below a hundred in a word, with the number.
    Cardinal = "cardinal" valued,
    /// Nouns before which *no* denies nothing: *no **wonder** he left*.
    CertainNoun = "certain-noun" ruled,
    /// What is a word of its own behind an apostrophe: the *ll* of *they'll*.
    Clitic = "clitic" early,
    /// Words that close the name of a company and are left out as often: *Acme **Company***.
    CompanyNoun = "company-noun" ruled,
    /// Last words of the names of companies that say no more than that it is one: *Group*.
    CompanySuffix = "company-suffix" open,
    /// Nouns that an infinitive completes: *a **plan** to buy*.
    ContentNoun = "content-noun" open,
    /// Contractions without an apostrophe, with `|` between their words: *can|not*.
    Contraction = "contraction" valued,
    /// Titles of people in companies and bodies: what stands before them is the company.
    CorporateTitle = "corporate-title" open,
    /// What is counted in thousands: the number before it is no year.
    CountedNoun = "counted-noun" ruled,
    /// Names of countries beside those that the values of `people` have: *Britain*, *UK*.
    Country = "country" ruled,
    /// Names of currencies that one country has, with the code of ISO 4217.
    Currency = "currency" valued,
    /// Signs and codes of currencies before a number, with the code of ISO 4217.
    CurrencySign = "currency-sign" valued,
    /// Words before the day of publication: *Updated: 20 May 2019*.
    DateLabel = "date-label" ruled,
    /// Small words in datelines: *RIO **de** JANEIRO*.
    DatelineWord = "dateline-word" ruled,
    /// Verbs that happen when the event does that is their object or subject: ***held** talks on Friday*.
    DatingVerb = "dating-verb" open,
    /// Determiners of what is known already: ***the** takeover*, ***their** talks*.
    DefiniteDeterminer = "definite-determiner" closed,
    /// Prepositions before a gerund or a verb that say that it does not happen: ***without** visiting Oslo*.
    DenyingPreposition = "denying-preposition" ruled,
    /// Letters before the number in the designations of aircraft and arms: the *MiG* of *MiG-29*.
    Designation = "designation" ruled,
    /// Words before a noun without which a pattern means the same.
    Determiner = "determiner" closed,
    /// Verbs that say that a report is wrong: ***dismissed** reports that he left*.
    DismissingVerb = "dismissing-verb" ruled,
    /// Verbs with two objects: the subject of their passive is the receiver where an object is left.
    DitransitiveVerb = "ditransitive-verb" open,
    /// Acronyms with points that are no initials of a person: *U.S.*.
    DottedAcronym = "dotted-acronym" ruled,
    /// Words and prefixes for the edge of a decade or year: *early*, *mid*.
    EdgeOfPeriod = "edge-of-period" ruled,
    /// What an editor did to a text, as agencies note it in brackets: *(Recasts, **adds** quotes)*.
    EditorNote = "editor-note" ruled,
    /// Nouns of events, beside those whose ending tells it.
    EventNoun = "event-noun" open,
    /// Nouns that make a facility with one of the words of their value before them: *power station*.
    FacilityHead = "facility-head" valued,
    /// Nouns for what only stands somewhere: *Tarn airport*; `name` are those that need a capital: *Tarn Arena*.
    FacilityNoun = "facility-noun" open,
    /// Words whose denial denies the clause behind them: *no **evidence** that he left*, *not **true** that he left*.
    FactWord = "fact-word" ruled,
    /// Nouns for any company: *firm*, *group*.
    FirmNoun = "firm-noun" open,
    /// Adverbs before which *not* denies nothing: *not **only***.
    FocusAdverb = "focus-adverb" closed,
    /// The forms of *be*.
    FormOfBe = "form-of-be" closed,
    /// Frequent words of English that its neighbours do not have.
    Frequent = "frequent" ruled,
    /// Words before a name, or in a title, that tell the gender: `female` or `male`.
    GenderedTitle = "gendered-title" valued,
    /// Prepositions with a gerund; the value tells whose it is: that of the `object`, of the object of a verb
    /// that judges (`judged`), or as the cues say (`cued`).
    GerundPreposition = "gerund-preposition" ruled,
    /// First names that nearly all who have them share the gender of: `female` or `male`.
    GivenName = "given-name" valued,
    /// Verbs that so often keep an object in the passive that an object shows no active verb: *was **given** a prize*.
    GivingVerb = "giving-verb" open,
    /// *a.m.* and *p.m.*, with the hours that they add.
    HalfDay = "half-day" valued,
    /// Verbs that make their object happen, or say of their subject that it does: it is as sure as they are.
    HappeningVerb = "happening-verb" open,
    /// Holidays, with their rule where the calendar sets it: `fixed` month day, `nth` month number weekday,
    /// `easter` days.
    Holiday = "holiday" valued,
    /// Titles that say nothing of a post: *Mr*.
    Honorific = "honorific" open,
    /// Last parts of the names of hosts and files: *com*, *pdf*.
    HostEnding = "host-ending" early,
    /// Nouns for facilities that also act and speak, with a capital: *Tarn Hospital*.
    InstitutionNoun = "institution-noun" open,
    /// Words like relative pronouns that stand for no noun before them: *what*.
    Interrogative = "interrogative" closed,
    /// Verbs that have no object, beside those of motion.
    IntransitiveVerb = "intransitive-verb" open,
    /// Nouns for a journey: who comes for a *visit* is on it.
    JourneyNoun = "journey-noun" open,
    /// Verbs that judge their object by what it did: ***fined** Lind for speeding*.
    JudgingVerb = "judging-verb" open,
    /// Legal forms of companies, as they are written, and in small letters without points: *GmbH*, *gmbh*.
    LegalForm = "legal-form" open,
    /// Verbs that say little beside the noun that they take, and lend it their arguments: ***paid** a visit*.
    /// With the value `any` they lend to any noun, with `none` to no noun, else to those of events.
    LightVerb = "light-verb" open,
    /// Verbs of telling that are never without the listener: *tell*.
    ListenerVerb = "listener-verb" ruled,
    /// Adverbs that are the predicate after *be*: *is here*.
    LocativeAdverb = "locative-adverb" closed,
    /// Powers of ten in a word, with their exponent: *million*.
    Magnitude = "magnitude" valued,
    /// Letters behind digits for a power of ten, with its exponent: *13m*.
    MagnitudeLetter = "magnitude-letter" valued,
    /// Nouns of manner and cause, which a clause without a relative pronoun has no gap for: *the **way** they
    /// won*.
    MannerNoun = "manner-noun" ruled,
    /// Modal verbs; the value tells of which a form is.
    Modal = "modal" closed,
    /// Months, with their number.
    Month = "month" valued,
    /// Months by their first letters, without a point, with their number.
    MonthAbbreviation = "month-abbreviation" closed,
    /// Verbs of motion: an infinitive after them tells the purpose, and so does an event after *for*.
    MotionVerb = "motion-verb" open,
    /// What follows the last name: *Jr*.
    NameSuffix = "name-suffix" ruled,
    /// Verbs that name their object something: ***named** her chairwoman*.
    NamingVerb = "naming-verb" open,
    /// A currency by its country and a name that several countries share, or by the name alone where it can be only
    /// one, with the code of ISO 4217.
    NationalCurrency = "national-currency" valued,
    /// Adverbs that deny their clause: *not*, *never*.
    NegativeAdverb = "negative-adverb" closed,
    /// Pronouns that deny the clause they are an argument of: *nobody*.
    NegativePronoun = "negative-pronoun" closed,
    /// Words that deny the clause or the noun they belong to: *not*, *no*, *nor*.
    Negator = "negator" closed,
    /// Words in *s* that are no plurals of nouns.
    NoPlural = "no-plural" ruled,
    /// Abbreviations that go on with what follows them, whatever its case: *Mr*, *vs*.
    NonfinalAbbreviation = "nonfinal-abbreviation" early,
    /// Nouns behind the name of an organization that say what it is: *the Norvik **company***.
    NounAfterName = "noun-after-name" open,
    /// Verbs whose subject is also the agent of the event that is their object: ***postponed** a visit*.
    NounControlVerb = "noun-control-verb" open,
    /// Abbreviations that keep the point after them before a number: *No. 5*.
    NumberAbbreviation = "number-abbreviation" early,
    /// Verbs whose infinitive has the phrase with a preposition as its subject, the value: ***pleaded** with
    /// him to leave*.
    ObliqueControlVerb = "oblique-control-verb" ruled,
    /// Verbs that say of their subject, an event, that it comes to be: *talks **began***.
    OccurrenceVerb = "occurrence-verb" open,
    /// Offices that few people of a story hold: *the **prime minister***.
    Office = "office" open,
    /// Ordinals in a word, with their number.
    Ordinal = "ordinal" valued,
    /// What makes an ordinal of digits: *3rd*.
    OrdinalSuffix = "ordinal-suffix" closed,
    /// Nouns for organizations of a kind, with what the names of such have in them: *the **lender*** is a *bank*.
    OrganizationKind = "organization-kind" valued,
    /// Last words of the names of companies and bodies: *Bank*, *Ministry*.
    OrganizationSuffix = "organization-suffix" open,
    /// Nouns that several names before are: *the two **companies***; `organization`, `person` or `place`.
    PairNoun = "pair-noun" valued,
    /// What may be early or late in a period: *the late **months** of 2019*.
    PartOfPeriod = "part-of-period" ruled,
    /// Particles of verbs: *step **down***. The value tells what else the word is there: a `preposition`, or an
    /// `adverb` for parsers.
    Particle = "particle" closed,
    /// Words that count or part what stands after *of*: *thousands of villagers* are villagers.
    Partitive = "partitive" ruled,
    /// Adjectives and nouns for peoples, with the country or region, where they have one: *Danish*, *Danes*.
    People = "people" valued,
    /// Endings of adjectives for peoples.
    PeopleEnding = "people-ending" ruled,
    /// Nouns of place, for which a clause without a relative pronoun lacks *in*: *the **spot** they met*.
    PlaceNoun = "place-noun" ruled,
    /// Prepositions before the place of an event.
    PlacePreposition = "place-preposition" ruled,
    /// Prefixes that stay with the word behind the hyphen: *anti-war*.
    Prefix = "prefix" early,
    /// Prepositions of one word or several: *in*, *on behalf of*.
    Preposition = "preposition" open,
    /// Products whose name needs no number: *iPhone*.
    Product = "product" ruled,
    /// Lines of products, whose members have a number: *Windows 11*.
    ProductLine = "product-line" ruled,
    /// Words behind the number of a product that belong to its name: *iPhone 15 **Pro***.
    ProductVariant = "product-variant" ruled,
    /// Pronouns that stand for a name, with what they stand for: `female`, `male`, `thing`, `several` or `speaker`.
    Pronoun = "pronoun" closed,
    /// Words in the names of bodies that are no company: *ministry*, *club*.
    PublicBody = "public-body" open,
    /// Words between the ends of a range: *May **to** July*.
    RangeWord = "range-word" closed,
    /// Words that single a noun out, so that an infinitive says what it did: *the **first** to visit*.
    Rank = "rank" closed,
    /// Regions among the values of `people` that are no countries: *Asia*.
    Region = "region" ruled,
    /// Adverbs that count from another time: *two days **later***.
    RelativeAdverb = "relative-adverb" closed,
    /// Prepositions that count from another time: *two days **after** the vote*.
    RelativePreposition = "relative-preposition" closed,
    /// Relative pronouns: *who*, *which*.
    RelativePronoun = "relative-pronoun" closed,
    /// Verbs of saying whose trees are mended by what they report. Whether a clause is attributed, cues decide.
    ReportingVerb = "reporting-verb" open,
    /// Words for a saint in a name: *St. Paul's Cathedral*.
    Saint = "saint" ruled,
    /// Seasons: `spring`, `summer`, `autumn`, `winter`.
    Season = "season" valued,
    /// Words that begin sentences and no names, with their capital.
    SentenceStart = "sentence-start" early,
    /// Names of currencies that several countries share, with the singular.
    SharedCurrency = "shared-currency" valued,
    /// Last parts of the names of hosts that stand before a path only: *bit.ly/2xYz*.
    ShortenerEnding = "shortener-ending" early,
    /// Prepositions before an event that happens when the clause does.
    SimultaneousPreposition = "simultaneous-preposition" ruled,
    /// Short words that a headline in title case leaves small.
    SmallInHeadlines = "small-in-headlines" closed,
    /// Words inside names that lend no letter to an acronym: *of*.
    SmallInNames = "small-in-names" closed,
    /// Words that begin a sentence even after an abbreviation: *in the U.S. **The** company …*.
    StartAfterAbbreviation = "start-after-abbreviation" early,
    /// Verbs whose subject is that of their infinitive though they have an object: ***promised** him to leave*.
    SubjectControlVerb = "subject-control-verb" open,
    /// Conjunctions; the value tells whether their clause happens `together` with the other or `apart`.
    Subordinator = "subordinator" closed,
    /// Hundredths of currencies, with the code of ISO 4217: *cents*.
    Subunit = "subunit" valued,
    /// Verbs that tell somebody something: a clause after the listener is what they tell.
    TellingVerb = "telling-verb" open,
    /// Nouns before the name of a place that say what it is: *the **city** of Oslo*.
    TerritoryNoun = "territory-noun" open,
    /// Nouns of time: a phrase with *by* is no agent there.
    TimeNoun = "time-noun" ruled,
    /// Words before a time that leave it the time of the clause. With the value `nominal` they do so behind a
    /// noun too.
    TimePreposition = "time-preposition" ruled,
    /// Other words of time expressions, with what they are there: `unit` or `units` of a length, `regular` after
    /// one, `day` so many days from today, `hour` of the day, `decade`, and what `annotate/time/lexicon.rs` tells.
    TimeWord = "time-word" valued,
    /// Time zones, with their hours from Greenwich; none for those that have two or several meanings.
    TimeZone = "time-zone" valued,
    /// Nouns that are the title or post of a person; `common` are those that make no person of a name behind them:
    /// *market **leader** Samsung*.
    Title = "title" open,
    /// Words that belong to the title before which they stand: ***deputy** minister*; some are a `rank`.
    TitlePart = "title-part" open,
    /// Prepositions behind a title: *minister **of** trade*.
    TitlePreposition = "title-preposition" closed,
    /// Prepositions after a noun that says alone whether its event happens: *a proposal **for** talks*.
    TopicPreposition = "topic-preposition" ruled,
    /// Adjectives whose subject is the object of their infinitive: ***hard** to reach*.
    ToughAdjective = "tough-adjective" closed,
    /// Units that are words of their own after digits without a space: *10km*.
    Unit = "unit" early,
    /// Words that say that there are many, and not how many: *dozens*.
    VagueNumber = "vague-number" ruled,
    /// Days of the week, with their number from Monday.
    Weekday = "weekday" valued,
    /// Days of the week by their first letters, without a point, with their number from Monday.
    WeekdayAbbreviation = "weekday-abbreviation" valued,
    /// Days of the week that come again and again: *Mondays*.
    WeekdayPlural = "weekday-plural" ruled,
    /// Units as wires shorten them, with what running text has.
    WireAbbreviation = "wire-abbreviation" valued,
    /// Words before *time* that name a zone: *eastern time*.
    ZoneName = "zone-name" ruled,
}

/// The length of the longest prepositions, in words.
pub const LONGEST_PREPOSITION: usize = 4;

/// The files of the lists: each name and text.
const FILES: &[(&str, &str)] = &[
    ("abbreviations", include_str!("../../data/english/abbreviations.tsv")),
    ("calendar", include_str!("../../data/english/calendar.tsv")),
    ("currencies", include_str!("../../data/english/currencies.tsv")),
    ("function-words", include_str!("../../data/english/function-words.tsv")),
    ("names", include_str!("../../data/english/names.tsv")),
    ("news", include_str!("../../data/english/news.tsv")),
    ("nouns", include_str!("../../data/english/nouns.tsv")),
    ("numbers", include_str!("../../data/english/numbers.tsv")),
    ("organizations", include_str!("../../data/english/organizations.tsv")),
    ("peoples", include_str!("../../data/english/peoples.tsv")),
    ("places", include_str!("../../data/english/places.tsv")),
    ("prepositions", include_str!("../../data/english/prepositions.tsv")),
    ("products", include_str!("../../data/english/products.tsv")),
    ("sentences", include_str!("../../data/english/sentences.tsv")),
    ("titles", include_str!("../../data/english/titles.tsv")),
    ("tokens", include_str!("../../data/english/tokens.tsv")),
    ("verbs", include_str!("../../data/english/verbs.tsv")),
];

/// The classes that an entry belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Classes([u64; 4]);

impl Classes {
    fn has(self, class: Class) -> bool {
        self.0[class as usize / 64] & 1 << (class as usize % 64) != 0
    }

    fn add(&mut self, class: Class) {
        self.0[class as usize / 64] |= 1 << (class as usize % 64);
    }
}

/// The shipped lists.
#[derive(Debug, Default)]
struct Lists {
    classes: FxHashMap<&'static str, Classes>,
    values: FxHashMap<(Class, &'static str), &'static str>,
    /// The entries of each class with their sources, by class number, in the order of the files.
    entries: Vec<Vec<(&'static str, &'static str)>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists { entries: vec![Vec::new(); Class::ALL.len()], ..Lists::default() };
    let named: FxHashMap<&str, Class> = Class::ALL.iter().map(|&class| (class.name(), class)).collect();
    for (entry, class, value, source) in FILES.iter().flat_map(|(_, text)| lines(text)) {
        // a test below checks that every class in the files is known
        let Some(&class) = named.get(class) else { continue };
        lists.classes.entry(entry).or_default().add(class);
        lists.entries[class as usize].push((entry, source));
        if let Some(value) = value {
            lists.values.insert((class, entry), value);
        }
    }
    lists
});

/// The entries of a file, repeated for each of their classes: entry, class, value and source.
fn lines(
    text: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str, Option<&'static str>, &'static str)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).flat_map(|(entry, rest)| {
        let (classes, source) = rest.split_once('\t').unwrap_or((rest, ""));
        classes.split(", ").map(move |class| match class.split_once('=') {
            Some((class, value)) => (entry, class, Some(value), source),
            None => (entry, class, None, source),
        })
    })
}

/// Whether the shipped lists have an entry in a class. O(length).
pub fn is(class: Class, entry: &str) -> bool {
    LISTS.classes.get(entry).is_some_and(|classes| classes.has(class))
}

/// The value of an entry in a class, if it has one. O(length).
pub fn value(class: Class, entry: &str) -> Option<&'static str> {
    LISTS.values.get(&(class, entry)).copied()
}

/// The value of an entry in a class, if it is a number. O(length).
pub fn number<N: FromStr>(class: Class, entry: &str) -> Option<N> {
    value(class, entry)?.parse().ok()
}

/// The shipped entries of a class, in file order.
pub fn entries(class: Class) -> impl ExactSizeIterator<Item = &'static str> {
    sourced(class).map(|(entry, _)| entry)
}

/// The same with their sources.
pub fn sourced(class: Class) -> impl ExactSizeIterator<Item = (&'static str, &'static str)> {
    LISTS.entries[class as usize].iter().copied()
}

/// The words of a program: the shipped lists and what rule files add to them.
#[derive(Clone, Debug, Default)]
pub struct Words {
    added: FxHashMap<Box<str>, Classes>,
    /// The additions, in order.
    entries: Vec<(Class, Box<str>)>,
}

impl Words {
    /// Adds an entry to a class, in small letters and with single spaces.
    pub fn add(&mut self, class: Class, entry: &str) {
        let entry = entry.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !entry.is_empty() && !self.is(class, &entry) {
            self.added.entry(Box::from(&*entry)).or_default().add(class);
            self.entries.push((class, entry.into()));
        }
    }

    /// Whether an entry belongs to a class. O(length).
    pub fn is(&self, class: Class, entry: &str) -> bool {
        is(class, entry)
            || !self.added.is_empty() && self.added.get(entry).is_some_and(|classes| classes.has(class))
    }

    /// The entries of a class: the shipped ones, then those that were added.
    pub fn entries(&self, class: Class) -> impl Iterator<Item = &str> {
        let added = self.entries.iter().filter(move |(of, _)| *of == class);
        entries(class).map(|entry| -> &str { entry }).chain(added.map(|(_, entry)| &**entry))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_is_an_entry_with_classes_and_a_source() {
        for (file, text) in FILES {
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            for line in &lines {
                let columns: Vec<&str> = line.split('\t').collect();
                assert_eq!(columns.len(), 3, "{file}: {line}");
                assert!(
                    columns.iter().all(|column| *column == column.trim() && !column.is_empty()),
                    "{file}: {line}"
                );
            }
            let entries: Vec<&str> = lines.iter().filter_map(|line| line.split('\t').next()).collect();
            assert!(
                entries.is_sorted() && entries.iter().collect::<BTreeSet<_>>().len() == entries.len(),
                "{file}"
            );
            for (entry, class, _, _) in super::lines(text) {
                assert!(Class::named(class).is_some(), "{file}: `{entry}` is in no class `{class}`");
            }
        }
    }

    #[test]
    fn every_class_has_entries_each_once_and_is_in_order() {
        for &class in Class::ALL {
            let all: Vec<&str> = entries(class).collect();
            let once: BTreeSet<&str> = all.iter().copied().collect();
            assert!(!all.is_empty() && once.len() == all.len(), "{}", class.name());
            assert_eq!(Class::named(class.name()), Some(class));
        }
        assert!(Class::ALL.iter().map(|class| class.name()).is_sorted());
    }

    #[test]
    fn rules_add_to_the_shipped_lists() {
        let mut words = Words::default();
        assert!(words.is(Class::Preposition, "on behalf of") && !words.is(Class::Preposition, "in aid of"));
        words.add(Class::Preposition, "In  aid of");
        assert!(words.is(Class::Preposition, "in aid of"));
    }
}
