//! Responses of servers, as they were sent.

use std::io::{self, Read};

use super::{Fields, MAX_HEADER};
use crate::read::ReadError;

/// The content of a response that is a page.
pub(super) struct Page {
    pub(super) content_type: String,
    pub(super) charset: Option<String>,
    pub(super) body: Vec<u8>,
}

/// Why a response is no page.
pub(super) enum NoPage {
    /// It is of another kind.
    Other(String),
    /// It is broken; the message says how.
    Broken(String),
}

/// The page of a response, without the encoding of its transfer; at most `limit` bytes.
pub(super) fn page(answer: &[u8], limit: u64) -> Result<Page, NoPage> {
    let broken = |message: &str| NoPage::Broken(format!("{message}; the record was skipped"));
    let (head, body) = split_head(answer).ok_or_else(|| broken("the answer of the server has no header"))?;
    let status = String::from_utf8_lossy(head.split(|&byte| byte == b'\n').next().unwrap_or_default());
    if !status.starts_with("HTTP/") {
        return Err(broken("the answer of the server is not HTTP"));
    }
    let status = status.split_whitespace().nth(1).unwrap_or("unknown");
    if status != "200" {
        return Err(NoPage::Other(format!("status {status}")));
    }
    let header = Fields::parse(head);
    // checked before a picture is decoded in vain
    kind(&header, body, &[HTML, XHTML])?;
    let is_chunked =
        header.get("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
    // many crawlers keep the headers of encodings that they removed
    let whole = if is_chunked { unchunk(body) } else { None };
    let body = whole.as_deref().unwrap_or(body);
    let coding = header.get("content-encoding").unwrap_or("identity").to_ascii_lowercase();
    let body = unpack(body, coding.trim(), limit).map_err(|error| broken(&error.to_string()))?;
    content_of(&header, body, &[HTML, XHTML])
}

/// The content of a record that is no response.
pub(super) fn content(header: &Fields, block: Vec<u8>) -> Result<Page, NoPage> {
    content_of(header, block, &[HTML, XHTML, "text/plain"])
}

const HTML: &str = "text/html";
const XHTML: &str = "application/xhtml+xml";

fn content_of(header: &Fields, body: Vec<u8>, wanted: &[&str]) -> Result<Page, NoPage> {
    let content_type = kind(header, &body, wanted)?;
    let parameters = header.get("content-type").unwrap_or_default();
    let charset = parameters.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    Ok(Page { content_type, charset: charset.filter(|charset| !charset.is_empty()), body })
}

/// The type of the content, if it is a wanted one. If none is given, the first bytes may show HTML.
fn kind(header: &Fields, body: &[u8], wanted: &[&str]) -> Result<String, NoPage> {
    let told = header.get("content-type").and_then(|told| told.split(';').next()).unwrap_or_default();
    let told = told.trim().to_ascii_lowercase();
    if wanted.contains(&told.as_str()) {
        return Ok(told);
    }
    if !told.is_empty() {
        return Err(NoPage::Other(told));
    }
    let head = String::from_utf8_lossy(&body[..body.len().min(1024)]).to_ascii_lowercase();
    let is_html = head.contains("<html") || head.contains("<!doctype html");
    if is_html { Ok(HTML.to_owned()) } else { Err(NoPage::Other("of no type".into())) }
}

/// The header of a response and what follows its blank line.
fn split_head(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    for line in answer.split_inclusive(|&byte| byte == b'\n') {
        let start = at;
        at += line.len();
        if line.trim_ascii().is_empty() {
            return Some((&answer[..start], &answer[at..]));
        }
        if at > MAX_HEADER {
            return None;
        }
    }
    None
}

/// The content of chunks; none if the body is not chunked. A last chunk may be cut short.
fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().take(100).position(|&byte| byte == b'\n');
        let Some(end) = end else { return (!whole.is_empty()).then_some(whole) };
        let size = str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&body[..size.min(body.len())]);
        body = body.get(size..).unwrap_or_default();
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
    }
}

/// Decompresses; a body that is not compressed as it says is left unchanged.
fn unpack(body: &[u8], coding: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
    match coding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            read_all(flate2::bufread::MultiGzDecoder::new(body), limit)
        }
        // the low half of the first byte is the method, and two bytes are a multiple of 31
        "deflate" => match body {
            [first, second, ..]
                if first & 15 == 8 && (usize::from(*first) * 256 + usize::from(*second)) % 31 == 0 =>
            {
                read_all(flate2::bufread::ZlibDecoder::new(body), limit)
            }
            _ => read_all(flate2::bufread::DeflateDecoder::new(body), limit),
        },
        "zstd" => {
            let decoder = zstd::stream::read::Decoder::with_buffer(body);
            read_all(decoder.map_err(|error| ReadError::Damaged(error.to_string()))?, limit)
        }
        "" | "identity" | "gzip" | "x-gzip" => Ok(body.to_vec()),
        // crawlers that decompress leave the header
        _ if looks_like_text(body) => Ok(body.to_vec()),
        _ => Err(ReadError::UnknownCompression(coding.to_owned())),
    }
}

fn looks_like_text(body: &[u8]) -> bool {
    body.trim_ascii_start().first().is_some_and(|&byte| byte == b'<')
}

/// Reads all, or all before an error: pages that are cut short end with one.
fn read_all(input: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut whole = Vec::new();
    let read: io::Result<usize> = input.take(limit + 1).read_to_end(&mut whole);
    if whole.len() as u64 > limit {
        return Err(ReadError::TooLong(limit));
    }
    match read {
        Err(error) if whole.is_empty() => {
            Err(ReadError::Damaged(format!("the page cannot be decompressed: {error}")))
        }
        _ => Ok(whole),
    }
}
