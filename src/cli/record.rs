//! A document that stands in a line of JSON.

use crate::finding::Declared;
use crate::source::Format;
use serde_json::{Map, Value};

/// What a line holds.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) id: Option<Value>,
    pub(super) text: String,
    /// How the text is read; if nothing is said, the id tells.
    pub(super) format: Option<Format>,
    pub(super) declared: Declared,
}

/// Why a line was not checked.
#[derive(Debug, Default)]
pub(super) struct Refused {
    /// The id of the line, if that could be read.
    pub(super) id: Option<Value>,
    pub(super) why: String,
}

/// What may be declared of a document in its line.
const DECLARED: [&str; 5] = ["kind", "sector", "channel", "list", "jurisdiction"];

impl Record {
    /// Reads a line. Keys that mean nothing here are passed over: they are for other programs.
    pub(super) fn read(line: &[u8]) -> Result<Self, Refused> {
        let mut object: Map<String, Value> = serde_json::from_slice(line).map_err(|error| Refused { id: None, why: no_object(&error) })?;
        let id = object.remove("id").filter(|id| !id.is_null());
        match &id {
            None | Some(Value::String(_)) => {}
            // A fraction, or what has more digits than 64 bits hold, would not come back as it was.
            Some(Value::Number(number)) if !number.is_f64() => {}
            Some(_) => return Err(Refused { id: None, why: "`id` is neither text nor a whole number".to_owned() }),
        }
        match Self::rest(object) {
            Ok((text, format, declared)) => Ok(Self { id, text, format, declared }),
            Err(why) => Err(Refused { id, why }),
        }
    }

    fn rest(mut object: Map<String, Value>) -> Result<(String, Option<Format>, Declared), String> {
        let mut take = |key: &str| match object.remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("`{key}` is not text")),
        };
        let text = take("text")?.ok_or("`text` is missing")?;
        let format = take("format")?.map(|name| format_named(&name)).transpose()?;
        let mut declared = Declared::default();
        for key in DECLARED {
            if let Some(value) = take(key)? {
                declared.set(key, &value, "in its line")?;
            }
        }
        Ok((text, format, declared))
    }
}

fn format_named(name: &str) -> Result<Format, String> {
    let is_ending = !name.contains(['/', '\\']);
    let format = Format::of(&format!("document.{name}")).filter(|_| is_ending);
    let help = "write the ending of such a file, as in `html`, `markdown`, `text`, `eml` or `html.j2`";
    format.ok_or_else(|| format!("`{name}` is not a format that noticelint reads; {help}"))
}

/// What is wrong with a line; the line number that the reader of JSON gives is always 1.
fn no_object(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    format!("is no JSON object: {what}, at byte {}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Channel, Kind};
    use crate::source::Host;

    fn refused(line: &str) -> (Option<Value>, String) {
        let refused = Record::read(line.as_bytes()).expect_err(line);
        (refused.id, refused.why)
    }

    #[test]
    fn a_line_is_read_with_what_it_declares() {
        let line = r#"{"url": [[]], "id": 7, "text": "a\u2028b", "format": "html.j2", "kind": "message", "channel": "sms", "list": null}"#;
        let record = Record::read(line.as_bytes()).expect("a record");
        assert_eq!((record.id, record.text.as_str()), (Some(Value::from(7)), "a\u{2028}b"));
        assert_eq!(record.format.map(|format| format.host), Some(Host::Html));
        assert_eq!(record.declared.kind.map(|(kind, _)| kind), Some(Kind::Message));
        assert_eq!(record.declared.channel, Some(Channel::Sms));
        assert!(Record::read(b"{\"text\": \"\"}\r").is_ok_and(|record| record.id.is_none() && record.format.is_none()));
    }

    #[test]
    fn what_is_wrong_is_said_with_the_id_where_it_can_be_read() {
        let x = || Some(Value::from("x"));
        assert_eq!(refused(r#"{"id": "x"}"#), (x(), "`text` is missing".to_owned()));
        assert_eq!(refused(r#"{"id": "x", "text": 3}"#), (x(), "`text` is not text".to_owned()));
        assert!(refused(r#"{"id": "x", "text": "", "kind": "privacy-notise"}"#).1.contains("did you mean `privacy-notice`?"));
        for format in ["docx", "", "a/b.md", "\\n.md"] {
            let line = serde_json::json!({"id": "x", "text": "", "format": format}).to_string();
            assert!(refused(&line).1.contains("is not a format that noticelint reads"), "{format}");
        }
        for id in ["1.5", "123456789012345678901234567890", "true", "[]", "{}"] {
            let why = "`id` is neither text nor a whole number".to_owned();
            assert_eq!(refused(&format!("{{\"id\": {id}, \"text\": \"\"}}")), (None, why));
        }
        for line in ["", "[]", "[\"x\", \"text\"]", "{\"text\": \"a", "{\"text\": \"\"} {}", "{\"text\": \"\\ud800\"}", "\"text\""] {
            assert!(refused(line).1.starts_with("is no JSON object: "), "{line}");
        }
        assert_eq!(refused("{\"id\": }").1, "is no JSON object: expected value, at byte 8");
        refused(&"[".repeat(100_000));
        assert!(Record::read(b"{\"text\": \"\xFF\"}").is_err());
    }
}
