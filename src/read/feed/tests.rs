//! Feeds of every kind, and what is no feed.

use proptest::prelude::*;

use super::*;

fn read(feed: &str) -> (Vec<Article>, Vec<(usize, String)>) {
    let (articles, problems) = articles(feed.as_bytes(), None, "feed");
    (articles, problems.into_iter().map(|problem| (problem.line, problem.message)).collect())
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>Hafenblatt &amp;amp; Söhne 🌊</title><language>en-gb</language><link>https://port.example/</link>
  <item>
    <title>Ships &#x1F6A2; sail &lt;i&gt;again&lt;/i&gt;</title>
    <media:title>not this</media:title><media:content url="x"><media:title>nor this</media:title></media:content>
    <link>https://port.example/a</link><guid isPermaLink="false">story-7</guid>
    <pubDate>Mon, 20 May 2019 23:51:00 -0500</pubDate>
    <author>desk@port.example（Ana） (Ana Ruiz)</author><dc:creator>דנה כהן</dc:creator>
    <description>A teaser.</description>
    <c:encoded><![CDATA[<p>The strike ended.</p><p>הנמל נפתח &mdash; &quot;good&quot;.</p>]]></c:encoded>
  </item>
  <item><title>Empty</title><description> </description></item>
  <item><guid>https://port.example/b</guid><description>Rain &amp;lt;b&amp;gt; fell.<b>Bold</b> &lt;br&gt;</description><pubDate>soon</pubDate></item>
</channel></rss>"#;

#[test]
fn entries_of_rss_are_articles_with_their_full_text() {
    let (articles, problems) = read(RSS);
    let first = &articles[0];
    assert_eq!(first.id, "story-7");
    assert_eq!(first.title.as_deref(), Some("Ships 🚢 sail again"));
    assert_eq!(first.date.as_deref(), Some("2019-05-20"));
    assert_eq!(first.author.as_deref(), Some("Ana Ruiz; דנה כהן"));
    assert_eq!(first.source.as_deref(), Some("Hafenblatt & Söhne 🌊"));
    assert_eq!(first.url.as_deref(), Some("https://port.example/a"));
    assert_eq!(first.language.as_deref(), Some("en"));
    assert_eq!(first.text, "The strike ended.\n\nהנמל נפתח — \"good\".\n");
    assert_eq!(
        (articles[1].id.as_str(), articles[1].url.as_deref()),
        ("https://port.example/b", Some("https://port.example/b"))
    );
    assert_eq!(
        problems,
        [
            (14, "the entry has no text; it was skipped".to_owned()),
            (15, "the date `soon` was not understood; write it as 2019-05-20".to_owned()),
        ]
    );
}

#[test]
fn entries_of_atom_are_articles_whatever_their_content_is() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
      <title type="text">Port &amp; Quai</title><author><name>Desk</name></author>
      <entry xml:lang="en"><id>urn:1</id><title type="html">A &lt;b&gt;B&lt;/b&gt;</title>
        <link rel="self" href="https://port.example/x"/><link href="https://port.example/y"/>
        <updated>2019-06-01T00:00:00Z</updated><published>2019-05-20T23:00:00-08:00</published>
        <author><name>Ana</name><uri>u</uri></author><author><name>Ben</name></author>
        <source><title>Elsewhere</title><id>no</id></source>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &lt; two</p><p>נמל 🚢</p></div></content></entry>
      <entry><id>an id with spaces</id><summary>Plain &lt;text&gt; here.</summary></entry>
    </feed>"#;
    let (articles, problems) = read(feed);
    assert_eq!(problems, []);
    assert_eq!(
        articles[0],
        Article {
            id: "urn:1".into(),
            title: Some("A B".into()),
            date: Some("2019-05-20".into()),
            source: Some("Port & Quai".into()),
            author: Some("Ana; Ben".into()),
            url: Some("https://port.example/y".into()),
            language: Some("en".into()),
            text: "One < two\n\nנמל 🚢\n".into(),
        }
    );
    assert_eq!((articles[1].id.as_str(), articles[1].text.as_str()), ("feed-2", "Plain <text> here.\n"));
    assert_eq!((articles[1].author.as_deref(), articles[1].language.as_deref()), (Some("Desk"), Some("fr")));
}

