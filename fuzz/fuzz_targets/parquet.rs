#![no_main]

libfuzzer_sys::fuzz_target!(
    // the library panics on some damaged files, which our reader catches: the fuzzer's hook would not let it
    init: std::panic::set_hook(Box::new(|_| {})),
    |bytes: &[u8]| dateline_fuzz::columns(bytes)
);
