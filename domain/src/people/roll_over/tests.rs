use super::*;
use proptest::prelude::*;

fn grade(number: u8) -> Grade {
    Grade::new(number).unwrap()
}

fn class(id: i64, name: &str, pupils: &[i64]) -> ClassBefore {
    let pupils = pupils.iter().map(|id| PersonId(*id)).collect();
    ClassBefore { id: ClassId(id), name: name.to_owned(), grade: Grade::of_class_name(name).unwrap(), pupils }
}

fn to(name: &str) -> Place {
    Place::Class(name.to_owned())
}

fn primary(before: &[ClassBefore], exceptions: &[(i64, Exception)]) -> Plan {
    let exceptions = exceptions.iter().map(|(id, exception)| (PersonId(*id), exception.clone())).collect();
    plan(SchoolLevel::Primary, before, &exceptions, &BTreeMap::new(), &BTreeSet::new())
}

#[test]
fn a_class_keeps_the_rest_of_its_name() {
    for (name, next, expected) in [
        ("1/2", 2, "2/2"),
        ("6A3", 7, "7A3"),
        ("9.1", 6, "6.1"),
        ("4", 5, "5"),
        (" 3/10 ", 4, "4/10"),
        ("1/1 Tăng cường", 2, "2/1 Tăng cường"),
    ] {
        assert_eq!(class_name_in(name, grade(next)), expected);
    }
}

#[test]
fn the_last_grade_depends_on_the_level() {
    let next = |level, name: &str| next_class(level, name, Grade::of_class_name(name).unwrap()).map(|(name, _)| name);
    assert_eq!(next(SchoolLevel::Primary, "4/1"), Some("5/1".to_owned()));
    assert_eq!(next(SchoolLevel::Primary, "5/1"), None);
    assert_eq!(next(SchoolLevel::PrimaryLowerSecondary, "5/1"), Some("6/1".to_owned()));
    assert_eq!(next(SchoolLevel::LowerSecondary, "9A1"), None);
    assert_eq!(next(SchoolLevel::Preschool, "1/1"), None);
}

#[test]
fn classes_go_up_and_the_last_grade_leaves() {
    let plan = primary(&[class(1, "1/1", &[1, 2]), class(2, "5/1", &[3]), class(3, "4/2", &[])], &[]);
    assert_eq!(plan.classes, BTreeMap::from([("2/1".to_owned(), grade(2)), ("5/2".to_owned(), grade(5))]));
    assert_eq!(
        plan.places,
        BTreeMap::from([(PersonId(1), to("2/1")), (PersonId(2), to("2/1")), (PersonId(3), Place::Leaves)])
    );
}

#[test]
fn exceptions_are_for_one_pupil_each() {
    let before = [class(1, "1/1", &[1, 2, 3, 4]), class(2, "5/1", &[5])];
    let exceptions = [
        (1, Exception::Repeat),
        (2, Exception::Leave),
        (3, Exception::Class("2/9".to_owned())),
        (5, Exception::Repeat),
        (77, Exception::Leave),
    ];
    let plan = primary(&before, &exceptions);
    assert_eq!(plan.places[&PersonId(1)], to("1/1"));
    assert_eq!(plan.places[&PersonId(2)], Place::Leaves);
    assert_eq!(plan.places[&PersonId(3)], to("2/9"));
    assert_eq!(plan.places[&PersonId(4)], to("2/1"));
    assert_eq!(plan.places[&PersonId(5)], to("5/1"));
    assert_eq!(plan.places.len(), 5, "who is not in the year has no place");
    assert_eq!(plan.classes.keys().collect::<Vec<_>>(), ["1/1", "2/1", "2/9", "5/1"]);
    let exceptions = exceptions.into_iter().map(|(id, exception)| (PersonId(id), exception)).collect();
    assert_eq!(totals(&plan, &exceptions), Totals { up: 1, repeat: 2, moved: 1, leave: 1, already_there: 0 });
}

#[test]
fn who_is_in_next_years_class_already_stays_there() {
    let before = [class(1, "1/1", &[1, 2])];
    let there = BTreeMap::from([("2/1".to_owned(), grade(2)), ("1/1".to_owned(), grade(1))]);
    let plan = plan(SchoolLevel::Primary, &before, &BTreeMap::new(), &there, &BTreeSet::from([PersonId(1)]));
    assert_eq!(plan.places, BTreeMap::from([(PersonId(1), Place::AlreadyThere), (PersonId(2), to("2/1"))]));
    assert_eq!(plan.classes, there, "no class is made twice");
}

#[test]
fn words_of_a_form_and_exceptions_go_both_ways() {
    for exception in [Exception::Repeat, Exception::Leave, Exception::Class("2/1".to_owned())] {
        assert_eq!(Exception::from_word(&exception.word()), Some(exception));
    }
    assert_eq!(Exception::from_word(""), None);
    assert_eq!(Exception::from_word("up"), None);
}

#[test]
fn a_plan_that_does_something_else_has_another_fingerprint() {
    let before = [class(1, "1/1", &[1, 2])];
    let plan = primary(&before, &[]);
    assert_eq!(plan.fingerprint(), primary(&before, &[]).fingerprint());
    assert_ne!(plan.fingerprint(), primary(&before, &[(1, Exception::Repeat)]).fingerprint());
    assert_ne!(plan.fingerprint(), primary(&[class(1, "1/1", &[1])], &[]).fingerprint());
}

fn begins_on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 9, 1).unwrap()
}

/// A school's facts: every membership's and enrolment's end, and which membership is enrolled in which class.
#[derive(Debug, Clone, PartialEq, Eq)]
struct School {
    memberships: BTreeMap<i64, End>,
    enrolments: BTreeMap<i64, (i64, String, End)>,
}

