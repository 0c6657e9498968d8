//! The time that is left, counted down; the server's clock decides all the same.

use super::Signs;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Counts down from so many seconds and submits the form when they are over.
pub fn begin(left: i64, signs: Signs) {
    let ends = js_sys::Date::now() + left as f64 * 1000.0;
    tick(ends, signs);
}

fn tick(ends: f64, signs: Signs) {
    let left = ((ends - js_sys::Date::now()) / 1000.0).ceil().max(0.0) as i64;
    signs.seconds.set(Some(left));
    if left > 0 {
        set_timeout(move || tick(ends, signs), Duration::from_secs(1));
        return;
    }
    let button = document().query_selector("button[data-time-over]").ok().flatten();
    if let Some(button) = button.as_ref().and_then(|button| button.dyn_ref::<HtmlElement>()) {
        button.click();
    }
}
