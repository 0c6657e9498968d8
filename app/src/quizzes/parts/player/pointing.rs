//! Pointing at a picture and dragging onto it. Each only makes the choice that the list beside the picture offers, too.

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, EventInit, HtmlElement, HtmlSelectElement, MouseEvent};

const CHIP: &str = "[data-answer]";
const ZONE: &str = "[data-zone]";
const HELD: &str = "chip-held";

fn above(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Presses a chip to hold it, or a zone to choose it or to put the chip there that is held.
pub fn press(event: &MouseEvent) {
    if let Some(chip) = above(event, CHIP) {
        hold(&chip);
        return;
    }
    let Some(zone) = above(event, ZONE) else { return };
    let Some((question, place)) = zone.closest(".question").ok().flatten().zip(zone.get_attribute("data-zone")) else {
        return;
    };
    let of_zone = format!(".zones-list input[value=\"{place}\"]");
    if let Ok(Some(input)) = question.query_selector(&of_zone) {
        if let Some(input) = input.dyn_ref::<HtmlElement>() {
            input.click();
        }
        mark_chosen(&question);
        return;
    }
    let held = question.query_selector(&format!(".{HELD}")).ok().flatten();
    if let Some(answer) = held.and_then(|chip| chip.get_attribute("data-answer")) {
        place_on(&question, &place, &answer);
    }
}

fn hold(chip: &Element) {
    let Ok(Some(question)) = chip.closest(".question") else { return };
    if let Ok(Some(before)) = question.query_selector(&format!(".{HELD}")) {
        let _ = before.class_list().remove_1(HELD);
    }
    let _ = chip.class_list().add_1(HELD);
}

/// Takes a chip up.
pub fn take_up(event: &DragEvent) {
    let Some(chip) = above(event, CHIP) else { return };
    if let (Some(carried), Some(answer)) = (event.data_transfer(), chip.get_attribute("data-answer")) {
        let _ = carried.set_data("text/plain", &answer);
        hold(&chip);
    }
}

/// Says that a chip can be put down here.
pub fn hold_over(event: &DragEvent) {
    if above(event, ZONE).is_some() {
        event.prevent_default();
    }
}

/// Puts the chip down that is carried.
pub fn put_down(event: &DragEvent) {
    let Some(zone) = above(event, ZONE) else { return };
    event.prevent_default();
    let Some((question, place)) = zone.closest(".question").ok().flatten().zip(zone.get_attribute("data-zone")) else {
        return;
    };
    let Some(answer) = event.data_transfer().and_then(|carried| carried.get_data("text/plain").ok()) else { return };
    place_on(&question, &place, &answer);
}

/// Chooses an answer in the list of a zone, as if by hand, so that it is kept like any other.
fn place_on(question: &Element, zone: &str, answer: &str) {
    let Ok(lists) = question.query_selector_all(".zones-list select") else { return };
    let list = zone.parse().ok().and_then(|place| lists.item(place));
    let Some(list) = list.and_then(|list| list.dyn_into::<HtmlSelectElement>().ok()) else { return };
    list.set_value(answer);
    let told = EventInit::new();
    told.set_bubbles(true);
    if let Ok(change) = Event::new_with_event_init_dict("change", &told) {
        let _ = list.dispatch_event(&change);
    }
}

/// Shows in the picture what is chosen in the list.
fn mark_chosen(question: &Element) {
    let Ok(zones) = question.query_selector_all(ZONE) else { return };
    for zone in (0..zones.length()).filter_map(|place| zones.item(place)) {
        let Ok(zone) = zone.dyn_into::<Element>() else { continue };
        let place = zone.get_attribute("data-zone").unwrap_or_default();
        let chosen = question.query_selector(&format!(".zones-list input[value=\"{place}\"]:checked"));
        let _ = zone.class_list().toggle_with_force("zone-chosen", matches!(chosen, Ok(Some(_))));
    }
}
