#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| noticelint_fuzz::properties::configuration(data));
