//! The design tokens: the one place of colours and point sizes, shared with the Typst templates.
//!
//! Only what charts need is read here; the templates may keep more in the same file.

use std::fmt;

use plotters::style::RGBColor;
use serde::Deserialize;
use serde_json::Value;

use crate::messages::{Lang, Message};
use crate::survey::located;

use super::sizes::{
    BarTokens, BreakdownTokens, ColumnTokens, DonutTokens, GroupedTokens, LegendTokens, LineTokens, PlaceholderTokens,
    StackedTokens,
};

/// The part of `templates/kit/tokens.json` that charts are drawn with. Lengths are in pt.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Tokens {
    pub font: Fonts,
    pub color: Colors,
    pub page: Page,
    pub chart: ChartTokens,
}

/// Font families, by the exact name that Typst's font book knows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Fonts {
    /// Running text.
    pub serif: String,
    /// Charts, headings, captions.
    pub sans: String,
}

/// Chart colours.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Colors {
    pub ink: Color,
    pub muted: Color,
    pub axis: Color,
    pub grid: Color,
    pub tint: Color,
    /// What shows between the shapes, and light text on dark ones.
    pub paper: Color,
    pub lead: Color,
    pub bar: Color,
    /// An earlier year beside this one, and forecasts.
    pub last_year: Color,
    pub other: Color,
    /// Slices of a ring from the first to the last; more slices than tones are spread along the same ramp.
    pub sequence: Vec<Color>,
    /// Lines over years; the second one is also that of growth.
    pub lines: Vec<Color>,
}

/// Page geometry.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Page {
    /// Width of the text block, which is the width of every chart.
    pub measure: f64,
    /// Height of the tallest chart that a page holds together with its caption.
    pub figure_height: f64,
}

/// Sizes of chart parts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ChartTokens {
    /// Size of option labels.
    pub label: f64,
    /// Size of printed values.
    pub value: f64,
    /// Distance between the lines of one wrapped label.
    pub leading: f64,
    pub axis_stroke: f64,
    pub leader_stroke: f64,
    /// Size of notes, ticks and years.
    pub note: f64,
    pub bar: BarTokens,
    pub donut: DonutTokens,
    pub legend: LegendTokens,
    pub grouped: GroupedTokens,
    pub stacked: StackedTokens,
    pub columns: ColumnTokens,
    pub lines: LineTokens,
    pub breakdown: BreakdownTokens,
    pub placeholder: PlaceholderTokens,
    pub words: Words,
}

/// The words that charts print of themselves.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Words {
    /// Above the number in a ring's middle.
    pub respondents: String,
    /// Heads the column of changes.
    pub change: String,
    /// In that column, of an option that has no past.
    pub new: String,
    /// Before the unit of amounts.
    pub unit: String,
    /// The key of the growth line.
    pub growth: String,
    /// Behind the year of a forecast.
    pub forecast: String,
    /// In place of numbers, by the reason why there are none.
    pub not_published: String,
    pub not_asked: String,
    pub not_collected: String,
    pub suppressed: String,
    pub redefined: String,
}

/// An opaque sRGB colour, written `#RRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Color(pub u8, pub u8, pub u8);

/// A text that is no colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAColor(String);

impl fmt::Display for NotAColor {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "“{}” ≠ #RRGGBB", self.0)
    }
}

impl TryFrom<String> for Color {
    type Error = NotAColor;

    fn try_from(text: String) -> Result<Self, NotAColor> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && !digits.starts_with('+'));
        let rgb = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        rgb.map(|rgb| Color((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)).ok_or(NotAColor(text))
    }
}

impl From<Color> for RGBColor {
    fn from(Color(red, green, blue): Color) -> RGBColor {
        RGBColor(red, green, blue)
    }
}

/// The tokens file cannot be used: not JSON, a field missing or of another kind, a length that cannot be.
#[derive(Debug)]
pub enum TokensError {
    Json(serde_json::Error),
    /// A length or ratio outside what can be drawn, by its path in the file.
    Range {
        field: &'static str,
        value: f64,
    },
    /// A list of colours is empty, by its path in the file.
    NoColors {
        field: &'static str,
    },
    /// What a sheet has of its own does not go together with the rest, by its path in the file.
    Sheet {
        field: &'static str,
        cause: Box<TokensError>,
    },
}

impl fmt::Display for TokensError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.message().text(Lang::default()))
    }
}

impl TokensError {
    /// What is wrong, for the editor.
    pub fn message(&self) -> Message {
        match self {
            TokensError::Json(cause) => Message::new("tokens-json").with("cause", located::explain(cause)),
            TokensError::Range { field, value } => {
                Message::new("tokens-range").with("field", *field).with("value", value.to_string())
            }
            TokensError::NoColors { field } => Message::new("tokens-no-colors").with("field", *field),
            TokensError::Sheet { cause, .. } => cause.message(),
        }
    }

