//! Bytes to characters, from any character set.
//!
//! A byte order mark decides; then whether the bytes are UTF-8; then the declaration of the source: the protocol, an
//! XML declaration, a meta element; last the detector of Firefox. For a text that was not UTF-8 the set is reported.
//! Bytes without a character in the set are lost: they become U+FFFD and are counted. Without the feature `formats`
//! only Unicode is read.

use super::{Problem, counted, decode_utf8};

/// The declarations of the character set that the bytes may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Nothing: plain text, tables.
    None,
    /// A meta element, or an XML declaration.
    Html,
    /// An XML declaration.
    Xml,
}

/// A text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the character set: `UTF-8`, `windows-1252`.
    pub encoding: &'static str,
}

/// Decodes bytes; `hint` is the name of the character set from the protocol (`ISO-8859-1` of a header `Content-Type`).
/// Undecodable bytes, and a set other than Unicode, are reported. Linear in the bytes.
pub fn decode(bytes: &[u8], markup: Markup, hint: Option<&str>, problems: &mut Vec<Problem>) -> Decoded {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => Decoded { text: decode_utf8(rest, 1, problems), encoding: "UTF-8" },
        [0xff, 0xfe, rest @ ..] => {
            Decoded { text: decode_utf16(rest, u16::from_le_bytes, problems), encoding: "UTF-16LE" }
        }
        [0xfe, 0xff, rest @ ..] => {
            Decoded { text: decode_utf16(rest, u16::from_be_bytes, problems), encoding: "UTF-16BE" }
        }
        _ => other_set(bytes, markup, hint, problems)
            .unwrap_or_else(|| Decoded { text: decode_utf8(bytes, 1, problems), encoding: "UTF-8" }),
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, problems: &mut Vec<Problem>) -> String {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut invalid = odd.len().min(1);
    let units = pairs.iter().map(|pair| unit(*pair));
    let decoded = char::decode_utf16(units).map(|c| {
        c.unwrap_or_else(|_| {
            invalid += 1;
            char::REPLACEMENT_CHARACTER
        })
    });
    let mut text: String = decoded.collect();
    if !odd.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    if invalid > 0 {
        let message = format!("{} not UTF-16, replaced by U+FFFD", counted(invalid, ["unit", "units"]));
        problems.push(Problem { line: 1, message });
    }
    text
}

#[cfg(not(feature = "formats"))]
fn other_set(_: &[u8], _: Markup, _: Option<&str>, _: &mut Vec<Problem>) -> Option<Decoded> {
    None
}

/// The text, if it is in no Unicode encoding.
#[cfg(feature = "formats")]
fn other_set(
    bytes: &[u8],
    markup: Markup,
    hint: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Option<Decoded> {
    use encoding_rs::{ISO_2022_JP, UTF_8};

    // its bytes are ASCII
    let is_japanese_mail = || bytes.contains(&0x1b) && guess(bytes) == ISO_2022_JP;
    let (encoding, how) = if is_japanese_mail() {
        (ISO_2022_JP, "by its look")
    } else if is_mostly_utf8(bytes) {
        return None;
    } else if let Some(declared) = hint.and_then(named).or_else(|| named(&declared(bytes, markup)?)) {
        (declared, "as it is declared")
    } else {
        (guess(bytes), "by its look")
    };
    if encoding == UTF_8 {
        return None;
    }
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    problems.push(Problem { line: 1, message: format!("not UTF-8: read as {name}, {how}") });
    if has_errors {
        let count = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        let message = format!("{} not {name}, replaced by U+FFFD", counted(count, ["stretch", "stretches"]));
        problems.push(Problem { line: 1, message });
    }
    Some(Decoded { text: text.into_owned(), encoding: name })
}

/// Whether bytes are UTF-8, perhaps damaged: more characters beyond ASCII are whole than broken. Other sets have no NUL
/// either.
#[cfg(feature = "formats")]
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || whole > broken || bytes.contains(&0)
}

/// The encoding of that name, if a file can use it and it is not Unicode: a declaration that contradicts the bytes is
/// useless.
#[cfg(feature = "formats")]
fn named(label: &str) -> Option<&'static encoding_rs::Encoding> {
    use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    (![UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT, X_USER_DEFINED].contains(&encoding)).then_some(encoding)
}

/// The encoding by the detector. A few thousand characters are enough.
#[cfg(feature = "formats")]
fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

    const ENOUGH: usize = 64 * 1024;
    // from the first byte beyond ASCII
    let start = bytes.iter().position(|byte| !byte.is_ascii() || *byte == 0x1b).unwrap_or_default();
    let start = start.saturating_sub(2);
    let telling = &bytes[start..bytes.len().min(start + ENOUGH)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(telling, telling.len() < ENOUGH);
    detector.guess(None, Utf8Detection::Deny)
}

