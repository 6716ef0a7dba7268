//! The seeds of the fuzz targets, among them every input that once made one fail.

use std::fs;
use std::path::Path;

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub)] // the targets of the fuzzer use it
mod targets;

#[test]
fn every_target_survives_its_seeds() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, target) in targets::TARGETS {
        let mut count = 0;
        for entry in fs::read_dir(seeds.join(name)).unwrap() {
            target(&fs::read(entry.unwrap().path()).unwrap());
            count += 1;
        }
        assert!(count > 0, "there is no seed for `{name}`");
    }
}

#[test]
fn every_target_survives_what_no_format_has() {
    for (_, target) in targets::TARGETS {
        for input in [
            &b""[..],
            b"\0",
            b"\xff\xfe\x00",
            b"\n\n\r\n",
            &[b'('; 3000],
            &[b'{'; 3000],
            &[b'"'; 3000],
            &[b'<'; 3000],
        ] {
            target(input);
        }
    }
}
