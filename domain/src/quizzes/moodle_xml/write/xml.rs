//! Elements, one after the other.

use quick_xml::{
    Writer,
    events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// XML while it is written.
pub struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// Begins a document.
    pub fn new() -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 2));
        xml.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    /// The document.
    pub fn finish(self) -> String {
        // What is written is made of texts.
        String::from_utf8(self.0.into_inner()).unwrap_or_default()
    }

    fn put(&mut self, event: Event<'_>) {
        // Writing into memory does not fail.
        let _ = self.0.write_event(event);
    }

    /// An element with attributes and what is within it.
    pub fn with(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.put(Event::Start(start));
        inside(self);
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// An element with what is within it.
    pub fn element(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.with(name, &[], inside);
    }

    /// An element without anything.
    pub fn empty(&mut self, name: &str) {
        self.put(Event::Empty(BytesStart::new(name)));
    }

    /// An element with nothing but words.
    pub fn words(&mut self, name: &str, words: &str) {
        self.element(name, |xml| xml.put_words(words));
    }

    /// An element with nothing but words in a `text`.
    pub fn text(&mut self, name: &str, words: &str) {
        self.element(name, |xml| xml.words("text", words));
    }

    /// Words as they stand; characters that XML has no way to write are dropped
    /// (<https://www.w3.org/TR/xml/#charsets>).
    pub fn put_words(&mut self, words: &str) {
        let words: String = words.chars().filter(|c| is_xml(*c)).collect();
        if !words.contains(['<', '>', '&']) {
            return self.put(Event::Text(BytesText::new(&words)));
        }
        for part in BytesCData::escaped(&words) {
            self.put(Event::CData(part));
        }
    }
}

const fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}
