//! One person: what is known of them.

use crate::error::AppError;
use domain::people::{
    card::{ClassName, Namesake, PersonCard},
    directory::SchoolName,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is known of a person, as a form sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonFields {
    /// The name.
    pub name: String,
    /// The code.
    pub code: String,
    /// The birthday.
    pub born_on: String,
    /// The word of the sex, or nothing.
    pub sex: String,
    /// The e-mail address.
    pub email: String,
}

#[cfg(feature = "ssr")]
impl PersonFields {
    fn read(&self) -> Result<services::people::PersonChange, AppError> {
        use domain::people::Sex;
        let sex = if self.sex.is_empty() { None } else { Some(super::word(&self.sex, Sex::from_word)?) };
        Ok(services::people::PersonChange {
            name: self.name.clone(),
            code: self.code.clone(),
            born_on: self.birthday()?,
            sex,
            email: self.email.clone(),
        })
    }

    fn birthday(&self) -> Result<Option<chrono::NaiveDate>, AppError> {
        super::day_or_none(&self.born_on).map_err(|_| AppError::Invalid(crate::error::Problem::BadBirthday))
    }

    fn keep(&self, place: &super::PlaceFields, class: &str) {
        crate::door::keep_form(
            "add_person",
            &[
                ("name", &self.name),
                ("code", &self.code),
                ("born_on", &self.born_on),
                ("sex", &self.sex),
                ("email", &self.email),
                ("school", &place.school),
                ("kind", &place.kind),
                ("post", &place.post),
                ("from", &place.from),
                ("class", class),
            ],
        );
    }
}

/// A person's page.
///
/// **Permissions**: office and office viewer, for all below their node; whoever leads a school, for those who are or were
/// there, with the facts of that school only.
#[server(prefix = "/api/fn", endpoint = "person_card")]
pub async fn card_of(person: i64) -> Result<PersonCard, AppError> {
    use crate::door;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let reader = viewer.sees_people(&store, "", today).await?;
    let keeper = viewer.keeps_people(&store, "", today).await.ok();
    let person = domain::ids::PersonId(person);
    let mut card = services::people::person_card(&store, &reader, keeper.as_ref(), person, today).await?;
    card.may.see_access = viewer.audits_person(&store, person, today).await.is_ok();
    card.may.take_data = viewer.keeps(&store, person, today).await.is_ok();
    Ok(card)
}

/// The schools at which the viewer may add somebody.
///
/// **Permissions**: office, all below its node; whoever leads a school, the schools led.
#[server(prefix = "/api/fn", endpoint = "schools_to_keep")]
pub async fn schools_to_keep() -> Result<Vec<SchoolName>, AppError> {
    use crate::door;
    let keeper = super::keeper("").await?;
    let today = domain::calendar::day_of(door::now());
    Ok(services::people::schools_to_keep(&door::store(), &keeper, today).await?)
}

/// The classes of this school year of a school at which the viewer may add somebody.
///
/// **Permissions**: office, at all schools below its node; whoever leads a school, there.
#[server(prefix = "/api/fn", endpoint = "classes_to_join")]
pub async fn classes_to_join(school: String) -> Result<Vec<ClassName>, AppError> {
    use crate::door;
    let keeper = super::keeper("").await?;
    let today = domain::calendar::day_of(door::now());
    Ok(services::people::classes_to_join(&door::store(), &keeper, &school, today).await?)
}

/// Those of a newcomer's name and birthday, where it is given, who are or were at a school.
///
/// **Permissions**: office, at all schools below its node; whoever leads a school, there.
#[server(prefix = "/api/fn", endpoint = "namesakes")]
pub async fn namesakes_of(
    school: String,
    name: String,
    #[server(default)] born_on: String,
) -> Result<Vec<Namesake>, AppError> {
    use crate::door;
    let keeper = super::keeper("").await?;
    let born_on = super::day_or_none(&born_on)?;
    Ok(services::people::namesakes(&door::store(), &keeper, &school, &name, born_on).await?)
}

/// Adds a person with a first membership and, for a pupil, a class of that school and of this year. With `anyway=yes`
/// somebody of that name at the school is known to be another.
///
/// **Permissions**: office, at all schools below its node; whoever leads a school, there.
#[server(prefix = "/api/fn", endpoint = "add_person")]
pub async fn add_person(
    person: PersonFields,
    place: super::PlaceFields,
    #[server(default)] class: String,
    #[server(default)] anyway: String,
) -> Result<(), AppError> {
    use crate::door;
    let keeper = super::keeper("").await?;
    let add = async {
        let chosen = if class.is_empty() { None } else { Some(super::word(&class, |class| class.parse().ok())?) };
        let (particulars, membership) = (person.read()?, place.read()?);
        let despite_namesakes = anyway == "yes";
        let new = services::people::NewPerson { particulars, membership, class: chosen, despite_namesakes };
        Ok::<_, AppError>(services::people::add_person(&door::store(), &keeper, &new, door::now()).await?)
    };
    match add.await {
        Ok(id) => {
            door::drop_form();
            super::lead_on(&format!("/people/{id}"), Ok(()))
        }
        Err(error) => {
            person.keep(&place, &class);
            super::lead_on("/people/new", Err(error))
        }
    }
}

/// Corrects name, code, birthday, sex, e-mail.
///
/// **Permissions**: office, for all below its node; whoever leads one of the person's schools. The e-mail address of
/// somebody with a role only by an office that has the role in its reach.
#[server(prefix = "/api/fn", endpoint = "change_person")]
pub async fn change_person(id: i64, person: PersonFields) -> Result<(), AppError> {
    use crate::door;
    let keeper = super::keeper("").await?;
    let change = async {
        let change = person.read()?;
        let id = domain::ids::PersonId(id);
        services::people::change_person(&door::store(), &keeper, id, &change, door::now()).await?;
        Ok(())
    };
    let outcome = change.await;
    super::lead_on(&format!("/people/{id}"), outcome)
}