/// The character set that markup declares in its first bytes.
#[cfg(feature = "formats")]
fn declared(bytes: &[u8], markup: Markup) -> Option<String> {
    // the names of sets and their context are ASCII in every set
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let xml = || {
        let declaration = head.trim_start().strip_prefix("<?xml")?;
        value_after(&declaration[..declaration.find("?>")?], "encoding")
    };
    let html = || {
        head.match_indices('<').find_map(|(at, _)| {
            let tag = &head[at + 1..];
            let is_meta = tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("meta"));
            is_meta.then(|| value_after(&tag[..tag.find('>')?], "charset")).flatten()
        })
    };
    let found = match markup {
        Markup::None => None,
        Markup::Xml => xml(),
        Markup::Html => xml().or_else(html),
    };
    found.map(str::to_owned)
}

/// The declared value: `utf-8` of ` charset = "utf-8"`.
#[cfg(feature = "formats")]
fn value_after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let at = text.to_ascii_lowercase().find(key)?;
    let value = text[at + key.len()..].trim_start().strip_prefix('=')?;
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| matches!(c, '"' | '\'' | ';' | '/') || c.is_whitespace());
    Some(&value[..end.unwrap_or(value.len())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8], markup: Markup, hint: Option<&str>) -> (String, &'static str, Vec<String>) {
        let mut problems = Vec::new();
        let decoded = decode(bytes, markup, hint, &mut problems);
        (decoded.text, decoded.encoding, problems.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn unicode_is_read_as_such_whatever_is_declared() {
        let text = "<meta charset=gbk> Häfen 🚢 מים";
        assert_eq!(read(text.as_bytes(), Markup::Html, Some("latin1")), (text.into(), "UTF-8", vec![]));
        let marked: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&marked, Markup::Html, None), (text.into(), "UTF-16LE", vec![]));
        let damaged = [text.as_bytes(), b" \xff"].concat();
        assert_eq!(read(&damaged, Markup::None, None).2, ["1 byte was not UTF-8, replaced by U+FFFD"]);
    }

    #[cfg(feature = "formats")]
    mod other_sets {
        use super::*;
        use encoding_rs::*;

        #[test]
        fn texts_of_old_sets_are_known_by_their_look() {
            for (encoding, text) in [
                (WINDOWS_1252, "The café’s owner said “no” on Monday; it costs €5 at the naïve señor’s."),
                (WINDOWS_1251, "Порт снова открыт, сообщило министерство в понедельник утром."),
                (WINDOWS_1256, "قالت وزارة الموانئ إن الإضراب انتهى يوم الاثنين وعادت السفن إلى البحر"),
                (WINDOWS_1255, "משרד הנמלים הודיע כי השביתה הסתיימה ביום שני והאוניות חזרו לים"),
                (SHIFT_JIS, "港湾省は月曜日、ストライキが終わり、船が再び出航すると発表した。"),
                (ISO_2022_JP, "港湾省は月曜日、ストライキが終わり、船が再び出航すると発表した。"),
                (GBK, "港口部星期一表示，罢工已经结束，船只将重新启航。"),
                (BIG5, "港口部星期一表示，罷工已經結束，船隻將重新啟航。"),
                (EUC_KR, "항만부는 월요일 파업이 끝났으며 배들이 다시 출항할 것이라고 밝혔다."),
            ] {
                let bytes = encoding.encode(text).0;
                let (found, name, told) = read(&bytes, Markup::None, None);
                assert_eq!((found.as_str(), name), (text, encoding.name()));
                assert_eq!(told, [format!("not UTF-8: read as {name}, by its look")]);
            }
        }

        #[test]
        fn what_is_declared_is_believed_where_it_can_be() {
            let polish = ISO_8859_2.encode("Żółw").0;
            for head in [
                "<meta charset=\"iso-8859-2\">",
                "<META http-equiv=Content-Type content='text/html; charset=ISO-8859-2'>",
                "<?xml version=\"1.0\" encoding='latin2'?>",
            ] {
                let bytes = [head.as_bytes(), &polish].concat();
                let (text, name, told) = read(&bytes, Markup::Html, None);
                assert_eq!((text, name), (format!("{head}Żółw"), "ISO-8859-2"));
                assert_eq!(told, ["not UTF-8: read as ISO-8859-2, as it is declared"]);
            }
            let late = [b"<title>".as_slice(), &polish, b"</title><meta charset=iso-8859-2>"].concat();
            assert_eq!(read(&late, Markup::Html, None).1, "ISO-8859-2");
            assert_eq!(read(&polish, Markup::None, Some("ISO-8859-2")).0, "Żółw");
            assert_eq!(read(b"caf\xe9 au lait", Markup::None, Some("utf-8")).1, "windows-1252");
        }

        #[test]
        fn bytes_that_mean_nothing_in_a_set_are_counted() {
            let (text, _, told) = read(b"\x83e\x83X\x83g \xff\xff ", Markup::None, Some("shift_jis"));
            assert_eq!(text, "テスト \u{fffd}\u{fffd} ");
            assert_eq!(told[1], "2 stretches were not Shift_JIS, replaced by U+FFFD");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>, hint: String) {
            for markup in [Markup::None, Markup::Html, Markup::Xml] {
                decode(&bytes, markup, Some(&hint), &mut Vec::new());
                let meta = [b"<meta charset=".as_slice(), hint.as_bytes(), b">", &bytes].concat();
                decode(&meta, markup, None, &mut Vec::new());
            }
        }
    }
}
