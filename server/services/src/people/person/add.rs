//! A person who comes in by hand.

use super::{
    NewMembership, PersonChange,
    belonging::{check_membership, insert_membership},
    change::check_not_taken,
    class::enrol_newcomer,
    namesake::{just_added, namesakes_at},
    own_school,
};
use crate::{
    Store, Turn,
    access::{
        PeopleKeeper,
        audit::{self, Event},
    },
    people::{PeopleError, entity::person, insert_person},
};
use domain::{
    access::audit::AuditAction,
    calendar::Moment,
    ids::{ClassId, PersonId},
};
use sea_orm::{ActiveModelTrait, Set};

/// Somebody new, with where they begin.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// What is known of them.
    pub particulars: PersonChange,
    /// Where they begin.
    pub membership: NewMembership,
    /// The class of this school year, of a pupil.
    pub class: Option<ClassId>,
    /// Whether somebody of that name at the school is known to be another.
    pub despite_namesakes: bool,
}

/// Adds a person with a first membership: an office at any of its schools, whoever leads a school there. The same form
/// sent twice adds one person.
///
/// # Errors
/// When the school is not within reach, or what was typed cannot be taken; [`PeopleError::NamesakeThere`] for somebody
/// of the same name and birthday at the school; [`PeopleError::NotAClass`] for a class of another school or year, or
/// for somebody who is no pupil.
pub async fn add_person(
    store: &Store,
    keeper: &PeopleKeeper,
    new: &NewPerson,
    now: Moment,
) -> Result<PersonId, PeopleError> {
    let particulars = new.particulars.check(now)?;
    check_membership(&new.membership, now)?;
    let transaction = store.begin(Turn::Roster).await?;
    let school = own_school(&transaction, keeper, &new.membership.school).await?;
    if let Some(person) = just_added(&transaction, keeper, &particulars, (school, &new.membership), now).await? {
        return Ok(person);
    }
    check_not_taken(&transaction, &particulars, None).await?;
    let may_be_known = !new.despite_namesakes;
    if may_be_known && !namesakes_at(&transaction, school, &particulars.name, particulars.born_on).await?.is_empty() {
        return Err(PeopleError::NamesakeThere);
    }
    let (code, email) = (particulars.code.clone(), particulars.email.clone());
    let person =
        insert_person(&transaction, code, &particulars.name, particulars.born_on, particulars.sex, now).await?;
    if email.is_some() {
        person::ActiveModel { id: Set(person.0), email: Set(email), ..Default::default() }.update(&transaction).await?;
    }
    let membership = insert_membership(&transaction, person, school, &new.membership, now).await?;
    let actor = keeper.actor();
    let at = |action| Event::new(actor, action).at(school).about_person(person);
    let began = audit::details! { Kind: new.membership.kind, From: new.membership.from, Membership: membership.id };
    let mut events = vec![at(AuditAction::PersonAdded), at(AuditAction::MembershipBegan).with(began)];
    if let Some(class) = new.class {
        events.extend(enrol_newcomer(&transaction, keeper, &membership, class, now).await?);
    }
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(person)
}
