//! Pages and what both extractors make of them.

use proptest::prelude::*;

use super::*;

const EXTRACTORS: [&dyn Extract; 2] = [&Trafilatura, &Readability];

/// A page as newspapers make them, all of it ours.
const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Dockers end strike at Haifa 🚢 - Hafenblatt</title>
<meta property="og:site_name" content="Hafenblatt"><meta property="og:title" content="Dockers end strike at Haifa 🚢">
<link rel="canonical" href="https://port.example/news/haifa-strike">
<meta property="og:url" content="https://port.example/news/haifa-strike"><meta name="author" content="Ana Ruiz">
<meta property="article:published_time" content="2019-05-20T23:51:00-05:00">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Dockers end strike at Haifa 🚢",
"datePublished": "2019-05-20T23:51:00-05:00", "author": {"@type": "Person", "name": "Ana Ruiz"}, "publisher": {"@type": "Organization", "name": "Hafenblatt"}}</script>
<style>p { color: blue }</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Dockers end strike at Haifa 🚢</h1>
<p>Dockers at the port of Haifa (<i>נמל חיפה</i>) ended a strike of eleven days on Monday, the ministry of transport said, after both sides agreed on higher wages.</p>
<p>&ldquo;We are going back to work,&rdquo; said the head of the union, who had called the strike on&nbsp;May 9. Ships 🌊 that had waited off the coast entered the port in the evening.</p>
<h2>A long dispute</h2>
<p>The government sent police to the port last week. Two men were arrested and later released, and a court ruled on Friday that the strike was lawful.</p>
<p>Exporters said that they had lost millions every day while fruit rotted in containers, and that it would take weeks until all goods had left the country.</p>
</article>
<div class="related"><h3>More</h3><a href="/a">Storm closes port</a> <a href="/b">Prices of fruit rise</a></div>
<footer>© Hafenblatt 2019. All rights reserved. <a href="/privacy">Privacy</a></footer></body></html>"#;

const TEXT: &str = "Dockers at the port of Haifa (נמל חיפה) ended a strike of eleven days on Monday, the ministry of transport said, after both sides agreed on higher wages.

“We are going back to work,” said the head of the union, who had called the strike on May 9. Ships 🌊 that had waited off the coast entered the port in the evening.

A long dispute

The government sent police to the port last week. Two men were arrested and later released, and a court ruled on Friday that the strike was lawful.

Exporters said that they had lost millions every day while fruit rotted in containers, and that it would take weeks until all goods had left the country.
";

fn read(page: &[u8], extract: &dyn Extract) -> (Option<Article>, Vec<String>) {
    let mut problems = Vec::new();
    let article = article(page, None, "page", extract, &mut problems);
    (article, problems.into_iter().map(|problem| problem.message).collect())
}

#[test]
fn the_article_of_a_page_is_read_with_what_the_page_says_of_it() {
    let expected = Article {
        id: "page".into(),
        title: Some("Dockers end strike at Haifa 🚢".into()),
        date: Some("2019-05-20".into()),
        source: Some("Hafenblatt".into()),
        author: Some("Ana Ruiz".into()),
        url: Some("https://port.example/news/haifa-strike".into()),
        language: Some("en".into()),
        text: TEXT.into(),
    };
    for extract in EXTRACTORS {
        let (article, problems) = read(PAGE.as_bytes(), extract);
        assert_eq!((article.as_ref(), problems.len()), (Some(&expected), 0));
    }
}

#[test]
fn old_pages_keep_their_days() {
    let old = "<meta name=date content='1-JUN-1987 03:17:14.53'>";
    let page = PAGE.replace("2019-05-20T23:51:00-05:00", "").replace("<style>", &format!("{old}<style>"));
    for extract in EXTRACTORS {
        let (article, _) = read(page.as_bytes(), extract);
        assert_eq!(article.unwrap().date.as_deref(), Some("1987-06-01"));
    }
}

#[test]
fn a_page_in_another_character_set_is_read_all_the_same() {
    let page = PAGE.replace("utf-8", "windows-1255").replace(['🚢', '🌊'], "");
    let byte = |c: char| match c {
        'א'..='ת' => (c as u32 - 'א' as u32 + 0xe0) as u8,
        '©' => 0xa9,
        _ => u8::try_from(c).unwrap(),
    };
    let bytes: Vec<u8> = page.chars().map(byte).collect();
    for extract in EXTRACTORS {
        let (article, problems) = read(&bytes, extract);
        assert!(article.unwrap().text.contains("נמל חיפה"));
        assert_eq!(problems, ["not UTF-8: read as windows-1255, as it is declared"]);
    }
}

