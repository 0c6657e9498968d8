//! The targets: what counts, of how many, and whether it is enough.
//!
//! The source of every formula is the office's plan as docs/DOMAIN.md sets it out. All sets are as
//! of the end of a day in `Asia/Ho_Chi_Minh`.

pub mod completion;
pub mod figures;
pub mod rate;
pub mod settings;
pub mod target;

pub use completion::{Held, Requirement, is_trained};
pub use rate::{Percent, Rate, Standing};
pub use settings::Settings;
pub use target::{SchoolFacts, SchoolFigures, Target, TeamFacts, TeamNeed};
