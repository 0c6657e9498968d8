//! What the server does by itself, beside answering requests.

use app::door::Clock;
use services::{
    Store,
    access::{Operator, housekeeping},
    quizzes::close_overdue,
};
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

/// The first look, once a start has settled.
const FIRST: Duration = Duration::from_secs(60);
/// How often it is looked whether the day's work is to be done. It is done once a day, by one process of all.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// How often it is looked whether the time of an attempt is over.
const EVERY_MINUTE: Duration = Duration::from_secs(60);

/// Submits attempts whose time is over and whose owners did not come back, as long as the server runs.
pub async fn close_attempts(store: Store, clock: Clock) {
    let mut looks = interval_at(Instant::now() + EVERY_MINUTE, EVERY_MINUTE);
    looks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        looks.tick().await;
        match close_overdue(&store, clock.now()).await {
            Ok(0) => {}
            Ok(closed) => tracing::info!(closed, "attempts were submitted as their time was over"),
            Err(error) => tracing::error!(%error, "attempts whose time is over were not submitted"),
        }
    }
}

/// Keeps house as long as the server runs.
pub async fn keep_house(store: Store, operator: Operator, clock: Clock) {
    let mut looks = interval_at(Instant::now() + FIRST, EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        looks.tick().await;
        match housekeeping(&store, &operator, clock.now()).await {
            Ok(Some(leavers)) => {
                tracing::info!(pupils = leavers.pupils, staff = leavers.staff, "leavers were made anonymous");
            }
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the daily work failed and will be tried again"),
        }
    }
}
