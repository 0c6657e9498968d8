//! Codes and secrets of the demo, which everybody knows and which open nothing elsewhere.

use super::{
    super::{AccessError, ClassTeacher, Secrets},
    class_key::{is_demo, replace_code},
    roll::on_roll,
    secret::{Drawn, keep},
};
use crate::{Store, Turn};
use domain::{
    access::pupils::secret::PupilSecret,
    calendar::{Moment, day_of},
};

/// Gives a class of the demo a code, and all its pupils a secret, that every reader of the manual knows.
///
/// # Errors
/// [`AccessError::Forbidden`] on an installation that is no demo.
pub(crate) async fn set_demo_class(
    store: &Store,
    secrets: &Secrets,
    teacher: &ClassTeacher,
    code: &str,
    secret: &PupilSecret,
    now: Moment,
) -> Result<(), AccessError> {
    if !is_demo(store).await? {
        return Err(AccessError::Forbidden);
    }
    let (actor, school, class) = (teacher.actor(), teacher.school(), teacher.class());
    let transaction = store.begin(Turn::Roster).await?;
    replace_code(&transaction, actor, school, class, code, now).await?;
    let rolls = on_roll(&transaction, secrets, &[class], day_of(now)).await?;
    let pupils = rolls.into_values().flatten();
    let known: Vec<_> = pupils.map(|pupil| Drawn { person: pupil.person, school, secret: secret.clone() }).collect();
    keep(&transaction, secrets, actor, &known, now).await?;
    transaction.commit().await?;
    Ok(())
}
