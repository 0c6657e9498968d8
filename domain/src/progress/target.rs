//! Targets A, C and D for a school and for any set of schools.

use super::{Rate, Settings, Standing};
use crate::people::words;
use serde::{Deserialize, Serialize};

words! {
    /// The three aims of the plan that are numbers. (B of the plan is not a number.)
    Target {
        /// A: schools that teach pupils to use the network properly.
        SchoolsTeach = "schools_teach",
        /// C: schools with a team.
        SchoolsWithTeam = "schools_with_team",
        /// D: staff trained.
        StaffTrained = "staff_trained",
    }
}

/// What is known of a school's team on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamFacts {
    /// Open members.
    pub members: u32,
    /// Those of them who are managers.
    pub managers: u32,
    /// Whether the founding decision's number and date are recorded.
    pub has_founding_decision: bool,
}

impl TeamFacts {
    /// Has a team: enough open members, one of them a manager, founding decision recorded.
    pub const fn counts(self, settings: &Settings) -> bool {
        self.members >= settings.team_minimum && self.managers >= 1 && self.has_founding_decision
    }

    /// What is missing for the school to count; nothing when it does.
    pub fn needs(self, settings: &Settings) -> Vec<TeamNeed> {
        let members = settings.team_minimum.saturating_sub(self.members);
        let needs = [
            (members > 0, TeamNeed::Members(members)),
            (self.managers == 0, TeamNeed::Manager),
            (!self.has_founding_decision, TeamNeed::Decision),
        ];
        needs.into_iter().filter(|(missing, _)| *missing).map(|(_, need)| need).collect()
    }
}

/// Something that a team lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamNeed {
    /// So many more members.
    Members(u32),
    /// A member who is a manager of the school.
    Manager,
    /// Number and day of the founding decision.
    Decision,
}

/// What is known of a school on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolFacts {
    /// Pupils in scope, and those who completed every required course of their grade this school year.
    pub pupils: Rate,
    /// Approved activities of this school year.
    pub activities: u32,
    /// Staff with a responsibility, and those of them who are trained.
    pub staff: Rate,
    /// The team.
    pub team: TeamFacts,
}

impl SchoolFacts {
    /// A school teaches when its pupils' completion reaches the threshold; one without pupils in
    /// scope when it has an approved activity this school year.
    pub fn teaches(&self, settings: &Settings) -> bool {
        match self.pupils.standing(settings.teaching_threshold) {
            Standing::Met => true,
            Standing::NotMet => false,
            Standing::NoOneInScope => self.activities >= 1,
        }
    }
}

/// The figures of a set of schools.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolFigures {
    /// Target A.
    pub teach: Rate,
    /// Target C.
    pub with_team: Rate,
    /// Pupils' completion, what A is made of.
    pub pupils: Rate,
}

impl SchoolFigures {
    /// Counts a set of schools. Target D is no sum of schools: a person at two schools counts once.
    pub fn of<'a>(schools: impl IntoIterator<Item = &'a SchoolFacts>, settings: &Settings) -> Self {
        schools.into_iter().fold(Self::default(), |sum, school| Self {
            teach: sum.teach.and(Rate::new(u64::from(school.teaches(settings)), 1)),
            with_team: sum.with_team.and(Rate::new(u64::from(school.team.counts(settings)), 1)),
            pupils: sum.pupils.and(school.pupils),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: Settings = Settings {
        target: super::super::Percent::EIGHTY_FIVE,
        teaching_threshold: super::super::Percent::EIGHTY_FIVE,
        team_minimum: 3,
    };

    #[test]
    fn a_school_teaches_from_85_per_cent_of_its_pupils_on() {
        let school = |n, d| SchoolFacts { pupils: Rate::new(n, d), ..SchoolFacts::default() };
        assert!(school(34, 40).teaches(&SETTINGS));
        assert!(!school(33, 40).teaches(&SETTINGS));
    }

    #[test]
    fn a_school_without_pupils_in_scope_teaches_by_its_activities() {
        let school = |activities| SchoolFacts { activities, ..SchoolFacts::default() };
        assert!(!school(0).teaches(&SETTINGS));
        assert!(school(1).teaches(&SETTINGS));
        let with_pupils = SchoolFacts { pupils: Rate::new(0, 10), activities: 9, ..SchoolFacts::default() };
        assert!(!with_pupils.teaches(&SETTINGS), "activities do not stand in for pupils");
    }

    #[test]
    fn a_team_needs_members_a_manager_and_its_founding_decision() {
        let team = TeamFacts { members: 3, managers: 1, has_founding_decision: true };
        assert!(team.counts(&SETTINGS));
        assert!(!TeamFacts { members: 2, ..team }.counts(&SETTINGS));
        assert!(!TeamFacts { managers: 0, ..team }.counts(&SETTINGS));
        assert!(!TeamFacts { has_founding_decision: false, ..team }.counts(&SETTINGS));
    }

    #[test]
    fn a_team_counts_when_it_needs_nothing() {
        assert_eq!(
            TeamFacts { members: 1, managers: 0, has_founding_decision: false }.needs(&SETTINGS),
            [TeamNeed::Members(2), TeamNeed::Manager, TeamNeed::Decision]
        );
        for members in 0..5 {
            for managers in 0..2 {
                for has_founding_decision in [false, true] {
                    let team = TeamFacts { members, managers, has_founding_decision };
                    assert_eq!(team.counts(&SETTINGS), team.needs(&SETTINGS).is_empty(), "{team:?}");
                }
            }
        }
    }

    #[test]
    fn the_denominator_is_every_school() {
        let teaching = SchoolFacts { pupils: Rate::new(9, 10), ..SchoolFacts::default() };
        let figures = SchoolFigures::of(&[teaching, SchoolFacts::default()], &SETTINGS);
        assert_eq!(figures.teach, Rate::new(1, 2));
        assert_eq!(figures.with_team, Rate::new(0, 2));
        assert_eq!(figures.pupils, Rate::new(9, 10));
    }
}
