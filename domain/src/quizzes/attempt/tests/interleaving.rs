//! Pages that save answers over lines that lose, double and shuffle messages.

use crate::{
    calendar::Moment,
    quizzes::{
        Response,
        attempt::{Draft, Reply, Slot, Source},
    },
};
use proptest::prelude::*;

/// What a page does, by its number.
#[derive(Debug, Clone)]
enum Step {
    /// Somebody changes the answer; a message sets out.
    Edit { page: usize, choice: usize },
    /// One of the messages that ever set out arrives, perhaps again; its reply may be lost.
    Arrive { message: prop::sample::Index, reply_is_lost: bool },
    /// A page is told what is current.
    Refresh { page: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (0..3_usize, 0..5_usize).prop_map(|(page, choice)| Step::Edit { page, choice }),
        5 => any::<(prop::sample::Index, bool)>().prop_map(|(message, reply_is_lost)| Step::Arrive { message, reply_is_lost }),
        1 => (0..3_usize).prop_map(|page| Step::Refresh { page }),
    ];
    proptest::collection::vec(step, 0..60)
}

/// Page 0 and 1 are tabs of one browser, page 2 is another device.
fn source(page: usize) -> Source {
    [Source { device: 1, page: 1 }, Source { device: 1, page: 2 }, Source { device: 2, page: 1 }][page]
}

#[derive(Default, Clone, Copy)]
struct Page {
    /// The highest number it was told to be current.
    told: u32,
    /// The highest number it has given.
    given: u32,
}

struct World {
    pages: [Page; 3],
    sent: Vec<(usize, Draft)>,
    arrived: Vec<Draft>,
    accepted: Vec<Draft>,
    slot: Slot,
}

impl World {
    fn edit(&mut self, page: usize, choice: usize) {
        let state = &mut self.pages[page];
        state.given = state.given.max(state.told) + 1;
        let draft = Draft {
            answer: Response::Choice(choice),
            sequence: state.given,
            based_on: state.told,
            saved_at: Moment::UNIX_EPOCH,
            source: source(page),
        };
        self.sent.push((page, draft));
    }

    fn arrive(&mut self, message: usize, reply_is_lost: bool) -> Result<(), TestCaseError> {
        let (page, draft) = self.sent[message].clone();
        let before = self.slot.current().cloned();
        let reply = self.slot.accept(draft.clone()).unwrap();
        self.arrived.push(draft.clone());
        let told = match &reply {
            Reply::Accepted { sequence } => {
                prop_assert_eq!(self.slot.current(), Some(&draft));
                prop_assert!(!self.accepted.contains(&draft), "counted twice");
                if let Some(before) = &before {
                    let knew_it = draft.based_on == before.sequence || draft.source == before.source;
                    prop_assert!(knew_it && draft.sequence > before.sequence, "lost silently: {:?}", before);
                }
                self.accepted.push(draft);
                *sequence
            }
            Reply::AlreadyThere { sequence } => {
                prop_assert_eq!(Some(&draft.answer), before.as_ref().map(|before| &before.answer));
                *sequence
            }
            Reply::Stale { current } => {
                prop_assert_eq!(Some(current), before.as_ref());
                let of_its_page = |other: &&Draft| other.source == draft.source && other.sequence >= draft.sequence;
                let has_come_before = self.arrived.iter().rev().skip(1).any(|other| of_its_page(&other));
                prop_assert!(has_come_before || draft.source.device == current.source.device);
                current.sequence
            }
            Reply::Conflict { current, incoming } => {
                prop_assert_eq!((Some(current), incoming), (before.as_ref(), &draft));
                prop_assert_ne!(&current.answer, &incoming.answer);
                prop_assert!(!self.accepted.contains(incoming), "a conflict with what replaced it knowingly");
                prop_assert_ne!(current.source.device, incoming.source.device);
                current.sequence
            }
        };
        if !matches!(reply, Reply::Accepted { .. }) {
            prop_assert_eq!(self.slot.current(), before.as_ref());
        }
        if !reply_is_lost {
            self.pages[page].told = self.pages[page].told.max(told);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn the_newest_answer_of_one_page_stands_and_none_that_was_accepted_is_lost_silently(steps in steps()) {
        let mut world = World { pages: Default::default(), sent: vec![], arrived: vec![], accepted: vec![], slot: Slot::default() };
        for step in steps {
            match step {
                Step::Edit { page, choice } => world.edit(page, choice),
                Step::Arrive { message, reply_is_lost } if !world.sent.is_empty() => {
                    world.arrive(message.index(world.sent.len()), reply_is_lost)?;
                }
                Step::Arrive { .. } => {}
                Step::Refresh { page } => {
                    let current = world.slot.current().map_or(0, |current| current.sequence);
                    world.pages[page].told = world.pages[page].told.max(current);
                }
            }
        }
        prop_assert_eq!(world.slot.current(), world.accepted.last());
        if let Some(current) = world.slot.current().cloned() {
            let newest = world.arrived.iter().filter(|draft| draft.source == current.source).map(|draft| draft.sequence).max();
            prop_assert_eq!(newest, Some(current.sequence), "not the newest of its page");
            for draft in world.arrived.clone() {
                let reply = world.slot.accept(draft).unwrap();
                prop_assert!(!matches!(reply, Reply::Accepted { .. }), "counted twice");
            }
            prop_assert_eq!(world.slot.current(), Some(&current));
        }
    }
}
