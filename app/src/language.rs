//! The reader's language.

use crate::i18n::Locale;
use leptos::prelude::*;

/// Name of the cookie that remembers the language chosen.
pub const LANGUAGE_COOKIE: &str = "tiendo_language";

/// The language in which this page speaks: the one chosen, else Vietnamese.
pub fn use_locale() -> Locale {
    use_context::<Locale>().unwrap_or_default()
}

/// The language with a tag, if the product speaks it.
pub fn locale_from_tag(tag: &str) -> Option<Locale> {
    use leptos_i18n::Locale as _;
    Locale::get_all().iter().copied().find(|locale| locale.as_str() == tag)
}

/// The language's tag, as in `<html lang>`.
pub fn tag(locale: Locale) -> &'static str {
    use leptos_i18n::Locale as _;
    locale.as_str()
}

/// Every language the product speaks.
pub fn all() -> &'static [Locale] {
    use leptos_i18n::Locale as _;
    Locale::get_all()
}

/// A text in the page's language: `words!(courses.my_courses)`.
#[macro_export]
macro_rules! words {
    ($($key:tt)*) => {{
        #[allow(unused_imports)]
        use $crate::i18n::*;
        leptos_i18n::td_string!($crate::language::use_locale(), $($key)*)
    }};
}
