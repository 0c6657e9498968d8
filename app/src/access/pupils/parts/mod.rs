//! What only the pages of pupils' sign-in use.

pub mod picture;
pub mod qr;
