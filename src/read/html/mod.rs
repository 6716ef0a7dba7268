//! Web pages: an article a page.
//!
//! Heuristics decide which part of a page is the article, behind the trait [`Extract`]: [`Trafilatura`] is the better
//! one, [`Readability`] the faster. Both read the title, the day, the author, the site, the canonical address and the
//! declared language from meta elements, JSON-LD and the page.
//!
//! Lost are links, pictures and their captions, emphasis, menus, reader comments, tables' columns and everything that
//! scripts would add.

mod limits;
pub(super) mod paragraphs;

use super::charset;
use super::{Problem, ReadError, date, language_code, replace_nuls};
use crate::document::Article;
use crate::read::guard::guarded;

/// A way to find the article in a page.
pub trait Extract: Sync {
    /// The article of a page, without an id; none if the page has no article text.
    ///
    /// # Errors
    ///
    /// Why the page was refused: the limit that it exceeds.
    fn article(&self, html: &str) -> Result<Option<Article>, ReadError>;
}

/// The rules of trafilatura, with readability and justext if they find little.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trafilatura;

/// Mozilla's readability: some times faster, and more often wrong about what belongs to the article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Readability;

/// Reads the article of a page; `name` is its id, `charset` the character set from the protocol. None if the page has
/// no article, which is reported.
pub fn article(
    bytes: &[u8],
    charset: Option<&str>,
    name: &str,
    extract: &dyn Extract,
    problems: &mut Vec<Problem>,
) -> Option<Article> {
    let html = charset::decode(bytes, charset::Markup::Html, charset, problems).text;
    let html = replace_nuls(html, 1, problems);
    let found = limits::check(&html).and_then(|()| guarded(|| extract.article(&html))?);
    let message = match found {
        Ok(Some(article)) => return Some(Article { id: name.to_owned(), ..article }),
        Ok(None) => "no article was found in the page; it was skipped".to_owned(),
        Err(ReadError::Panicked(said)) => format!("the extractor failed: {said}; the page was skipped"),
        Err(limit) => format!("{limit}; the page was skipped"),
    };
    problems.push(Problem { line: 1, message });
    None
}

impl Extract for Trafilatura {
    fn article(&self, html: &str) -> Result<Option<Article>, ReadError> {
        let page = trafilatura::dom::Document::parse(html);
        let root = page.root();
        check_depth(root, |node| page.children(*node))?;
        let declared = page.query_selector(root, "html").and_then(|html| page.get_attribute(html, "lang"));
        let element = |element: &str| page.get_attribute(page.query_selector(root, element)?, "content");
        let published = published(element);
        let options = trafilatura::Options::default()
            .with_fallback(true)
            .with_exclude_comments(true)
            // it would guess from any number in the page, and a wrong day is worse than none
            .with_html_date_mode(trafilatura::HtmlDateMode::Fast);
        let Ok(found) = trafilatura::extract_document(page, &options) else { return Ok(None) };
        let meta = found.metadata;
        Ok(finish(Article {
            title: filled(meta.title),
            date: published.or(meta.date.map(|day| day.to_string())),
            source: filled(meta.sitename),
            author: filled(meta.author),
            url: filled(meta.url),
            language: declared.as_deref().and_then(language_code),
            text: parted(paragraphs::of(&found.content_html)?, html)?,
            ..Article::default()
        }))
    }
}

/// A text with the paragraphs that it has in the page: for a short article trafilatura joins the words of its element
/// without separators (*StormIt rained.*).
fn parted(text: String, html: &str) -> Result<String, ReadError> {
    if text.trim_end().contains('\n') {
        return Ok(text);
    }
    let Ok(page) = dom_smoothie::Readability::new(html, None, None) else { return Ok(text) };
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let wanted = letters(&text);
    for element in page.doc.select("article").nodes() {
        let found = paragraphs::of(&element.html())?;
        if letters(&found) == wanted {
            return Ok(found);
        }
    }
    Ok(text)
}

impl Extract for Readability {
    fn article(&self, html: &str) -> Result<Option<Article>, ReadError> {
        let Ok(mut page) = dom_smoothie::Readability::new(html, None, None) else { return Ok(None) };
        check_depth(page.doc.root(), |node| node.children())?;
        let address = canonical(&page);
        let element =
            |element: &str| page.doc.select_single(element).attr("content").map(|date| date.to_string());
        let day = published(element);
        let Ok(found) = page.parse() else { return Ok(None) };
        let written = found.published_time.unwrap_or_default();
        Ok(finish(Article {
            title: filled(found.title),
            date: day.or(date::leading(written.trim()).map(|(day, _)| day)),
            source: found.site_name.and_then(filled),
            author: found.byline.and_then(filled),
            url: address.or(found.url.and_then(filled)),
            language: found.lang.as_deref().and_then(language_code),
            text: paragraphs::of(&found.content)?,
            ..Article::default()
        }))
    }
}

/// The day in the meta elements, given how to look up the content of one. The extractors look at more places, but
/// accept no date before 1990 or after the year of their clock.
fn published(content: impl Fn(&str) -> Option<String>) -> Option<String> {
    let places =
        ["meta[property='article:published_time']", "meta[itemprop='datePublished']", "meta[name='date']"];
    places.into_iter().find_map(|place| Some(date::leading(content(place)?.trim())?.0))
}

/// The canonical address of a page.
fn canonical(page: &dom_smoothie::Readability) -> Option<String> {
    let places = [("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")];
    let addresses = places.map(|(element, key)| page.doc.select_single(element).attr(key));
    let is_absolute = |address: &String| address.starts_with("https://") || address.starts_with("http://");
    addresses.into_iter().flatten().filter_map(|address| filled(address.to_string())).find(is_absolute)
}

/// Checks without recursion whether a tree is too deep for recursive walks.
fn check_depth<N>(root: N, children: impl Fn(&N) -> Vec<N>) -> Result<(), ReadError> {
    let mut ahead = vec![(root, 0)];
    while let Some((node, depth)) = ahead.pop() {
        if depth > limits::DEPTH {
            return Err(ReadError::TooDeep(limits::DEPTH));
        }
        ahead.extend(children(&node).into_iter().map(|child| (child, depth + 1)));
    }
    Ok(())
}

/// The article without its headline as first paragraph; none if nothing is left.
fn finish(mut article: Article) -> Option<Article> {
    if let Some(rest) = article.title.as_deref().and_then(|title| article.text.strip_prefix(title))
        && let Some(rest) = rest.strip_prefix("\n\n")
    {
        article.text = rest.to_owned();
    }
    if article.text.trim().is_empty() {
        return None;
    }
    if article.date.is_none() {
        article.date = date::of_head(&article.text);
    }
    Some(article)
}

fn filled(value: String) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests;
