//! Charts: small SVG parts, made on the server, each beside a table that says the same.

pub mod columns;
