//! Tags that print words which stand in them: `<%= link_to "Write to us", "mailto:dpo@a.example" %>`, `{{ "Contact" }}`,
//! `{{ _("Sign up") }}`, the labels of form builders, and the components of design systems, `{{ govukInsetText({ text: "We keep it for a year." }) }}`.

use super::DocumentBuilder;
use crate::source::Span;

/// Helpers of Rails, of the GOV.UK components and of programs that send mailings that print a link, whose first argument is its words.
const LINK_HELPERS: &[&str] = &[
    "govuk_button_link_to",
    "govuk_link_to",
    "govuk_mail_to",
    "link_to",
    "mail_to",
    "manage_preferences",
    "phone_to",
    "tel_to",
    "unsubscribe",
    "view_in_browser",
    "web_view",
];

/// Functions of gettext and its like, whose argument is the text itself in the language of the authors.
const TRANSLATORS: &[&str] = &["_", "__", "_e", "esc_html__", "esc_html_e", "gettext", "pgettext", "translate", "ugettext"];

/// Methods of form builders whose first string is shown: `form.label :news, "Send me news"`, `f.submit "Sign up"`.
const FORM_METHODS: &[&str] = &["button", "govuk_submit", "label", "legend", "submit"];

/// Parameters of components whose value is shown to readers.
const SHOWN: &[&str] =
    &["content", "description", "heading", "html", "label", "legend", "summaryHtml", "summaryText", "text", "title", "titleText", "value"];

/// Words that a tag prints, as they stand in the source.
struct Printed<'s> {
    /// Where the words stand, without quotation marks.
    words: Span,
    /// Where the link leads, if the tag prints one.
    target: Option<&'s str>,
    /// Whether the words are an address.
    is_mail: bool,
}

impl DocumentBuilder<'_> {
    /// Appends the words that a tag with this expression prints, if it is known which; `span` is the tag.
    pub(super) fn printed_words(&mut self, span: Span, expression: Span) -> bool {
        let source = self.source;
        let Some(printed) = read(source, expression) else { return self.component(expression) };
        let words = &source[printed.words.range()];
        let target =
            if printed.is_mail { Some(format!("mailto:{}", printed.target.unwrap_or(words))) } else { printed.target.map(str::to_owned) };
        if let Some(target) = &target {
            self.open_link(target, span.start);
        }
        self.plain(printed.words.start, printed.words.end);
        if target.is_some() {
            self.close_link(span.end);
        }
        true
    }

    /// Appends each text that the parameters of a component show, as a block of its own.
    fn component(&mut self, expression: Span) -> bool {
        let source = self.source;
        let texts = shown(source, expression);
        for text in &texts {
            self.open_paragraph();
            // A parameter may hold markup, which is not text.
            let mut at = text.start as usize;
            for piece in source[text.range()].split_inclusive('>') {
                let words = piece.find('<').filter(|_| piece.ends_with('>')).unwrap_or(piece.len());
                self.plain(at as u32, (at + words) as u32);
                at += piece.len();
            }
            self.close_block();
        }
        !texts.is_empty()
    }
}

/// The texts behind the parameters in an expression that are shown, in order.
fn shown(source: &str, expression: Span) -> Vec<Span> {
    let (bytes, end) = (source.as_bytes(), expression.end as usize);
    let mut texts = Vec::new();
    // The last word, and whether a colon stands behind it.
    let (mut key, mut is_value) = ("", false);
    let mut at = expression.start as usize;
    while at < end {
        match bytes[at] {
            b'"' | b'\'' => {
                let Some(length) = source[at + 1..end].find(bytes[at] as char) else { break };
                let span = Span::from(at + 1..at + 1 + length);
                let words = &source[span.range()];
                if is_value && SHOWN.contains(&key) && words.contains(char::is_alphabetic) && !words.contains('\\') {
                    texts.push(span);
                }
                (key, is_value) = (words, false);
                at += length + 2;
            }
            b':' => {
                is_value = true;
                at += 1;
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let length = bytes[at..end].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
                (key, is_value) = (&source[at..at + length], false);
                at += length;
            }
            byte => {
                is_value &= byte.is_ascii_whitespace();
                at += 1;
            }
        }
    }
    texts
}

fn read(source: &str, expression: Span) -> Option<Printed<'_>> {
    let text = &source[expression.range()];
    let start = expression.start as usize + (text.len() - text.trim_start_matches(['=', '-', ' ', '\n', '\r', '\t']).len());
    let rest = &source[start..expression.end as usize];
    let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())];
    if let Some(words) = read_text(source, start, expression.end as usize) {
        return Some(Printed { words, target: None, is_mail: false });
    }
    let is_helper = LINK_HELPERS.contains(&name);
    if !name.is_empty() && !is_helper {
        return None;
    }
    let after = &rest[name.len()..];
    let first = start + name.len() + (after.len() - after.trim_start_matches(['(', ' ']).len());
    let words = literal(source, first, expression.end as usize)?;
    let behind = source[words.end as usize + 1..expression.end as usize].trim_start();
    if !is_helper {
        // `{{ "a" }}` prints its words; `{{ "a" | filter }}` prints who knows what.
        return behind.is_empty().then_some(Printed { words, target: None, is_mail: false });
    }
    let second = expression.end as usize - behind.strip_prefix(',').map_or(0, |rest| rest.trim_start().len());
    let target = literal(source, second, expression.end as usize).map(|span| &source[span.range()]);
    let is_mail = name.ends_with("mail_to");
    // `mail_to "a@b.uk", "Write to us"` has the address first; it is the words that are not known to be read.
    let target = if is_mail { None } else { target };
    Some(Printed { words, target, is_mail })
}

/// The words of `_("Sign me up")` and of `form.label :news, "Send me news"`, if the expression at `start` is one of these.
fn read_text(source: &str, start: usize, end: usize) -> Option<Span> {
    let rest = source.get(start..end)?;
    let callee = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.')).unwrap_or(rest.len())];
    let method = callee.rsplit_once('.').map(|(_, method)| method);
    let translates = TRANSLATORS.contains(&callee);
    if !translates && !method.is_some_and(|method| FORM_METHODS.contains(&method)) {
        return None;
    }
    let mut first = start + callee.len();
    let skip = |from: usize, marks: &[char]| end - source[from..end].trim_start_matches(marks).len();
    first = skip(first, &['(', ' ']);
    // What a form builder labels comes first, as a symbol.
    if !translates && source[first..end].starts_with(':') {
        let symbol = source[first..end].find(',')?;
        first = skip(first + symbol, &[',', ' ']);
    }
    let words = literal(source, first, end)?;
    // Without a space it may be the key of a text that stands elsewhere: `_("news.title")`.
    let text = &source[words.range()];
    (!translates || text.contains(' ') || !text.contains(['.', '_'])).then_some(words)
}

/// The string literal that begins at `start`, if one does: the span of its words.
pub(super) fn literal(source: &str, start: usize, end: usize) -> Option<Span> {
    let quote = source.get(start..end)?.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let length = source[start + 1..end].find(quote)?;
    let words = &source[start + 1..start + 1 + length];
    // An escape or an interpolation prints something else than what stands there.
    let plain = !words.contains(['\\', '\n']) && !words.contains("#{") && words.contains(char::is_alphanumeric);
    plain.then(|| Span::from(start + 1..start + 1 + length))
}
