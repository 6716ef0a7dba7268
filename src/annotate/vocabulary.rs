//! Words that decide where words end: abbreviations, contractions, prefixes, units. All from the usage of the English
//! Web Treebank and of news agencies.

/// Words that keep the point after them wherever they stand.
pub(super) const ABBREVIATIONS: &[&str] = &[
    // titles and ranks
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Drs", "Prof", "St", "Ste", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs",
    "Gen", "Lt", "Col", "Maj", "Capt", "Cmdr", "Cpl", "Sgt", "Pvt", "Adm", "Brig", "Hon", "Rev", "Fr",
    "Msgr", "Jr", "Sr", "Pres", "Supt", "Det", "Insp", "Amb", "Atty", "Mlle", "Mme", "Messrs", "MR", "MRS",
    "MS", "DR", "GEN", "SEN", "GOV", "Ph", // companies
    "Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "Pty", "Pte", "Plc", "INC", "CORP", "CO", "LTD",
    // months and days
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues",
    "Wed", "Thu", "Thur", "Thurs", "Fri", // places
    "Ft", "Mt", "Ave", "Blvd", "Rd", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga",
    "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mich", "Minn", "Mo", "Mont", "Neb", "Nev", "Okla", "Ont", "Ore",
    "Pa", "Que", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", // others
    "vs", "al", "approx", "dept", "Dept", "est", "esp", "ext", "Ext", "Univ", "Assn", "Gov't", "Attn",
    "Arrv", "arrv", "cf", "Inf", "Regt", "Div", "lv", "div", "Vol", "vol", "Mass", "Miss", "incl",
];

/// Abbreviations that go on with what follows them, whatever its case.
pub(super) const OPEN_ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Drs", "Prof", "Sen", "Sens", "Rep", "Reps", "Gov", "Gen", "Lt", "Col",
    "Maj", "Capt", "Cmdr", "Cpl", "Sgt", "Pvt", "Adm", "Brig", "Hon", "Rev", "Fr", "Msgr", "Pres", "Supt",
    "Det", "Insp", "Amb", "Atty", "Mlle", "Mme", "Messrs", "MR", "MRS", "MS", "DR", "GEN", "SEN", "GOV",
    "No", "Nos", "vs", "v", "i.e", "e.g", "cf", "P.S", "Vol", "vol", "Fig", "Figs", "Sec", "Art", "Attn",
    "approx", "esp", "est", "incl",
];

/// Words that keep the point after them before a number.
pub(super) const NUMBER_ABBREVIATIONS: &[&str] = &[
    "No", "Nos", "no", "nos", "pp", "Art", "art", "Sec", "sec", "Fig", "fig", "Figs", "ca", "Ch", "ch", "Rs",
    "tel", "Tel", "May", "June", "July",
];

/// First parts of acronyms that are longer than a letter.
pub(super) const DOTTED_STARTS: &[&str] = &["Ph", "Ed", "Sc", "Lt", "Ll"];

/// Last parts of the names of hosts and files.
pub(super) const HOST_ENDINGS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "biz", "io", "tv", "uk", "eu", "kr", "jp", "cn",
    "ru", "de", "fr", "au", "ca", "doc", "docx", "xls", "xlsx", "pdf", "html", "htm", "txt", "exe", "jpg",
    "png", "zip", "ppt", "csv", "url", "php", "asp", "unix", "cat",
];

/// Last parts of the names of hosts that stand before a path only.
pub(super) const SHORTENER_ENDINGS: &[&str] = &["ly", "co", "me", "gl", "be", "it", "us"];

/// Prefixes that stay with the word after the hyphen.
pub(super) const PREFIXES: &[&str] = &[
    "non", "e", "pre", "re", "co", "mid", "anti", "cross", "post", "over", "semi", "pro", "multi", "ex",
    "sub", "counter", "mini", "socio", "psycho", "inter", "intra", "arch", "un", "trans", "bi", "tri",
    "hyper", "mega", "quasi", "pseudo", "extra", "ultra", "de",
];

/// The length of the longest of the [`PREFIXES`].
pub(super) const LONGEST_PREFIX: usize = 7;

/// Units that are words of their own after a number without a space.
pub(super) const UNITS: &[&str] = &[
    "m", "M", "k", "K", "b", "B", "bn", "mn", "mln", "bln", "trn", "tn", "pm", "PM", "am", "AM", "km", "kg",
    "cm", "mm", "ft", "lb", "lbs", "oz", "hz", "Hz", "kHz", "MHz", "GHz", "KB", "MB", "GB", "TB", "kb", "kW",
    "MW", "GW", "kWh", "mph", "kph", "hr", "hrs", "hh", "min", "mins", "minutes", "sec", "days", "years",
    "percent", "pct", "pc", "p", "x", "t", "f", "F", "MM", "sq", "billion", "million", "mg", "ml", "nm", "W",
    "V", "watt",
];

