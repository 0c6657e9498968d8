//! Particulars of a line as they are written.

use domain::access::audit_detail::DetailKey;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Particulars of a line: words, numbers and days, each under a key for which screens have words. No names, no secrets.
#[derive(Debug, Clone, Default)]
pub(crate) struct Details(Map<String, Value>);

impl Details {
    /// One more particular.
    pub(crate) fn and(mut self, key: DetailKey, value: &impl Serialize) -> Self {
        self.0.insert(key.as_str().to_owned(), json!(value));
        self
    }

    /// What was under a key, and what is.
    pub(crate) fn changed(self, key: DetailKey, old: &impl Serialize, new: &impl Serialize) -> Self {
        let (was, is) = (DetailKey::Old.as_str(), DetailKey::New.as_str());
        self.and(key, &json!({ was: old, is: new }))
    }

    /// As the row holds them.
    pub(super) fn into_json(self) -> Value {
        Value::Object(self.0)
    }
}

/// [`Details`] by their keys: `details! { Role: role, FromOn: day }`. A key that has no words does not compile.
macro_rules! details {
    ($($key:ident: $value:expr),+ $(,)?) => {
        $crate::access::audit::Details::default()
            $(.and(domain::access::audit_detail::DetailKey::$key, &$value))+
    };
}
pub(crate) use details;
