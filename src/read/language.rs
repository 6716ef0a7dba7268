//! The language of a text.
//!
//! Trigrams identify it (whatlang). Dateline reads English, so it only matters which texts are certainly not English: a
//! short or mixed text, a table of results, a list of names count as English.

use whatlang::{Detector, Lang, Script};

use crate::english::words::{self, Class};

/// The number of bytes of a text that are examined.
const ENOUGH: usize = 4_000;

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1 (`en`).
    pub code: &'static str,
    /// Whether it is certain.
    pub is_reliable: bool,
}

/// The language of a text by its first 4,000 bytes; none if it has no letters or is in Latin letters and too mixed.
/// O(1).
///
/// ```
/// use dateline::read::language::language;
///
/// let found = language("Le ministère des ports a déclaré lundi que la grève était terminée.").unwrap();
/// assert_eq!(found.code, "fr");
/// ```
pub fn language(text: &str) -> Option<Language> {
    let info = Detector::new().detect(start_of(text))?;
    let code = code(info.lang())?;
    Some(Language { code, is_reliable: info.is_reliable() })
}

/// Whether a text is certainly in a language other than English. O(1).
///
/// It is certain for a text with at least 20 letters, most of them in a script that English does not use, and for a
/// text of 100 Latin letters or more with hardly any of the words that every English text has, if whatlang reliably
/// takes it for another language.
pub fn is_other_than_english(text: &str) -> bool {
    let text = start_of(text);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let latin = text.chars().filter(|c| c.is_alphabetic() && is_latin(*c)).count();
    if latin * 2 < letters {
        return letters - latin >= 20;
    }
    if latin < 100 || has_english_words(text) {
        return false;
    }
    let info = Detector::new().detect(text);
    info.is_some_and(|info| info.script() == Script::Latin && info.lang() != Lang::Eng && info.is_reliable())
}

/// The start of a text that is examined.
fn start_of(text: &str) -> &str {
    &text[..text.floor_char_boundary(ENOUGH)]
}

fn is_latin(c: char) -> bool {
    c <= '\u{24f}' || ('\u{1e00}'..='\u{1eff}').contains(&c)
}

/// Whether at least one word in forty is a very frequent English word that its neighbours do not have.
fn has_english_words(text: &str) -> bool {
    let mut all = 0;
    let mut english = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        english += usize::from(words::is(Class::Frequent, &word.to_ascii_lowercase()));
    }
    // *of* and *by* are words of Dutch and Danish too, so one is no proof
    english >= 2 && english * 40 >= all
}

/// ISO 639-1 of a language; none if it has no code there.
fn code(language: Lang) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    CODES.iter().find(|(three, _)| *three == language.code()).map(|(_, two)| *two)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_language_that_is_told_apart_has_a_code() {
        for language in Lang::all() {
            assert!(code(*language).is_some(), "{}", language.code());
        }
    }

    /// Our own paragraphs, in the manner of an encyclopaedia.
    const OTHERS: &[(&str, &[&str])] = &[
        (
            "de",
            &[
                "Der Hafen von Rotterdam ist der größte Tiefwasserhafen Europas. Er liegt an der Mündung von Rhein und Maas und wurde im vierzehnten Jahrhundert gegründet. Heute werden dort jedes Jahr viele Millionen Tonnen Güter umgeschlagen.",
                "Das Ministerium teilte am Montag mit, dass die Regierung neue Zölle beschlossen habe. Ein Sprecher sagte, die Verhandlungen mit den Nachbarn seien gescheitert.",
            ],
        ),
        (
            "fr",
            &[
                "Le port de Marseille est le plus grand port de France. Situé sur la côte de la Méditerranée, il a été fondé par des marins grecs et accueille aujourd'hui des navires du monde entier.",
                "Le président a rencontré lundi son homologue à Paris afin de discuter de la guerre et des sanctions. Aucun accord n'a été trouvé, selon un porte-parole.",
            ],
        ),
        (
            "es",
            &[
                "El puerto de Barcelona es uno de los más importantes del Mediterráneo. Desde hace siglos llegan hasta él barcos de todo el mundo cargados de mercancías y de viajeros.",
                "La policía detuvo el lunes a tres hombres que, según el ministerio, habían atacado una comisaría en las afueras de la capital.",
            ],
        ),
        (
            "ru",
            &[
                "Порт Мурманск является одним из крупнейших портов России. Он расположен на берегу Кольского залива и не замерзает даже зимой.",
                "В понедельник министр заявил, что переговоры завершились без результата.",
            ],
        ),
        (
            "ar",
            &[
                "ميناء الإسكندرية هو أكبر ميناء في مصر ويقع على ساحل البحر الأبيض المتوسط. تأسست المدينة في زمن الإسكندر الأكبر.",
                "قال الوزير يوم الاثنين إن المحادثات انتهت دون اتفاق بين الطرفين.",
            ],
        ),
        (
            "zh",
            &[
                "上海港是世界上最大的集装箱港口之一，位于长江入海口，每年有大量船只在此停靠。",
                "外交部发言人星期一表示，双方将继续举行会谈，以解决边境问题。",
            ],
        ),
        (
            "pt",
            &[
                "O porto de Santos é o maior porto do Brasil e da América Latina. Fica no litoral do estado de São Paulo e recebe navios que transportam café, açúcar e soja.",
                "A polícia prendeu na segunda-feira dois homens suspeitos de terem atacado uma agência bancária no centro da cidade, informou o governo.",
            ],
        ),
        (
            "nl",
            &[
                "De haven van Antwerpen is de op een na grootste haven van Europa. Zij ligt aan de Schelde en werd al in de middeleeuwen door kooplieden uit vele landen bezocht.",
                "De politie heeft maandag drie mannen opgepakt die volgens het ministerie van plan waren om een aanslag te plegen op een kerk of een school.",
            ],
        ),
    ];

    #[test]
    fn paragraphs_of_other_languages_are_found() {
        for (code, texts) in OTHERS {
            for text in *texts {
                assert!(is_other_than_english(text), "{text}");
                assert_eq!(language(text).map(|found| found.code), Some(*code), "{text}");
            }
        }
    }

    #[test]
    fn english_is_never_taken_for_another_language() {
        for text in [
            "",
            "🚢🌊",
            "Yes.",
            "Ships sail again.",
            "Police in São Paulo arrested José Antônio da Silva.",
            "Gaza City: قصف",
            "Bayern München 3, Borussia Dortmund 1; Real Madrid 2, Atlético 2; Ajax 4, PSV Eindhoven 0; Internazionale 1, Juventus 1.",
            "Angela Merkel met Emmanuel Macron, Mario Draghi, Pedro Sánchez, Mark Rutte and António Costa in Brussels on Monday.",
            "WASHINGTON, May 20 (Reuters) - Jeff Mason, Susan Heavey, Doina Chiacu; editing by Lisa Shumaker, Jonathan Oatis",
            "Al-Shabaab fighters attacked Baidoa, Kismayo, Beledweyne, Galkayo, Jowhar, Afgooye and Baraawe last week; 12 killed, 30 injured.",
            "“القدس” said the sign on the wall of the shop, which the owner had painted in green and white letters.",
        ] {
            assert!(!is_other_than_english(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_language_or_none(text: String) {
            language(&text);
            is_other_than_english(&text.repeat(300));
        }
    }
}
