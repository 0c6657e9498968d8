//! Questions that say which category the next ones belong to.

use super::node::{Node, Read, text_in};

/// The category without the words for a course and its root: `$course$/top/Toán//Lý/Lớp 6` becomes `Toán-Lý/Lớp 6`.
pub fn of(node: Node<'_>) -> Read<String> {
    // A slash that stands twice is one within a name.
    let path = text_in(node, "category")?.replace("//", "-");
    let mut parts: Vec<&str> = path.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_context = |part: &&str| part.len() > 2 && part.starts_with('$') && part.ends_with('$');
    if parts.first().is_some_and(is_context) {
        parts.remove(0);
        if parts.first() == Some(&"top") {
            parts.remove(0);
        }
    }
    Ok(parts.join("/"))
}
