//! Who does what in the demo district.

use super::{DemoError, Window};
use crate::{
    Store, Turn,
    access::{NewAccount, Office, Operator, Secrets, create_account, grant_role, pupils::set_demo_class},
    people::{
        assign_class_teacher, class_by_name,
        entity::{class, membership, person},
        insert_person, school_by_code, schools_below,
    },
};
use domain::{
    access::{
        Role,
        credentials::{DEMO_OFFICE, DEMO_PRINCIPAL, DEMO_PUPIL, DEMO_TEACHER, DemoAccount},
        pupils::{
            class_code::{DEMO_CODE, DEMO_PICTURES_CODE},
            secret::{DEMO_PICTURES, DEMO_PIN, PupilSecret},
        },
    },
    ids::{ClassId, OrganisationId, PersonId},
    people::{MembershipKind, PersonName, Sex},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use std::collections::HashSet;

/// School of the demo's principal, teacher and pupil.
const SCHOOL: &str = "TH014";
/// Class of the demo's teacher and pupil.
const CLASS: &str = "3/1";
/// Class that signs in by pictures.
const PICTURES_CLASS: &str = "1/1";

/// Appoints principals and class teachers and opens the four accounts.
///
/// Gives back the persons whose history is left to whoever tries the demo.
pub async fn appoint(
    store: &Store,
    operator: &Operator,
    office: &Office,
    window: &Window,
) -> Result<HashSet<PersonId>, DemoError> {
    let (now, first_day) = (window.begin, window.first_day());
    let transaction = store.begin(Turn::Roster).await?;
    let name = PersonName::parse("Trần Thị Minh Châu").map_err(|_| DemoError::WrongRoster)?;
    let official = insert_person(&transaction, None, &name, None, Some(Sex::Female), now).await?;
    transaction.commit().await?;
    grant_role(store, office, official, Role::Office, office.node(), first_day, now).await?;
    open(store, office, DEMO_OFFICE, official, window).await?;

    let mut left_alone = HashSet::new();
    for school in schools_below(store, office.node(), first_day).await? {
        let lead = operator.school_lead(school.id);
        let staff = membership::Entity::find()
            .filter(membership::Column::OrganisationId.eq(school.id.0))
            .order_by_asc(membership::Column::Id)
            .all(store.read())
            .await?;
        if let Some(principal) = staff.iter().find(|row| row.post == "Hiệu trưởng") {
            let person = PersonId(principal.person_id);
            grant_role(store, office, person, Role::Principal, school.id, first_day, now).await?;
            if school.code == SCHOOL {
                open(store, office, DEMO_PRINCIPAL, person, window).await?;
            }
        }
        let teachers: Vec<PersonId> = staff
            .iter()
            .filter(|row| row.kind == MembershipKind::Teacher.as_str() && row.post == "Giáo viên")
            .map(|row| PersonId(row.person_id))
            .collect();
        let classes = class::Entity::find()
            .filter(class::Column::OrganisationId.eq(school.id.0))
            .order_by_asc(class::Column::Id)
            .all(store.read())
            .await?;
        for (place, class) in classes.iter().enumerate() {
            let Some(teacher) = teachers.get(place % teachers.len().max(1)) else { continue };
            assign_class_teacher(store, &lead, ClassId(class.id), *teacher, first_day, now).await?;
            if school.code == SCHOOL && class.name == CLASS {
                open(store, office, DEMO_TEACHER, *teacher, window).await?;
                left_alone.insert(*teacher);
                let pupil = first_pupil(store, school.id).await?;
                open(store, office, DEMO_PUPIL, pupil, window).await?;
                left_alone.insert(pupil);
            }
        }
    }
    Ok(left_alone)
}

/// Gives two classes codes and secrets that everybody knows.
pub async fn let_pupils_in(
    store: &Store,
    secrets: &Secrets,
    operator: &Operator,
    window: &Window,
) -> Result<(), DemoError> {
    let Some(school) = school_by_code(store, SCHOOL).await? else { return Ok(()) };
    let known = [
        (CLASS, DEMO_CODE, PupilSecret::Pin(DEMO_PIN.to_owned())),
        (PICTURES_CLASS, DEMO_PICTURES_CODE, PupilSecret::Pictures(DEMO_PICTURES)),
    ];
    for (name, code, secret) in known {
        let Some(class) = class_by_name(store, school, window.year.first_year(), name).await? else { continue };
        let teacher = operator.class_teacher(school, class);
        set_demo_class(store, secrets, &teacher, code, &secret, window.begin).await?;
    }
    Ok(())
}

async fn open(
    store: &Store,
    office: &Office,
    account: DemoAccount,
    person: PersonId,
    window: &Window,
) -> Result<(), DemoError> {
    let new = NewAccount { person, username: account.username.to_owned(), password: account.password.to_owned() };
    create_account(store, office, new, window.begin).await?;
    if account != DEMO_PUPIL {
        // An address that leads nowhere: letters of the demo go into a folder.
        let email = format!("{}@demo.example", account.username);
        let transaction = store.begin(Turn::Roster).await?;
        person::Entity::update_many()
            .col_expr(person::Column::Email, Expr::value(email))
            .filter(person::Column::Id.eq(person.0))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// The first pupil of the demo's class, by code.
async fn first_pupil(store: &Store, school: OrganisationId) -> Result<PersonId, DemoError> {
    use sea_orm::{FromQueryResult, Statement};
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let sql = "SELECT p.id FROM persons p JOIN memberships m ON m.person_id = p.id JOIN enrolments e ON e.membership_id = m.id \
               JOIN classes c ON c.id = e.class_id WHERE c.organisation_id = $1 AND c.name = $2 ORDER BY p.code LIMIT 1";
    let backend = sea_orm::ConnectionTrait::get_database_backend(store.read());
    let statement = Statement::from_sql_and_values(backend, sql, [school.0.into(), CLASS.into()]);
    let row = Row::find_by_statement(statement).one(store.read()).await?;
    row.map(|row| PersonId(row.id)).ok_or(DemoError::WrongRoster)
}

/// Everyone at a school, in the order of their codes.
pub async fn everyone(store: &Store, school: OrganisationId) -> Result<Vec<PersonId>, DemoError> {
    let members: HashSet<i64> = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(school.0))
        .all(store.read())
        .await?
        .into_iter()
        .map(|row| row.person_id)
        .collect();
    let rows = person::Entity::find()
        .filter(person::Column::Id.is_in(members))
        .order_by_asc(person::Column::Code)
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|row| PersonId(row.id)).collect())
}
