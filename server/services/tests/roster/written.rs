//! Files as the programs of schools write them.

use rust_xlsxwriter::Workbook;

/// Windows-1258 has no letters with both a hat and a tone: the tone follows as a mark of its own.
pub fn windows_1258(text: &str) -> Vec<u8> {
    let pairs = [
        ("ã", "a\u{303}"),
        ("ờ", "ơ\u{300}"),
        ("ấ", "â\u{301}"),
        ("ầ", "â\u{300}"),
        ("ể", "ê\u{309}"),
        ("ọ", "o\u{323}"),
        ("ò", "o\u{300}"),
        ("ì", "i\u{300}"),
        ("ị", "i\u{323}"),
        ("ỉ", "i\u{309}"),
        ("ỹ", "y\u{303}"),
    ];
    let text = pairs.iter().fold(text.to_owned(), |text, (whole, parts)| text.replace(whole, parts));
    let (bytes, _, has_errors) = encoding_rs::WINDOWS_1258.encode(&text);
    assert!(!has_errors, "{text}");
    bytes.into_owned()
}

pub fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(to_bytes).collect()
}

pub fn workbook(rows: &[&str]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Ghi chú").unwrap().write(0, 0, "Danh sách năm nay").unwrap();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}
