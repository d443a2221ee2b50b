//! Files that hold several messages, which are documents of their own.

use super::{Format, Host, SourceFile, Splicer, Template};
use std::sync::Arc;

impl SourceFile {
    /// The documents that the file holds, in order: of a file of text messages each line that is not blank, of any other the file. Every
    /// byte of a message leads back to its line. A file with template tags is one document, for its lines may depend on each other.
    #[must_use]
    pub fn into_messages(self, format: Format) -> Vec<Self> {
        let lines = self.text.split_inclusive('\n').filter(|line| !line.trim().is_empty()).count();
        let has_tags = ["{%", "<%", "<?"].iter().any(|tag| self.text.contains(tag));
        if format.host != Host::Sms || format.template != Template::Any || lines < 2 || has_tags || self.splice.is_some() {
            return vec![self];
        }
        let (mut messages, mut at) = (Vec::with_capacity(lines), 0);
        let file = Arc::new(self);
        for line in file.text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                let mut message = Splicer::new(Arc::clone(&file), format);
                message.push(0, at..at + line.len());
                messages.push(message.finish());
            }
            at += line.len();
        }
        messages
    }
}
