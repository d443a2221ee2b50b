//! Escapes in strings: those of JSON, JavaScript and YAML, which agree wherever two of them know the same.

/// The character that the escape at `at` stands for, none for an escaped line break, and where it ends. Half of a surrogate pair
/// stands for U+FFFD, and a backslash before anything else for that.
pub(super) fn escape(text: &str, at: usize) -> (Option<char>, usize) {
    let Some(c) = text.get(at + 1..).and_then(|rest| rest.chars().next()) else { return (None, text.len()) };
    let end = at + 1 + c.len_utf8();
    let hex =
        |digits: usize| text.get(end..end + digits).and_then(|code| u32::from_str_radix(code, 16).ok()).map(|code| (code, end + digits));
    let decoded = match c {
        'n' | 'v' | 'f' | 'L' | 'P' | 'N' => '\n',
        't' => '\t',
        'r' => '\r',
        '_' => '\u{a0}',
        '0' | 'a' | 'b' | 'e' => '\u{fffd}',
        '\n' => return (None, end),
        '\r' => return (None, end + usize::from(text[end..].starts_with('\n'))),
        'x' => return hex(2).map_or((Some(c), end), |(code, end)| (char::from_u32(code), end)),
        'U' => return hex(8).map_or((Some(c), end), |(code, end)| (Some(char::from_u32(code).unwrap_or('\u{fffd}')), end)),
        'u' if text[end..].starts_with('{') => {
            let close = text.as_bytes()[end..].iter().take(9).position(|byte| *byte == b'}');
            let code = close.and_then(|close| u32::from_str_radix(&text[end + 1..end + close], 16).ok());
            return close.map_or((Some(c), end), |close| (Some(code.and_then(char::from_u32).unwrap_or('\u{fffd}')), end + close + 1));
        }
        'u' => return hex(4).map_or((Some(c), end), |(code, end)| unit(text, code, end)),
        other => other,
    };
    (Some(decoded), end)
}

/// The character of a unit of UTF-16, and of the one behind it if the two make a pair.
fn unit(text: &str, high: u32, end: usize) -> (Option<char>, usize) {
    if let Some(c) = char::from_u32(high) {
        return (Some(c), end);
    }
    let low = text.get(end..end + 6).and_then(|next| next.strip_prefix("\\u")).and_then(|code| u32::from_str_radix(code, 16).ok());
    match low.filter(|low| (0xdc00..0xe000).contains(low) && high < 0xdc00) {
        Some(low) => (char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)), end + 6),
        None => (Some('\u{fffd}'), end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_to_their_end() {
        let read = |text: &str| escape(text, 0);
        assert_eq!(read("\\n"), (Some('\n'), 2));
        assert_eq!(read("\\\"x"), (Some('"'), 2));
        assert_eq!(read("\\u00a0x"), (Some('\u{a0}'), 6));
        assert_eq!(read("\\ud83d\\udd12x"), (Some('\u{1f512}'), 12));
        assert_eq!(read("\\ud83dx"), (Some('\u{fffd}'), 6));
        assert_eq!(read("\\udd12\\ud83d"), (Some('\u{fffd}'), 6));
        assert_eq!(read("\\u12"), (Some('u'), 2));
        assert_eq!(read("\\u\u{e9}\u{e9}"), (Some('u'), 2));
        assert_eq!(read("\\u{1f512}x"), (Some('\u{1f512}'), 9));
        assert_eq!(read("\\u{"), (Some('u'), 2));
        assert_eq!(read("\\xe9"), (Some('\u{e9}'), 4));
        assert_eq!(read("\\\u{e9}"), (Some('\u{e9}'), 3));
        assert_eq!(read("\\"), (None, 1));
        assert_eq!(read("\\\r\nx"), (None, 3));
    }
}
