//! What somebody typed into a form that was refused.

use super::notice::problem_in_address;
use std::collections::BTreeMap;

/// The fields of one form, kept for the page that says why it was refused, and for nothing else: not for the next form,
/// and not for the same form opened anew.
#[derive(Debug, Clone, Default)]
pub struct Kept(BTreeMap<String, String>);

impl Kept {
    /// Those of the form with this name; taken once for a page, for they are gone then.
    pub fn of(form: &str) -> Self {
        if problem_in_address().is_none() {
            return Self::default();
        }
        #[cfg(feature = "ssr")]
        return Self(crate::door::take_form(form));
        #[cfg(not(feature = "ssr"))]
        {
            let _ = form;
            Self::default()
        }
    }

    /// What was typed into a field, or nothing.
    pub fn field(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }
}