#[test]
fn a_page_without_an_article_is_told_and_none() {
    for page in
        ["", " ", "<html><body></body></html>", "<script>let a = '<p>text</p>';</script>", "<!-- x -->"]
    {
        for extract in EXTRACTORS {
            let (article, problems) = read(page.as_bytes(), extract);
            assert_eq!(article, None, "{page}");
            assert_eq!(problems, ["no article was found in the page; it was skipped"], "{page}");
        }
    }
}

#[test]
fn pages_that_parsers_choke_on_are_told_and_skipped() {
    let sentence = "<p>The ministry said on Monday that the strike had ended and that ships would sail.</p>";
    for (page, message) in [
        ("<div>".repeat(100_000), "elements are nested deeper than 256; the page was skipped"),
        (
            // the scan takes the end tags for real ones
            format!("{}{}", "<div><table><tr><td></div>".repeat(300), sentence.repeat(5)),
            "elements are nested deeper than 256; the page was skipped",
        ),
    ] {
        for extract in EXTRACTORS {
            let (article, problems) = read(page.as_bytes(), extract);
            assert_eq!((article, problems), (None, vec![message.to_owned()]));
        }
    }
}

#[test]
fn tags_of_languages_are_their_codes() {
    assert_eq!(language_code("en-GB").as_deref(), Some("en"));
    assert_eq!(language_code(" ZH_Hant").as_deref(), Some("zh"));
    assert_eq!(language_code("english"), None);
    assert_eq!(language_code(""), None);
}

/// Pieces of pages of which some are ill-formed.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class='article content post'>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul>",
        "<li>",
        "</ul>",
        "<a href='//x'>",
        "<a href='http://[::1'>",
        "</a>",
        "<br>",
        "<br><br>",
        "<h1>",
        "</h1>",
        "<h2 id=a>",
        "</h2>",
        "<b>",
        "</b>",
        "<i>",
        "<font size=1>",
        "<svg>",
        "</svg>",
        "<math>",
        "<template>",
        "</template>",
        "<select><option>",
        "<noscript>",
        "</noscript>",
        "<pre>",
        "<code>",
        "<blockquote>",
        "</blockquote>",
        "<img src=x alt='a'>",
        "<figure><figcaption>",
        "<form>",
        "<iframe>",
        "<script type='application/ld+json'>",
        "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",",
        "{\"@context\":{\"@vocab\":\"http://schema.org\"},\"@graph\":[{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"ß🚢",
        "\"headline\":\"é\"",
        "\"datePublished\":\"2019-13-40T99:99\"",
        "\"author\":[1,{\"name\":null}]",
        "}",
        "]",
        "\"",
        "\\u12",
        "</script>",
        "<head>",
        "<body>",
        "<html lang='x'>",
        "<title>",
        "</title>",
        "a | b - c : d » e",
        "<meta property='og:title' content='İ ﬀ'>",
        "<meta name='author' content='by , and 🚢'>",
        "<meta property='article:published_time' content='2019-02-30'>",
        "<meta name=date content='20 Mayıs 2019'>",
        "<meta property='og:url' content='//x'>",
        "<meta property='og:site_name' content='@é'>",
        "<link rel=canonical href='/2019/99/99/'>",
        "<time datetime='0000-00-00'>",
        "<span class='author byline'>By İ.</span>",
        "<abbr data-utime='99999999999999'>",
        "<p class=date>31/02/2019</p>",
        "<p>The ministry said, on Monday, that the strike had ended and that ships would sail again from the port.</p>",
        "<p>Il a dit, selon le ministère, que la grève était terminée, et que les bateaux partiraient.</p>",
        "שלום, עולם ",
        "🚢 ",
        "\u{a0}",
        "\u{202e}",
        "&#0;",
        "&#x110000;",
        "&amp",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?x",
        "\r\n",
        "Posted on May 32, 2019 ",
        "© 2019 ",
        "12.12.12 ",
        "https://x.example/2019/05/20/ ",
    ])
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        for extract in EXTRACTORS {
            read(&bytes, extract);
        }
    }

    #[test]
    fn any_pieces_of_pages_are_read(pieces in prop::collection::vec(piece(), 0..60)) {
        for extract in EXTRACTORS {
            read(pieces.concat().as_bytes(), extract);
        }
    }
}

#[test]
fn a_short_page_keeps_its_paragraphs() {
    let page = "<html><head><title>Storm</title></head><body><nav><a href=/>Home</a></nav><article><h1>Storm</h1>\
                <p>It rained in Oslo on Monday, and boats 🚢 stayed in the harbour until noon.</p>\
                <p>שלום, said Anna Brandt, who visited Norway with her brother and Lena Okoye.</p></article></body></html>";
    let article = article(page.as_bytes(), None, "storm", &Trafilatura, &mut Vec::new()).unwrap();
    assert_eq!(
        article.text,
        "It rained in Oslo on Monday, and boats 🚢 stayed in the harbour until noon.\n\n\
         שלום, said Anna Brandt, who visited Norway with her brother and Lena Okoye.\n"
    );
}
