//! Controls shared by all rooms. They know nothing of the domain's rules.

pub mod button_form;
pub mod chart;
pub mod error_panel;
pub mod field;
pub mod frame;
pub mod kept;
pub mod load;
pub mod meter;
pub mod notice;
pub mod pager;
pub mod print_button;
