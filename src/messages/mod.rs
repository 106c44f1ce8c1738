//! What Kanyin says to editors, in the report's language and in English, from one catalogue.
//!
//! Code names a message and its arguments; the words stand in `messages/<language>/*.ftl` (Project Fluent). An
//! attribute is named with a dot: `share-sum.hint`. A test holds both languages complete and their arguments equal.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// The languages messages are written in. The report's own is the default, whatever the locale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

/// The same words in both languages, where they are documentation and no message: a rule's name, its explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    pub zh: &'static str,
    pub en: &'static str,
}

impl Text {
    pub fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// One message, in no language yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    id: &'static str,
    /// Which of the message's attributes; none for its own words.
    attribute: Option<&'static str>,
    args: Vec<(&'static str, Arg)>,
}

/// What stands in a message's place for an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    Text(String),
    Message(Message),
    /// Joined by 、 or commas.
    List(Vec<Arg>),
}

impl Message {
    /// The message with this id in the catalogue, or, after a dot, one of its attributes: `share-sum.hint`.
    pub fn new(id: &'static str) -> Self {
        let (id, attribute) = id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)));
        Message { id, attribute, args: Vec::new() }
    }

    /// What to do about it: the message's attribute `hint`, with the same arguments.
    pub fn hint(&self) -> Message {
        Message { attribute: Some("hint"), ..self.clone() }
    }

    /// Its id in the catalogue, without an attribute.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// An argument that is a text.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.args.iter().find_map(|(known, arg)| match arg {
            Arg::Text(text) if *known == name => Some(text.as_str()),
            _ => None,
        })
    }

    /// Words that are the same in every language: quoted input, or what another library said.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Message::new("verbatim").with("text", text.into())
    }

    /// The same, with an argument.
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Its words.
    pub fn text(&self, lang: Lang) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in &self.args {
            let words = value.text(lang);
            // Names and quoted words stand on one line, so that none can pass for a message of its own.
            args.set(*name, if SEVERAL_LINES.contains(name) { words } else { words.replace('\n', " ") });
        }
        let bundle = match lang {
            Lang::Zh => &*ZH,
            Lang::En => &*EN,
        };
        let pattern = bundle.get_message(self.id).and_then(|message| match self.attribute {
            Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
            None => message.value(),
        });
        // A test finds every id that the code names in the catalogue.
        let Some(pattern) = pattern else { return self.id.to_owned() };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{}: {errors:?}", self.id);
        text
    }
}

impl Arg {
    fn text(&self, lang: Lang) -> String {
        match self {
            Arg::Text(text) => harmless(text),
            Arg::Message(message) => message.text(lang),
            Arg::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.text(lang).trim().to_owned()).collect();
                items.join(match lang {
                    Lang::Zh => "、",
                    Lang::En => ", ",
                })
            }
        }
    }
}

/// Arguments that are printed messages themselves.
const SEVERAL_LINES: [&str; 3] = ["faults", "cause", "text"];

/// Words of anybody as they may go to a terminal: nothing that moves its cursor or turns its text around.
pub fn harmless(text: &str) -> String {
    let turning = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line = |c| matches!(c, '\u{2028}' | '\u{2029}');
    let shown = |c: char| if c.is_control() && c != '\n' || line(c) { ' ' } else { c };
    text.chars().filter(|c| !turning(*c)).map(shown).collect()
}

impl From<Message> for Arg {
    fn from(message: Message) -> Arg {
        Arg::Message(message)
    }
}

impl<T: Into<Arg>> From<Vec<T>> for Arg {
    fn from(items: Vec<T>) -> Arg {
        Arg::List(items.into_iter().map(Into::into).collect())
    }
}

/// Every message whose id begins so, by the rest of its id: words that a page of ours shows by itself.
pub fn words(prefix: &str, lang: Lang) -> BTreeMap<&'static str, String> {
    let lines = CATALOGUE.iter().flat_map(|(zh, _)| zh.lines());
    let ids = lines.filter(|line| line.starts_with(prefix)).filter_map(|line| line.split(" =").next());
    ids.map(|id| (&id[prefix.len()..], Message::new(id).text(lang))).collect()
}

macro_rules! shown_as_text {
    ($($type:ty),*) => {$(
        impl From<$type> for Arg {
            fn from(value: $type) -> Arg {
                Arg::Text(value.to_string())
            }
        }
    )*};
}
shown_as_text!(String, &str, &String, u16, u32, u64, usize, rust_decimal::Decimal, crate::survey::share::Percent);

type Bundle = FluentBundle<FluentResource>;

static ZH: LazyLock<Bundle> = LazyLock::new(|| bundle("zh", &CATALOGUE.map(|(zh, _)| zh)));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle("en", &CATALOGUE.map(|(_, en)| en)));

macro_rules! catalogue {
    ($($name:literal),*) => {
        /// Each part of the catalogue in both languages.
        const CATALOGUE: [(&str, &str); [$($name),*].len()] =
            [$((include_str!(concat!("zh/", $name, ".ftl")), include_str!(concat!("en/", $name, ".ftl")))),*];
    };
}
catalogue!(
    "general",
    "survey",
    "kit",
    "typeset",
    "commands",
    "carried",
    "compare",
    "exchange",
    "reading",
    "figures",
    "batch",
    "watch",
    "timings",
    "live-page",
    "print",
    "redline",
    "release",
    "data-rules",
    "claim-rules",
    "prose-rules"
);

fn bundle(language: &str, parts: &[&str]) -> Bundle {
    // Both are constants of this file, and a test reads the parts.
    let language: LanguageIdentifier = language.parse().expect("a language");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Isolation marks are for mixed directions; they would stand in the way of searching.
    bundle.set_use_isolating(false);
    for part in parts {
        let resource = FluentResource::try_new((*part).to_owned()).expect("a catalogue part");
        bundle.add_resource(resource).expect("ids that do not repeat");
    }
    bundle
}

#[cfg(test)]
mod tests;