#[test]
fn the_feeds_of_before_are_read() {
    let feed = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="x"><title>Old port</title></channel>
      <item rdf:about="y"><title>T</title><link>https://port.example/z</link><description>It rained.</description>
      <dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2003-01-02T03:04:05Z</dc:date></item></rdf:RDF>"#;
    let (articles, problems) = read(feed);
    assert_eq!(problems, []);
    assert_eq!(articles[0].text, "It rained.\n");
    assert_eq!(articles[0].date.as_deref(), Some("2003-01-02"));
    assert_eq!(articles[0].source.as_deref(), Some("Old port"));
    let (articles, _) = read(
        "<rss version='0.91'><channel><item><description>It snowed.</description></item></channel></rss>",
    );
    assert_eq!(articles[0].text, "It snowed.\n");
}

#[test]
fn entries_of_a_json_feed_are_articles() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Port", "language": "en-US", "authors": [{"name": "Desk"}],
      "items": [
        {"id": 7, "url": "https://port.example/7", "content_html": "<p>Ships 🚢</p><p>ים</p>", "date_published": "2019-05-20T07:51:00+09:00"},
        {"id": "b", "content_text": "Plain <b>.", "authors": [{"name": "Ana"}], "title": "T"},
        {"id": "c", "summary": null}, 5]}"#;
    let (articles, problems) = read(feed);
    let found: Vec<_> =
        articles.iter().map(|a| (a.id.as_str(), a.text.as_str(), a.author.as_deref())).collect();
    assert_eq!(found, [("7", "Ships 🚢\n\nים\n", Some("Desk")), ("b", "Plain <b>.\n", Some("Ana"))]);
    assert_eq!(articles[0].date.as_deref(), Some("2019-05-20"));
    assert_eq!(problems.len(), 2);
}

#[test]
fn what_is_no_feed_or_ends_early_is_told() {
    let told = |feed: &str| read(feed).1.pop().unwrap();
    assert_eq!(told("<html><body>").1, "no feed: neither RSS nor Atom; nothing was read");
    assert_eq!(told("{}").0, 1);
    assert!(told("{\"version\": \"2\", \"items\": []}").1.starts_with("no JSON Feed: its version"));
    let half = &RSS[..RSS.find("<item><title>Empty").unwrap()];
    let (articles, problems) = read(half);
    assert_eq!(articles.len(), 1);
    assert_eq!(problems, [(14, "the feed does not end; an entry may be missing".to_owned())]);
}

#[test]
fn elements_that_are_left_open_end_with_the_one_around_them() {
    let item = "<item><description><p>It rained.<br>And snowed.</x></description></item>";
    let (articles, problems) = read(&format!("<rss><channel>{}</channel></rss>", item.repeat(3)));
    assert_eq!(problems, []);
    assert_eq!(articles.len(), 3);
    assert_eq!(articles[2].text, "It rained.\nAnd snowed.\n");
}

#[test]
fn entities_of_a_document_type_are_not_expanded() {
    let feed = r#"<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
      <rss version="2.0"><channel><item><title>&b;</title><description>Ha &b; &x; end.</description></item></channel></rss>"#;
    let (articles, _) = read(feed);
    assert_eq!(articles[0].text, "Ha &b; &x; end.\n");
}

#[test]
fn markup_beyond_the_limits_is_told_and_the_summary_read() {
    let deep = "&lt;div&gt;".repeat(100_000);
    let feed = format!(
        "<rss><channel><item><description>It rained.</description><content:encoded>{deep}</content:encoded></item></channel></rss>"
    );
    let (articles, problems) = read(&feed);
    assert_eq!(articles[0].text, "It rained.\n");
    assert_eq!(problems[0].1, "elements are nested deeper than 256; the text of the entry was not read");
    let deep = "<a xmlns:b='c'>".repeat(100_000);
    let (_, problems) = read(&format!("<rss><channel><item><description>{deep}"));
    assert_eq!(problems, [(1, "elements are nested deeper than 256; what follows was not read".to_owned())]);
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        articles(&bytes, None, "feed");
        for start in ["<rss><channel><item><description>", "<feed><entry><author>", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":["] {
            articles(&[start.as_bytes(), &bytes].concat(), None, "feed");
        }
    }

    #[test]
    fn any_elements_are_read(parts in prop::collection::vec(prop::sample::select(vec![
        "<item>", "</item>", "<entry>", "</entry>", "<title>", "</title>", "<author>", "<name>", "</name>", "</author>",
        "<link href='x'/>", "<link>", "</link>", "<content type='xhtml'>", "</content>", "<description>", "</description>",
        "<![CDATA[<p>x]]>", "<!-- -->", "&amp;", "&", "&#0;", "&#xffffffff;", "&nbsp;", "text 🚢", "<", ">", "<p a=1 a=1>", "</p>",
        "a@b.co）", "（a@b.co",
    ]), 0..40)) {
        for root in ["<rss><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>"] {
            articles(format!("{root}{}", parts.concat()).as_bytes(), None, "feed");
        }
    }
}