impl School {
    fn pupils(&self) -> Vec<PupilFacts> {
        let of = |membership: i64| {
            let own = self.enrolments.iter().filter(move |(_, (whose, _, _))| *whose == membership);
            own.map(|(id, (_, _, before))| Ended { id: *id, before: *before }).collect()
        };
        self.memberships
            .iter()
            .map(|(id, before)| PupilFacts {
                person: PersonId(*id),
                membership: Ended { id: *id, before: *before },
                enrolments: of(*id),
            })
            .collect()
    }

    fn apply(&mut self, changes: &Changes) -> Vec<i64> {
        let end = End { to_on: Some(begins_on()), learned_at: None };
        for ended in &changes.enrolments_ended {
            self.enrolments.get_mut(&ended.id).unwrap().2 = end;
        }
        for ended in &changes.memberships_ended {
            self.memberships.insert(ended.id, end);
        }
        let mut made = Vec::new();
        for (membership, class) in &changes.enrolled {
            let id = self.enrolments.keys().max().map_or(1, |last| last + 1);
            self.enrolments.insert(id, (*membership, class.clone(), End::default()));
            made.push(id);
        }
        made
    }

    fn undo(&mut self, changes: &Changes, made: &[i64]) {
        for id in made {
            self.enrolments.remove(id);
        }
        for ended in &changes.enrolments_ended {
            self.enrolments.get_mut(&ended.id).unwrap().2 = ended.before;
        }
        for ended in &changes.memberships_ended {
            self.memberships.insert(ended.id, ended.before);
        }
    }
}

fn levels() -> impl Strategy<Value = SchoolLevel> {
    proptest::sample::select(SchoolLevel::ALL)
}

fn exception() -> impl Strategy<Value = Exception> {
    prop_oneof![
        Just(Exception::Repeat),
        Just(Exception::Leave),
        (1u8..=9, 1u8..4).prop_map(|(grade, number)| Exception::Class(format!("{grade}/{number}"))),
    ]
}

fn end() -> impl Strategy<Value = End> {
    let day = NaiveDate::from_ymd_opt(2027, 12, 24).unwrap();
    proptest::sample::select(vec![None, Some(begins_on()), Some(day)]).prop_map(|to_on| End { to_on, learned_at: None })
}

/// Classes of nine grades with up to sixty pupils, some with an end that is known, and exceptions for some.
fn given_school() -> impl Strategy<Value = (Vec<ClassBefore>, School, BTreeMap<PersonId, Exception>)> {
    let pupils = proptest::collection::vec((1u8..=9, 1u8..4, end(), proptest::option::of(exception())), 0..60);
    pupils.prop_map(|pupils| {
        let mut classes: BTreeMap<String, ClassBefore> = BTreeMap::new();
        let mut school = School { memberships: BTreeMap::new(), enrolments: BTreeMap::new() };
        let mut exceptions = BTreeMap::new();
        for ((grade_number, number, end, exception), id) in pupils.into_iter().zip(1i64..) {
            let name = format!("{grade_number}/{number}");
            let class = classes.entry(name.clone()).or_insert_with(|| class(id, &name, &[]));
            class.pupils.push(PersonId(id));
            school.memberships.insert(id, end);
            school.enrolments.insert(id, (id, name, end));
            exceptions.extend(exception.map(|exception| (PersonId(id), exception)));
        }
        (classes.into_values().collect(), school, exceptions)
    })
}

proptest! {
    #[test]
    fn nobody_is_lost_or_doubled(level in levels(), (before, mut school, exceptions) in given_school()) {
        let plan = plan(level, &before, &exceptions, &BTreeMap::new(), &BTreeSet::new());
        let planned: Vec<PersonId> = plan.places.keys().copied().collect();
        let mut all: Vec<PersonId> = before.iter().flat_map(|class| class.pupils.clone()).collect();
        all.sort();
        prop_assert_eq!(planned, all);
        for place in plan.places.values() {
            if let Place::Class(name) = place {
                prop_assert!(plan.classes.contains_key(name));
            }
        }
        let changes = changes(&plan, &school.pupils(), begins_on());
        school.apply(&changes);
        for (person, place) in &plan.places {
            let open: Vec<&String> = school
                .enrolments
                .values()
                .filter(|(whose, _, end)| *whose == person.0 && end.is_after(begins_on()))
                .map(|(_, class, _)| class)
                .collect();
            match place {
                Place::Class(name) => prop_assert_eq!(open, vec![name]),
                _ => {
                    prop_assert_eq!(open, Vec::<&String>::new());
                    prop_assert!(!school.memberships[&person.0].is_after(begins_on()));
                }
            }
        }
    }

    #[test]
    fn a_plan_that_is_undone_leaves_no_trace(level in levels(), (before, mut school, exceptions) in given_school()) {
        let as_it_was = school.clone();
        let plan = plan(level, &before, &exceptions, &BTreeMap::new(), &BTreeSet::new());
        let changes = changes(&plan, &school.pupils(), begins_on());
        let made = school.apply(&changes);
        school.undo(&changes, &made);
        prop_assert_eq!(school, as_it_was);
    }

    #[test]
    fn a_class_goes_up_by_one_grade(number in 1u8..=8, rest in "[/.A-Z][0-9A-Z]{0,4}") {
        let name = format!("{number}{rest}");
        let (next, next_grade) = next_class(SchoolLevel::PrimaryLowerSecondary, &name, grade(number)).unwrap();
        prop_assert_eq!(next_grade.number(), number + 1);
        prop_assert_eq!(Grade::of_class_name(&next), Some(next_grade));
        prop_assert!(next.ends_with(&rest));
    }
}
