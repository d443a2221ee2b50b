//! From bytes to text, and from a place in the text back to a place in the bytes.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::fmt;

/// How a file is encoded on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// What is left when a file is not UTF-8: the encoding of old Windows editors.
    Windows1252,
}

impl Encoding {
    /// The bytes of `text`, without a byte-order mark; none if it has a character that this encoding lacks.
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Windows1252 => {
                let (bytes, _, is_lossy) = WINDOWS_1252.encode(text);
                (!is_lossy).then(|| bytes.into_owned())
            }
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "windows-1252",
        })
    }
}

/// Why a file was not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// The operating system said no; its words.
    Io(String),
    /// The file is larger than the cap; both in bytes.
    TooLarge {
        /// Its size.
        size: u64,
        /// The cap.
        max_size: u64,
    },
    /// The file holds zero bytes, as text never does.
    Binary {
        /// The first of them.
        at: usize,
    },
    /// The bytes are not what their beginning promised.
    Malformed {
        /// The encoding that was expected.
        encoding: Encoding,
        /// The first byte that does not fit, where it is known.
        at: Option<usize>,
    },
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "cannot be read: {error}"),
            Self::TooLarge { size, max_size } => {
                write!(f, "is {size} bytes long, more than the limit of {max_size}; `max-file-size` in noticelint.toml raises it")
            }
            Self::Binary { at } => write!(f, "looks like a binary file (a zero byte at offset {at}), not like text"),
            Self::Malformed { encoding, at: Some(at) } => {
                write!(f, "is not valid {encoding}: the byte at offset {at} does not fit; save the file as UTF-8")
            }
            Self::Malformed { encoding, at: None } => write!(f, "is not valid {encoding}; save the file as UTF-8"),
        }
    }
}

/// How offsets of the decoded text relate to the bytes on disk.
#[derive(Clone, Debug, Default)]
pub(super) struct DiskMap {
    /// Length of the byte-order mark.
    mark: u32,
    /// For encodings other than UTF-8: the byte on disk for every [`STEP`] bytes of text; how wide a character is on disk.
    steps: Option<(Width, Vec<(u32, u32)>)>,
}

/// How many bytes a character takes on disk.
#[derive(Clone, Copy, Debug)]
enum Width {
    Utf16,
    One,
}

impl Width {
    fn of(self, c: char) -> u32 {
        match self {
            Self::Utf16 => 2 * c.len_utf16() as u32,
            Self::One => 1,
        }
    }
}

/// Bytes of text between two entries of a [`DiskMap`].
const STEP: u32 = 4096;

impl DiskMap {
    fn new(text: &str, mark: u32, width: Option<Width>) -> Self {
        let steps = width.map(|width| {
            let mut steps = vec![(0, 0)];
            let (mut disk, mut next) = (0, STEP);
            for (at, c) in text.char_indices() {
                if at as u32 >= next {
                    steps.push((at as u32, disk));
                    next = at as u32 + STEP;
                }
                disk += width.of(c);
            }
            (width, steps)
        });
        Self { mark, steps }
    }

    pub(super) fn offset(&self, text: &str, offset: u32) -> u32 {
        let Some((width, steps)) = &self.steps else { return self.mark + offset };
        let (from, disk) = steps[steps.partition_point(|&(at, _)| at <= offset) - 1];
        let end = text.floor_char_boundary((offset as usize).min(text.len()));
        let rest: u32 = text[from as usize..end].chars().map(|c| width.of(c)).sum();
        self.mark + disk + rest
    }
}

/// Decodes a file.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding, DiskMap), ReadProblem> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let text = utf8(rest.to_vec()).map_err(|error| malformed_utf8(error.utf8_error().valid_up_to() + 3))?;
        let map = DiskMap::new(&text, 3, None);
        return Ok((text, Encoding::Utf8, map));
    }
    if let Some((encoding, mark)) = utf16(&bytes) {
        return decode_utf16(&bytes[mark..], encoding, mark as u32);
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(ReadProblem::Binary { at });
    }
    match utf8(bytes) {
        Ok(text) => Ok((text, Encoding::Utf8, DiskMap::default())),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if is_damaged_utf8(&bytes) {
                return Err(malformed_utf8(at));
            }
            let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned();
            let map = DiskMap::new(&text, 0, Some(Width::One));
            Ok((text, Encoding::Windows1252, map))
        }
    }
}

