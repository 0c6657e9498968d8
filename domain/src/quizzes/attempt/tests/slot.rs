use crate::{
    calendar::Moment,
    quizzes::{
        Response,
        attempt::{Draft, DraftError, LONGEST_LEAP, MOST_SOURCES, Reply, Slot, Source},
    },
};
use proptest::prelude::*;

/// Two tabs of one browser, and another device.
const TAB: Source = Source { device: 1, page: 1 };
const OTHER_TAB: Source = Source { device: 1, page: 2 };
const PHONE: Source = Source { device: 2, page: 1 };

fn draft(source: Source, sequence: u32, based_on: u32, choice: usize) -> Draft {
    Draft { answer: Response::Choice(choice), sequence, based_on, saved_at: Moment::UNIX_EPOCH, source }
}

/// A question with these answers, all of which were accepted.
fn slot(drafts: &[Draft]) -> Slot {
    let mut slot = Slot::default();
    for draft in drafts {
        assert_eq!(slot.accept(draft.clone()), Ok(Reply::Accepted { sequence: draft.sequence }));
    }
    slot
}

/// What the question says to an answer that must not change what stands.
fn unchanged(slot: &Slot, incoming: &Draft) -> Reply {
    let mut after = slot.clone();
    let reply = after.accept(incoming.clone()).unwrap();
    assert_eq!(after.current(), slot.current());
    reply
}

#[test]
fn messages_of_one_page_may_overtake_each_other() {
    let slot = slot(&[draft(TAB, 1, 0, 7), draft(TAB, 3, 0, 9)]);
    let current = slot.current().unwrap().clone();
    assert_eq!(unchanged(&slot, &draft(TAB, 2, 0, 8)), Reply::Stale { current });
}

#[test]
fn a_message_that_comes_twice_counts_once() {
    let (first, second) = (draft(TAB, 1, 0, 7), draft(PHONE, 2, 1, 8));
    let alone = slot(std::slice::from_ref(&first));
    assert_eq!(unchanged(&alone, &first), Reply::AlreadyThere { sequence: 1 });
    let both = slot(&[first.clone(), second.clone()]);
    assert_eq!(unchanged(&both, &first), Reply::Stale { current: second }, "no conflict: the phone knew it");
}

#[test]
fn an_older_tab_that_saves_last_does_not_overwrite() {
    let newer = draft(OTHER_TAB, 5, 0, 8);
    let slot = slot(std::slice::from_ref(&newer));
    for sequence in [1, 5, 6, 99] {
        assert_eq!(unchanged(&slot, &draft(TAB, sequence, 0, 7)), Reply::Stale { current: newer.clone() });
    }
}

#[test]
fn two_devices_that_knew_nothing_of_each_other_are_shown_both() {
    let (current, incoming) = (draft(TAB, 4, 0, 7), draft(PHONE, 4, 0, 8));
    let mut slot = slot(std::slice::from_ref(&current));
    assert_eq!(unchanged(&slot, &incoming), Reply::Conflict { current: current.clone(), incoming: incoming.clone() });
    assert_eq!(unchanged(&slot, &incoming), Reply::Conflict { current, incoming }, "told again if asked again");
    let settled = draft(PHONE, 5, 4, 8);
    assert_eq!(slot.accept(settled.clone()), Ok(Reply::Accepted { sequence: 5 }));
    assert_eq!(slot.current(), Some(&settled));
}

#[test]
fn a_higher_number_alone_overwrites_nothing() {
    let current = draft(TAB, 5, 0, 7);
    let slot = slot(std::slice::from_ref(&current));
    let ahead = draft(PHONE, 9, 4, 8);
    assert_eq!(unchanged(&slot, &ahead), Reply::Conflict { current: current.clone(), incoming: ahead });
    let from_nowhere = draft(PHONE, 9, 8, 8);
    assert_eq!(unchanged(&slot, &from_nowhere), Reply::Conflict { current, incoming: from_nowhere });
}

#[test]
fn the_same_answer_from_two_devices_is_no_conflict() {
    let mut slot = slot(&[draft(TAB, 4, 0, 7)]);
    assert_eq!(slot.accept(draft(PHONE, 6, 0, 7)), Ok(Reply::AlreadyThere { sequence: 4 }));
    assert_eq!(slot.current(), Some(&draft(TAB, 4, 0, 7)));
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let mut slot = slot(&[draft(TAB, 4, 0, 7)]);
    let before = slot.clone();
    assert_eq!(slot.accept(draft(TAB, 0, 0, 7)), Err(DraftError::NotAfter));
    assert_eq!(slot.accept(draft(PHONE, 4, 4, 7)), Err(DraftError::NotAfter));
    assert_eq!(slot.accept(draft(TAB, LONGEST_LEAP + 1, 0, 8)), Err(DraftError::TooFarAhead));
    assert_eq!(slot.accept(draft(TAB, u32::MAX, u32::MAX - 1, 8)), Err(DraftError::TooFarAhead));
    assert_eq!(slot, before);
}

#[test]
fn a_question_does_not_remember_pages_without_end() {
    let mut slot = Slot::default();
    for page in 1..=1_000 {
        let incoming = draft(Source { device: 1, page }, page, page - 1, 7);
        assert_eq!(slot.accept(incoming), Ok(Reply::Accepted { sequence: page }));
    }
    let stored: serde_json::Value = serde_json::to_value(&slot).unwrap();
    assert_eq!(stored["heard"].as_array().unwrap().len(), MOST_SOURCES);
    assert_eq!(serde_json::from_value::<Slot>(stored).unwrap(), slot);
}

proptest! {
    #[test]
    fn whatever_comes_in_numbers_only_grow(messages in proptest::collection::vec((0..3_u32, 0..2_u32, any::<u32>(), any::<u32>(), 0..3_usize), 0..40), small in 0..9_u32) {
        let mut slot = Slot::default();
        for (device, page, sequence, based_on, choice) in messages {
            let (sequence, based_on) = (sequence >> (small * 3), based_on >> (small * 3));
            let before = slot.current().map_or(0, |current| current.sequence);
            let reply = slot.accept(draft(Source { device, page }, sequence, based_on, choice));
            let after = slot.current().map_or(0, |current| current.sequence);
            prop_assert_eq!(after > before, matches!(reply, Ok(Reply::Accepted { .. })));
            prop_assert!(after >= before);
        }
    }
}
