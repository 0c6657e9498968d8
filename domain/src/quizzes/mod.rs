//! Questions, how they are drawn, answered and graded, and the formats they come in.

pub mod attempt;
pub mod bands;
pub mod draw;
pub mod gift;
pub mod grading;
pub mod interchange;
pub mod method;
pub mod moodle_xml;
pub mod qti;
pub mod question;
pub mod response;
pub mod rules;
pub mod score;
pub mod sheet;
pub mod statistics;

pub use draw::{Banked, DrawError, Drawn, draw};
pub use grading::{Graded, NegativeMarks, best_response, grade};
pub use question::{Choice, Credit, Question, QuestionKind};
pub use response::Response;
pub use score::{Outcome, Score};
