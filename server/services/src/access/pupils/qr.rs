//! Addresses as square codes.

use super::super::AccessError;
use domain::access::pupils::Qr;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// The white edge that the standard asks for, in modules.
const EDGE: usize = 4;

/// An address as a QR code, one horizontal run of black modules after the other.
pub(super) fn qr(address: &str) -> Result<Qr, AccessError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| AccessError::NotFound)?;
    let width = code.width();
    let mut path = String::new();
    for (y, line) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let length = line[x..].iter().take_while(|color| **color == Color::Dark).count();
            if length > 0 {
                // Writing into a string cannot fail.
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + EDGE, y + EDGE);
            }
            x += length.max(1);
        }
    }
    Ok(Qr { side: u32::try_from(width + 2 * EDGE).unwrap_or_default(), path })
}
