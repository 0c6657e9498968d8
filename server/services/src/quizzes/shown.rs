//! How a question's texts are shown: as HTML, whatever they are written in.

use crate::courses::markdown;
use ammonia::Builder;
use domain::quizzes::{Question, question::TextFormat};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Where files are fetched, by the name that texts give them.
pub type Media = HashMap<String, String>;

/// The texts of one question.
pub struct Shown<'a> {
    format: TextFormat,
    media: &'a Media,
}

impl<'a> Shown<'a> {
    /// Shows the texts of a question with the files of its course.
    pub const fn new(question: &Question, media: &'a Media) -> Self {
        Self { format: question.format, media }
    }

    /// A text as HTML that holds nothing but text, pictures, sound and video of ours.
    pub fn html(&self, text: &str) -> String {
        match self.format {
            TextFormat::Markdown => markdown::inline_html(text, self.media),
            TextFormat::Html => self.clean(text),
            TextFormat::Plain => lines(&escaped(text)),
            // Moodle's own format: HTML in which line breaks count.
            TextFormat::Moodle => self.clean(&lines(text)),
        }
    }

    /// Where a file is fetched; empty for one that is not there.
    pub fn address(&self, file: &str) -> String {
        self.media.get(file).cloned().unwrap_or_default()
    }

    fn clean(&self, html: &str) -> String {
        static TAGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
            let tags = "p br b strong i em u s sub sup ul ol li table thead tbody tr th td code pre blockquote span div \
                        h3 h4 h5 h6 hr img audio video";
            tags.split_whitespace().collect()
        });
        // The filter outlives this call in the eyes of the compiler.
        let media = self.media.clone();
        let mut builder = Builder::empty();
        builder
            .tags(TAGS.clone())
            .tag_attributes(HashMap::from([
                ("img", HashSet::from(["src", "alt"])),
                ("audio", HashSet::from(["src", "controls"])),
                ("video", HashSet::from(["src", "controls"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ]))
            // Nothing is fetched from elsewhere: an address is one of our files or is left out.
            .url_relative(ammonia::UrlRelative::PassThrough)
            .attribute_filter(move |_, attribute, value| match attribute {
                "src" => media.get(value).map(|address| Cow::Owned(address.clone())),
                _ => Some(Cow::Borrowed(value)),
            });
        builder.clean(html).to_string()
    }
}

fn lines(html: &str) -> String {
    html.trim().replace("\r\n", "\n").replace('\n', "<br>")
}

/// What somebody typed, as HTML that shows just that.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing into a string cannot fail.
    let _ = comrak::html::escape(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::quizzes::QuestionKind;

    fn html(format: TextFormat, text: &str) -> String {
        let media = Media::from([("media/a.png".to_owned(), "/media/1/a.png".to_owned())]);
        let question = Question { format, ..Question::new("q", "?", QuestionKind::Description) };
        Shown::new(&question, &media).html(text)
    }

    #[test]
    fn nothing_that_runs_or_comes_from_elsewhere_is_shown_whatever_the_format() {
        let evil =
            "<script>x()</script><img src=\"https://a.example/p.png\" onerror=\"x()\"><a href=\"javascript:x()\">a</a>";
        for format in [TextFormat::Markdown, TextFormat::Html, TextFormat::Plain, TextFormat::Moodle] {
            let shown = html(format, evil);
            assert!(!shown.contains("<script") && !shown.contains("<a"), "{shown}");
            assert!(format == TextFormat::Plain || !shown.contains("a.example"), "{shown}");
        }
    }

    #[test]
    fn pictures_and_sound_are_shown_from_the_courses_files() {
        assert_eq!(
            html(TextFormat::Markdown, "![a](media/a.png)"),
            "<img loading=\"lazy\" src=\"/media/1/a.png\" alt=\"a\">"
        );
        assert!(html(TextFormat::Html, "<img src=\"media/a.png\" alt=\"a\">").contains("/media/1/a.png"));
        assert!(html(TextFormat::Markdown, "![nghe](media/b.mp3)").starts_with("<audio controls"));
    }

    #[test]
    fn plain_text_is_shown_as_it_stands() {
        assert_eq!(html(TextFormat::Plain, "1 < 2\n*x*"), "1 &lt; 2<br>*x*");
        assert_eq!(html(TextFormat::Moodle, "<b>a</b>\nb"), "<b>a</b><br>b");
    }
}