    /// Where in the text it is: the line and column a parser stopped at, both from 1, or the path of a field.
    pub fn position(&self) -> Position<'_> {
        match self {
            TokensError::Json(cause) => Position::LineColumn(cause.line(), cause.column()),
            TokensError::Range { field, .. } | TokensError::NoColors { field } | TokensError::Sheet { field, .. } => {
                Position::Field(field)
            }
        }
    }
}

/// A place in the tokens' text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position<'a> {
    LineColumn(usize, usize),
    /// Keys joined with full stops.
    Field(&'a str),
}

impl std::error::Error for TokensError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            TokensError::Json(cause) => Some(cause),
            _ => None,
        }
    }
}

impl Tokens {
    /// Reads the tokens from the text of `tokens.json`; fields that only templates use are passed over.
    ///
    /// # Errors
    /// Text that is no JSON of this shape, and numbers that no chart can be drawn with.
    pub fn parse(text: &str) -> Result<Tokens, TokensError> {
        serde_json::from_str::<Tokens>(text).map_err(TokensError::Json)?.checked()
    }

    /// The tokens for sheets of one kind: at the path `sheet` stands what these have of their own, as an object of the
    /// same shape.
    ///
    /// # Errors
    /// As for `parse`; no such object.
    pub fn parse_for(text: &str, sheet: &'static str) -> Result<Tokens, TokensError> {
        let mut all: Value = serde_json::from_str(text).map_err(TokensError::Json)?;
        let own = sheet.split('.').fold(&all, |value, key| &value[key]).clone();
        overlay(&mut all, own);
        let tokens = serde_json::from_value::<Tokens>(all).map_err(TokensError::Json).and_then(Tokens::checked);
        tokens.map_err(|cause| TokensError::Sheet { field: sheet, cause: Box::new(cause) })
    }

    fn checked(self) -> Result<Tokens, TokensError> {
        let tokens = self;
        let (chart, donut) = (&tokens.chart, &tokens.chart.donut);
        let positive = [
            ("page.measure", tokens.page.measure),
            ("page.figure_height", tokens.page.figure_height),
            ("chart.label", chart.label),
            ("chart.value", chart.value),
            ("chart.leading", chart.leading),
            ("chart.bar.thickness", chart.bar.thickness),
            ("chart.bar.row", chart.bar.row),
            ("chart.bar.label_share", chart.bar.label_share),
            ("chart.bar.least_scale", chart.bar.least_scale),
            ("chart.donut.height", donut.height),
            ("chart.donut.radius", donut.radius),
            ("chart.donut.segment", donut.segment),
            ("chart.note", chart.note),
            ("chart.legend.size", chart.legend.size),
            ("chart.legend.line", chart.legend.line),
            ("chart.grouped.thickness", chart.grouped.thickness),
            ("chart.grouped.row", chart.grouped.row),
            ("chart.grouped.label_share", chart.grouped.label_share),
            ("chart.grouped.least_scale", chart.grouped.least_scale),
            ("chart.grouped.value", chart.grouped.value),
            ("chart.stacked.thickness", chart.stacked.thickness),
            ("chart.stacked.value", chart.stacked.value),
            ("chart.columns.plot", chart.columns.plot),
            ("chart.columns.share", chart.columns.share),
            ("chart.columns.most", chart.columns.most),
            ("chart.columns.line", chart.columns.line),
            ("chart.columns.year", chart.columns.year),
            ("chart.columns.growth", chart.columns.growth),
            ("chart.columns.dash", chart.columns.dash),
            ("chart.lines.plot", chart.lines.plot),
            ("chart.lines.years", chart.lines.years),
            ("chart.lines.label_share", chart.lines.label_share),
            ("chart.breakdown.height", chart.breakdown.height),
            ("chart.breakdown.radius", chart.breakdown.radius),
            ("chart.breakdown.length", chart.breakdown.length),
            ("chart.breakdown.text", chart.breakdown.text),
            ("chart.breakdown.leading", chart.breakdown.leading),
            ("chart.placeholder.height", chart.placeholder.height),
            ("chart.placeholder.dash", chart.placeholder.dash),
            ("chart.placeholder.dash_gap", chart.placeholder.dash_gap),
        ];
        if let Some(&(field, value)) = positive.iter().find(|(_, value)| *value <= 0.0) {
            return Err(TokensError::Range { field, value });
        }
        if !(0.0..1.0).contains(&donut.hole) {
            return Err(TokensError::Range { field: "chart.donut.hole", value: donut.hole });
        }
        for (field, colors) in [("color.sequence", &tokens.color.sequence), ("color.lines", &tokens.color.lines)] {
            if colors.is_empty() {
                return Err(TokensError::NoColors { field });
            }
        }
        Ok(tokens)
    }
}

