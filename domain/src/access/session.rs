//! How long somebody stays signed in.

use crate::people::words;
use chrono::TimeDelta;

words! {
    /// Whose computer a session is on, which says how long it lasts.
    SessionKind {
        /// One's own.
        Own = "own",
        /// One that others use, too.
        Shared = "shared",
        /// A pupil's, come by class code, name and PIN.
        Pupil = "pupil",
    }
}

impl SessionKind {
    /// After so long a session ends, used or not.
    pub const fn longest(self) -> TimeDelta {
        match self {
            Self::Own => TimeDelta::hours(12),
            Self::Shared | Self::Pupil => TimeDelta::hours(4),
        }
    }

    /// After so long without a request a session ends. A quiz on paper-slow hands fits in.
    pub const fn idle(self) -> TimeDelta {
        match self {
            Self::Own => TimeDelta::hours(4),
            Self::Shared => TimeDelta::minutes(20),
            Self::Pupil => TimeDelta::minutes(45),
        }
    }

    /// For so long after its end the answers of a quiz that is still on the screen are kept. Nothing is shown any more.
    pub const fn keeps_answers_for(self) -> TimeDelta {
        match self {
            Self::Pupil => TimeDelta::hours(8),
            Self::Own | Self::Shared => TimeDelta::zero(),
        }
    }
}