/// Decodes a mail, parts of which may be in different encodings: if not all of it is UTF-8, each byte becomes one character.
pub(super) fn decode_mail(bytes: &[u8]) -> (String, Encoding, DiskMap) {
    if utf16(bytes).is_some()
        && let Ok(decoded) = decode(bytes.to_vec())
    {
        return decoded;
    }
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    match utf8(bytes[mark..].to_vec()) {
        Ok(text) => {
            let map = DiskMap::new(&text, mark as u32, None);
            (text, Encoding::Utf8, map)
        }
        Err(error) => {
            let text = WINDOWS_1252.decode_without_bom_handling(&error.into_bytes()).0.into_owned();
            let map = DiskMap::new(&text, mark as u32, Some(Width::One));
            (text, Encoding::Windows1252, map)
        }
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, std::string::FromUtf8Error> {
    String::from_utf8(bytes)
}

fn malformed_utf8(at: usize) -> ReadProblem {
    ReadProblem::Malformed { encoding: Encoding::Utf8, at: Some(at) }
}

/// Whether bytes that are not UTF-8 are UTF-8 with a few broken places: more whole characters of several bytes than strays.
/// (In windows-1252 text, letters with accents stand between letters without, and hardly ever make such a character.)
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut strays) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        strays += usize::from(!chunk.invalid().is_empty());
    }
    whole > strays
}

/// Tells UTF-16 by its byte-order mark or, as some Windows tools leave it out, by the zeros of Latin text; with the mark's length.
fn utf16(bytes: &[u8]) -> Option<(Encoding, usize)> {
    if bytes.starts_with(b"\xFF\xFE") {
        return Some((Encoding::Utf16Le, 2));
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some((Encoding::Utf16Be, 2));
    }
    let sample = &bytes[..bytes.len().min(1024) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if pairs >= 8 && odd * 10 >= pairs * 8 && even == 0 {
        Some((Encoding::Utf16Le, 0))
    } else if pairs >= 8 && even * 10 >= pairs * 8 && odd == 0 {
        Some((Encoding::Utf16Be, 0))
    } else {
        None
    }
}

fn decode_utf16(bytes: &[u8], encoding: Encoding, mark: u32) -> Result<(String, Encoding, DiskMap), ReadProblem> {
    let codec = if encoding == Encoding::Utf16Le { UTF_16LE } else { UTF_16BE };
    let text =
        codec.decode_without_bom_handling_and_without_replacement(bytes).ok_or(ReadProblem::Malformed { encoding, at: None })?.into_owned();
    if let Some(at) = text.find('\0') {
        let map = DiskMap::new(&text, mark, Some(Width::Utf16));
        return Err(ReadProblem::Binary { at: map.offset(&text, at as u32) as usize });
    }
    let map = DiskMap::new(&text, mark, Some(Width::Utf16));
    Ok((text, encoding, map))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decodes, and checks that each character's offset on disk is where encoding the text up to it would end.
    fn read(bytes: &[u8]) -> (String, Encoding, Vec<u32>) {
        let (text, encoding, map) = decode(bytes.to_vec()).unwrap();
        let offsets = text.char_indices().map(|(at, _)| map.offset(&text, at as u32)).collect();
        (text, encoding, offsets)
    }

    #[test]
    fn each_encoding_is_told_and_its_offsets_are_those_on_disk() {
        assert_eq!(read("aé£".as_bytes()), ("aé£".into(), Encoding::Utf8, vec![0, 1, 3]));
        assert_eq!(read(b"\xEF\xBB\xBFa\xC3\xA9"), ("aé".into(), Encoding::Utf8, vec![3, 4]));
        assert_eq!(read(b"caf\xE9 \x93x\x94"), ("café “x”".into(), Encoding::Windows1252, vec![0, 1, 2, 3, 4, 5, 6, 7]));
        assert_eq!(read(b"\xFF\xFEa\0\xA3\0"), ("a£".into(), Encoding::Utf16Le, vec![2, 4]));
        assert_eq!(read(b"\xFE\xFF\0a\xD8\x3D\xDE\x00\0b"), ("a😀b".into(), Encoding::Utf16Be, vec![2, 4, 8]));
        let bare: Vec<u8> = "without a mark".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&bare).1, Encoding::Utf16Le);
    }

    #[test]
    fn offsets_hold_far_into_a_long_text() {
        let mut bytes = b"\xE9".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', 10_000));
        bytes.extend(b"\xE9!");
        let (text, _, map) = decode(bytes).unwrap();
        assert_eq!(map.offset(&text, text.find('!').unwrap() as u32), 10_002);
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_place() {
        assert_eq!(decode(b"PK\x03\x04\0\0".to_vec()).unwrap_err(), ReadProblem::Binary { at: 4 });
        let damaged = b"we\xE2\x80\x99ll, you\xE2\x80\x99ll, it\x80s".to_vec();
        assert_eq!(decode(damaged).unwrap_err(), ReadProblem::Malformed { encoding: Encoding::Utf8, at: Some(21) });
        let odd = decode(b"\xFF\xFEa\0b".to_vec()).unwrap_err();
        assert_eq!(odd, ReadProblem::Malformed { encoding: Encoding::Utf16Le, at: None });
    }
}