/// Puts the values of one object over those of another, member by member.
fn overlay(below: &mut Value, above: Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (key, value) in above {
                overlay(below.entry(key).or_insert(Value::Null), value);
            }
        }
        (below, above) => *below = above,
    }
}

impl Color {
    /// Relative luminance, 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast with another colour, 1 to 21 (WCAG 2.2).
    pub(super) fn contrast(self, other: Color) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(other) / one.min(other)
    }
}

impl Colors {
    /// Ink or paper, whichever is read better on a fill.
    pub(super) fn on(&self, fill: Color) -> Color {
        if self.paper.contrast(fill) > self.ink.contrast(fill) { self.paper } else { self.ink }
    }

    /// The line of growth, beside blue columns.
    pub(super) fn growth(&self) -> Color {
        self.lines[1.min(self.lines.len() - 1)] // `Tokens::parse` lets no empty list through
    }

    /// The colour of the slice `index` among `count` slices: the sequence itself while it lasts, else evenly along it.
    pub(super) fn slice(&self, index: usize, count: usize) -> Color {
        let last = self.sequence.len() - 1; // `Tokens::parse` lets no empty sequence through
        if count <= self.sequence.len() {
            return self.sequence[index.min(last)];
        }
        let place = index.min(count - 1) as f64 / (count - 1) as f64 * last as f64;
        let (from, to) = (self.sequence[place.floor() as usize], self.sequence[place.ceil() as usize]);
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * place.fract()).round() as u8;
        Color(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../templates/kit/tokens.json");

    #[test]
    fn reads_the_shared_file() {
        let tokens = Tokens::parse(TEXT).unwrap();
        assert_eq!(tokens.page.measure, 415.56);
        assert_eq!(tokens.color.ink, Color(0x22, 0x26, 0x2B));
    }

    #[test]
    fn names_what_is_wrong() {
        for (from, to, said) in [
            ("\"#22262B\"", "\"22262B\"", "“22262B”"),
            ("\"#22262B\"", "\"#22262G\"", "“#22262G”"),
            ("\"measure\": 415.56", "\"measure\": 0", "page.measure"),
            ("\"measure\": 415.56", "\"width\": 1", "measure"),
            ("\"hole\": 0.6", "\"hole\": 1.0", "chart.donut.hole"),
            ("\"font\":", "font:", "设计参数有误"),
        ] {
            assert!(TEXT.contains(from), "{from}");
            let error = Tokens::parse(&TEXT.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        let error = Tokens::parse(&TEXT.replacen("\"font\":", "font:", 1)).unwrap_err();
        assert_eq!(error.position(), Position::LineColumn(2, 3));
        let error = Tokens::parse(&TEXT.replacen("\"hole\": 0.6", "\"hole\": 1.0", 1)).unwrap_err();
        assert_eq!(error.position(), Position::Field("chart.donut.hole"));
    }

    #[test]
    fn sheets_have_what_is_their_own_and_the_rest_of_the_page() {
        let (page, social) = (Tokens::parse(TEXT).unwrap(), Tokens::parse_for(TEXT, "standalone.social").unwrap());
        assert!(social.page.measure < page.page.measure && social.chart.bar.row > page.chart.bar.row);
        assert!(page.chart.donut.list.is_none() && social.chart.donut.list.is_some());
        assert_eq!((social.color, social.chart.label), (page.color, page.chart.label));
        let measure = format!("\"measure\": {}", social.page.measure);
        assert_eq!(TEXT.matches(&measure).count(), 1);
        for bad in ["\"measure\": 0", "\"measure\": \"wide\""] {
            let text = TEXT.replacen(&measure, bad, 1);
            let error = Tokens::parse_for(&text, "standalone.social").unwrap_err();
            assert_eq!(error.position(), Position::Field("standalone.social"));
            assert!(Tokens::parse(&text).is_ok() && Tokens::parse_for(&text, "standalone.slides").is_ok());
        }
        assert!(Tokens::parse_for(TEXT, "standalone.poster").is_err(), "no such sheet");
    }

    #[test]
    fn more_slices_than_tones_stay_on_the_ramp() {
        let colors = Tokens::parse(TEXT).unwrap().color;
        for count in 1..=12 {
            let shades: Vec<_> = (0..count).map(|index| colors.slice(index, count)).collect();
            assert_eq!(shades[0], colors.sequence[0]);
            assert!(shades.windows(2).all(|pair| pair[0] != pair[1]), "{count}: {shades:?}");
        }
    }
}
