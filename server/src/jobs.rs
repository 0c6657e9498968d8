//! What the server does by itself, beside answering requests.

use app::door::Clock;
use services::{
    Store,
    access::{Operator, housekeeping},
};
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

/// The first look, once a start has settled.
const FIRST: Duration = Duration::from_secs(60);
/// How often it is looked whether the day's work is to be done. It is done once a day, by one process of all.
const EVERY: Duration = Duration::from_secs(60 * 60);

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
