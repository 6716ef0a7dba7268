//! The words that decide which names are of one thing. All in small letters, without points.

/// Legal forms of companies.
pub(super) const LEGAL_FORMS: &[&str] = &[
    "ab", "ag", "asa", "a/s", "as", "bv", "co", "corp", "gmbh", "inc", "incorporated", "kgaa", "limited", "llc",
    "llp", "ltd", "nv", "oyj", "plc", "sa", "se", "spa",
];

/// Last words of the names of companies that say no more than that it is one.
pub(super) const CORPORATE: &[&str] = &["company", "corporation", "group", "holding", "holdings"];

/// Last words of the names of organisations that say what they do, which short forms leave out.
pub(super) const GENERIC: &[&str] = &[
    "aerospace", "agency", "air", "airlines", "airways", "associates", "association", "automotive", "aviation",
    "bank", "bancorp", "biotech", "brands", "brothers", "capital", "chemicals", "communications", "company",
    "corporation", "electric", "electronics", "energy", "engineering", "enterprises", "entertainment", "financial",
    "foods", "foundation", "gas", "global", "group", "heavy", "holding", "holdings", "industries", "institute",
    "insurance", "international", "labs", "logistics", "media", "mining", "mobile", "motor", "motors", "networks",
    "news", "oil", "partners", "petroleum", "pharma", "pharmaceutical", "pharmaceuticals", "power", "press",
    "resources", "semiconductor", "services", "shipping", "software", "solutions", "steel", "stores", "studios",
    "systems", "technologies", "technology", "telecom", "telecommunications", "telecoms", "trust", "university",
    "&", "and",
];

/// Words inside names that lend no letter to an acronym.
pub(super) const SMALL: &[&str] = &["of", "the", "for", "and", "on", "in", "to", "de", "&"];

/// Words before a name, or in a title, that a woman has.
pub(super) const FEMALE: &[&str] = &[
    "actress", "baroness", "businesswoman", "chairwoman", "congresswoman", "duchess", "empress", "lady", "miss", "mrs",
    "ms", "policewoman", "princess", "queen", "spokeswoman",
];

/// Words before a name, or in a title, that a man has.
pub(super) const MALE: &[&str] = &[
    "archbishop", "bishop", "businessman", "cardinal", "chairman", "congressman", "duke", "emir", "emperor", "imam", "king",
    "lord", "mr", "pope", "prince", "rabbi", "sheikh", "sir", "spokesman", "sultan",
];

/// First names that only women have, or nearly so.
pub(super) const WOMEN: &[&str] = &[
    "alice", "amanda", "amy", "angela", "anna", "anne", "barbara", "carla", "carmen", "carol", "caroline", "catherine",
    "charlotte", "christina", "christine", "claire", "claudia", "cristina", "deborah", "diana", "elena", "elizabeth",
    "emily", "emma", "fatima", "giorgia", "hannah", "helen", "hillary", "ingrid", "irina", "isabel", "jacinda",
    "jane", "janet", "jennifer", "jessica", "julia", "julie", "kamala", "karen", "kate", "laura", "linda", "lisa",
    "lucy", "margaret", "maria", "marie", "marine", "martha", "mary", "melissa", "michelle", "nancy", "natalia",
    "nicola", "olga", "patricia", "rachel", "rebecca", "sandra", "sara", "sarah", "sofia", "sophie", "susan",
    "svetlana", "theresa", "ursula", "victoria",
];

/// First names that only men have, or nearly so.
pub(super) const MEN: &[&str] = &[
    "abdul", "abdullah", "adam", "ahmed", "alan", "albert", "alexander", "alexei", "andrew", "anthony", "antonio",
    "barack", "benjamin", "bill", "boris", "brian", "carlos", "charles", "christopher", "daniel", "david", "dmitry",
    "donald", "edward", "emmanuel", "eric", "ernst", "francisco", "frank", "fernando", "friedrich", "george",
    "gerald", "gordon", "gustav", "hans", "hassan", "henry", "hussein", "ibrahim", "igor", "ivan", "jack", "jacob",
    "james", "jason", "javier", "jeffrey", "joe", "john", "jonathan", "jorge", "joseph", "josé", "juan", "karl",
    "keith", "kenneth", "kevin", "klaus", "larry", "luis", "manuel", "marco", "mario", "mark", "martin", "matthew",
    "michael", "miguel", "mohamed", "mohammad", "mohammed", "muhammad", "nicolas", "olaf", "omar", "pablo", "patrick",
    "paul", "pedro", "peter", "philip", "richard", "robert", "roger", "ronald", "scott", "sergei", "sergey",
    "stephen", "steve", "steven", "stefan", "thomas", "tim", "timothy", "tom", "tony", "vladimir", "walter",
    "warren", "wilhelm", "william", "xavier", "yusuf",
];
