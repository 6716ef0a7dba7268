//! Web archives: pages, transfers undone, broken records.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use proptest::prelude::*;

use super::*;

const PAGE: &str = "<html><p>Ships 🚢 sail; הנמל פתוח.</html>";
const LIMIT: u64 = 10_000;

fn record(kind: &str, headers: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://port.example/{kind}\r\n\
         WARC-Record-ID: <urn:uuid:{kind}-7>\r\nWARC-Date: 2019-05-20T07:51:00Z\r\n{headers}\
         Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").as_bytes(), body].concat();
    record("response", "Content-Type: application/http;msgtype=response\r\n", &block)
}

/// The pages, the numbers and messages of problems, and what was skipped.
fn read(archive: &[u8]) -> (Vec<Record>, Vec<(usize, String)>, String) {
    let (mut pages, mut problems) = (Vec::new(), Vec::new());
    let mut found = records(archive, LIMIT);
    for record in found.by_ref() {
        match record {
            Ok(page) => pages.push(page),
            Err(problem) => problems.push((problem.line, problem.message)),
        }
    }
    (pages, problems, found.skipped().to_string())
}

#[test]
fn pages_are_read_with_what_the_archive_says_of_them_and_the_rest_is_counted() {
    let archive = [
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: none\r\n"),
        record("request", "Content-Type: application/http;msgtype=request\r\n", b"GET / HTTP/1.1\r\n\r\n"),
        response("Content-Type: Text/HTML; Charset=\"utf-8\"", PAGE.as_bytes()),
        record("request", "", b"GET /a HTTP/1.1\r\n\r\n"),
        response("content-type: image/png", b"\x89PNG"),
        record("response", "", b"HTTP/1.0 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No.</p>"),
        record("conversion", "Content-Type: text/plain\r\n", "Häfen".as_bytes()),
    ]
    .concat();
    let (pages, problems, skipped) = read(&archive);
    assert_eq!(problems, []);
    assert_eq!(skipped, "5 records of another kind: 2 request, 1 image/png, 1 status 404, 1 warcinfo");
    assert_eq!(
        pages[0],
        Record {
            id: "response-7".into(),
            url: Some("https://port.example/response".into()),
            date: Some("2019-05-20T07:51:00Z".into()),
            content_type: "text/html".into(),
            charset: Some("utf-8".into()),
            body: PAGE.into(),
        }
    );
    assert_eq!(
        (pages[1].content_type.as_str(), pages[1].body.as_slice()),
        ("text/plain", "Häfen".as_bytes())
    );
    assert_eq!(pages.len(), 2);
}

#[test]
fn what_the_transfer_did_to_a_page_is_undone() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(PAGE.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(PAGE.as_bytes()).unwrap();
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(PAGE.as_bytes()).unwrap();
    let (first, second) = gzip.split_at(20);
    let chunked = [
        format!("{:x}\r\n", first.len()).as_bytes(),
        first,
        format!("\r\n{:X};name=value\r\n", second.len()).as_bytes(),
        second,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let kind = "Content-Type: text/html\r\n";
    let archive = [
        response(&format!("{kind}Content-Encoding: gzip"), &gzip),
        response(&format!("{kind}Content-Encoding: deflate"), &zlib.finish().unwrap()),
        response(&format!("{kind}Content-Encoding: deflate"), &deflate.finish().unwrap()),
        response(&format!("{kind}Content-Encoding: zstd"), &zstd::encode_all(PAGE.as_bytes(), 0).unwrap()),
        response(&format!("{kind}Content-Encoding: gzip\r\nTransfer-Encoding: chunked"), &chunked),
        // headers of what the crawler has undone
        response(&format!("{kind}Content-Encoding: br\r\nTransfer-Encoding: chunked"), PAGE.as_bytes()),
        response("Content-Encoding: gzip", PAGE.as_bytes()),
    ]
    .concat();
    let (pages, problems, _) = read(&archive);
    assert_eq!(problems, []);
    assert_eq!(pages.len(), 7);
    assert!(pages.iter().all(|page| page.body == PAGE.as_bytes()));
}

#[test]
fn a_broken_record_is_told_and_reading_goes_on_at_the_next() {
    let bomb = zstd::encode_all([b' '; 20_000].as_slice(), 0).unwrap();
    let good = response("Content-Type: text/html", PAGE.as_bytes());
    let archive = [
        b"junk \x00\xff\n".to_vec(),
        good.clone(),
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n".to_vec(),
        good.clone(),
        b"WARC/1.0\r\nWARC-Type: response\r\n".to_vec(),
        good.clone(),
        response("Content-Type: text/html\r\nContent-Encoding: zstd", &bomb),
        record("response", "", &[b'x'; 20_000]),
        record("response", "", b"no answer"),
        response("Content-Type: text/html\r\nContent-Encoding: br", b"\x00\x01"),
        good.clone(),
        good[..good.len() - 10].to_vec(),
    ]
    .concat();
    let (pages, problems, _) = read(&archive);
    assert_eq!(pages.len(), 4);
    let told: Vec<_> = problems.iter().map(|(number, message)| (*number, message.as_str())).collect();
    assert_eq!(
        told,
        [
            (0, "what follows is no record; skipped to the next"),
            (2, "the record has no Content-Length; skipped to the next"),
            (2, "what follows is no record; skipped to the next"),
            (4, "the header of the record does not end; it was skipped"),
            (6, "the page has more than 10000 bytes; the record was skipped"),
            (7, "the record has 20000 bytes, more than 10000; it was skipped"),
            (8, "the answer of the server has no header; the record was skipped"),
            (9, "the compression `br` is not known; the record was skipped"),
            (11, "the archive ends within the record; it was skipped"),
        ]
    );
}

#[test]
fn an_input_that_fails_ends_the_archive() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let input = response("Content-Type: text/html", PAGE.as_bytes());
    let found: Vec<_> = records(io::BufReader::new(input.chain(Failing)), LIMIT).collect();
    assert_eq!(found.len(), 2);
    assert!(found[0].is_ok());
    let message = &found[1].as_ref().unwrap_err().message;
    assert_eq!(message, "the archive ends here, it cannot be read on: the disk is gone");
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>, headers in "[ -~\r\n]{0,200}") {
        read(&bytes);
        read(&record("response", &headers, &bytes));
        read(&response(&headers, &bytes));
        for coding in ["gzip", "deflate", "zstd"] {
            let headers = format!("Content-Type: text/html\r\nContent-Encoding: {coding}\r\nTransfer-Encoding: chunked");
            read(&response(&headers, &[b"\x1f\x8b".as_slice(), &bytes].concat()));
        }
    }
}