/// What makes a word of its own with an apostrophe in front, after a word.
pub(super) const CLITICS: &[&str] = &["s", "m", "re", "ve", "ll", "d"];

/// Words with an apostrophe in front.
pub(super) const APOSTROPHE_WORDS: &[&str] =
    &["s", "m", "re", "ve", "ll", "d", "em", "n", "til", "cause", "tis", "twas", "bout", "cuz", "round"];

/// Faces, the longer ones first.
pub(super) const EMOTICONS: &[&str] = &[
    ":'-(", ":-))", ":-)", ":-(", ";-)", ":-D", ":-P", ":-/", "^_^", ":'(", ":))", ":)", ":(", ";)", ":D",
    ":P", ":O", ":o", ":p", ":/", "=)", "<3",
];

/// Words that begin sentences and no names: after them a letter with a point was not an initial.
pub(super) const SENTENCE_STARTS: &[&str] = &[
    "The", "A", "An", "It", "He", "She", "They", "We", "I", "You", "In", "On", "At", "But", "And", "If",
    "This", "That", "These", "There", "His", "Her", "Its", "Their", "When", "While", "As", "For", "After",
    "Before", "However", "So", "To", "What", "Who", "How", "Why", "No", "Yes", "Not", "Some", "Many", "Most",
    "All", "Also", "Then", "By", "With", "From",
];

/// Those of them that do not go on after an abbreviation: *…in the U.S. The company …*, but *the U.S. And Canada* in
/// texts that a machine has set.
pub(super) const AFTER_ABBREVIATIONS: &[&str] = &[
    "The", "A", "An", "It", "He", "She", "They", "We", "I", "You", "In", "But", "If", "These", "There",
    "His", "Her", "Its", "Their", "When", "While", "However", "Then",
];

/// The length of the longest of the [`contraction`]s.
pub(super) const LONGEST_CONTRACTION: usize = 8;

/// Where the second and third word of a contraction without an apostrophe begin.
pub(super) fn contraction(word: &str) -> Option<[usize; 2]> {
    let second = match word {
        "im" | "ive" => 1,
        "cant" | "wont" | "dont" | "aint" | "isnt" => word.len() - 2,
        "cannot" | "didnt" | "doesnt" | "wasnt" | "arent" | "werent" | "hasnt" | "havent" | "hadnt"
        | "wouldnt" | "couldnt" | "shouldnt" => word.len() - if word == "cannot" { 3 } else { 2 },
        "thats" | "whats" | "theres" | "heres" => word.len() - 1,
        "youre" | "theyre" | "youve" | "theyve" | "youll" => word.len() - 2,
        "arnt" => 2,
        "alot" => 1,
        "i'ma" | "i’ma" => return Some([1, word.len() - 1]),
        "gonna" | "wanna" | "gotta" | "outta" => 3,
        "lemme" | "gimme" => 3,
        "dunno" => return Some([2, 3]),
        _ => return None,
    };
    Some([second, usize::MAX])
}

/// News agencies, as datelines and credits name them.
pub(super) const AGENCIES: &[&str] = &[
    "ABC",
    "AFP",
    "AFX",
    "ANI",
    "ANSA",
    "AP",
    "Associated Press",
    "BBC",
    "Bernama",
    "Bloomberg",
    "Business Wire",
    "BUSINESS WIRE",
    "CBC",
    "CNN",
    "CP",
    "DPA",
    "dpa",
    "EFE",
    "IANS",
    "Interfax",
    "IPS",
    "IRNA",
    "ITAR-TASS",
    "Kyodo",
    "KYODO",
    "MarketWatch",
    "NNA",
    "PA",
    "PNA",
    "PRNewswire",
    "PTI",
    "RFE/RL",
    "RIA",
    "REUTERS",
    "Reuters",
    "SANA",
    "TASS",
    "UPI",
    "VOA",
    "WAM",
    "Wikinews",
    "XINHUA",
    "Xinhua",
    "YONHAP",
    "Yonhap",
];

/// Months, as datelines write them.
pub(super) const MONTHS: &[&str] = &[
    "Apr",
    "Apr.",
    "April",
    "Aug",
    "Aug.",
    "August",
    "Dec",
    "Dec.",
    "December",
    "Feb",
    "Feb.",
    "February",
    "Jan",
    "Jan.",
    "January",
    "Jul",
    "July",
    "Jun",
    "June",
    "Mar",
    "Mar.",
    "March",
    "May",
    "Nov",
    "Nov.",
    "November",
    "Oct",
    "Oct.",
    "October",
    "Sep",
    "Sep.",
    "Sept",
    "Sept.",
    "September",
];
