//! Square codes, drawn once and shown as often as needed.

use crate::words;
use domain::access::pupils::Qr;
use leptos::prelude::*;

/// A square code by itself.
#[component]
pub fn QrCode(qr: Qr) -> impl IntoView {
    let path = format!("<path d=\"{}\"/>", qr.path);
    view! {
        <svg class="qr" role="img" aria-label=words!(pupils.qr_label) viewBox=format!("0 0 {0} {0}", qr.side) inner_html=path></svg>
    }
}

/// A square code to be shown many times on a page, kept under a name.
#[component]
pub fn QrStore(name: String, qr: Qr) -> impl IntoView {
    let symbol = format!("<symbol id=\"{name}\" viewBox=\"0 0 {0} {0}\"><path d=\"{1}\"/></symbol>", qr.side, qr.path);
    view! { <svg class="qr-store" aria-hidden="true" width="0" height="0" inner_html=symbol></svg> }
}

/// The square code kept under a name.
#[component]
pub fn QrOf(name: String) -> impl IntoView {
    view! {
        <svg class="qr" role="img" aria-label=words!(pupils.qr_label) viewBox="0 0 1 1" inner_html=format!("<use href=\"#{name}\" width=\"1\" height=\"1\"/>")></svg>
    }
}
