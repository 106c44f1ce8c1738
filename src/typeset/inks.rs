//! A printer's inks in the design tokens: the templates set colours with them, this sees to it that every colour has
//! its inks and none takes more of them than paper holds.

use serde::Deserialize;
use serde_json::Value;

use super::theme::Fault;
use crate::messages::Message;

/// What `tokens.json` says of print, as far as Rust needs it.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Inks {
    /// What is cut off at each edge, in mm.
    pub bleed_mm: f64,
    /// The most ink of all four colours together, in percent.
    pub ink_limit: f64,
}

/// Cyan, magenta, yellow and black.
const PROCESS: usize = 4;

impl Inks {
    /// Reads the `print` table of the tokens and compares its colours with those of the screen.
    ///
    /// # Errors
    /// Where in the file what is wrong: no such table, a colour without inks, inks that are no four percentages, more
    /// ink than the limit.
    pub fn parse(text: &str) -> Result<Inks, Fault> {
        // The tokens were read as JSON before.
        let tokens: Value = serde_json::from_str(text).unwrap_or_default();
        let fault = |field: &str, message: Message| Fault { field: field.to_owned(), message };
        let inks = Inks::deserialize(&tokens["print"])
            .map_err(|cause| fault("print", Message::new("inks-table").with("cause", cause.to_string())))?;
        for (name, value) in tokens["color"].as_object().into_iter().flatten() {
            let field = format!("print.color.{name}");
            let set = &tokens["print"]["color"][name];
            let colours = match value.as_array() {
                None => vec![set.clone()],
                Some(list) => {
                    let sets = set.as_array().cloned().unwrap_or_default();
                    if sets.len() != list.len() {
                        let message = Message::new("inks-count").with("name", name).with("count", list.len());
                        return Err(fault(&field, message));
                    }
                    sets
                }
            };
            for colour in colours {
                let shares: Vec<f64> = colour.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
                if shares.len() != PROCESS || !shares.iter().all(|share| (0.0..=100.0).contains(share)) {
                    return Err(fault(&field, Message::new("inks-missing").with("name", name)));
                }
                let total: f64 = shares.iter().sum();
                if total > inks.ink_limit {
                    let message = Message::new("inks-limit")
                        .with("name", name)
                        .with("total", total.to_string())
                        .with("limit", inks.ink_limit.to_string());
                    return Err(fault(&field, message));
                }
            }
        }
        Ok(inks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;

    const TEXT: &str = include_str!("../../templates/kit/tokens.json");

    #[test]
    fn every_colour_has_its_inks_within_the_limit() {
        let inks = Inks::parse(TEXT).unwrap();
        assert_eq!((inks.bleed_mm, inks.ink_limit), (3.0, 280.0));
    }

    /// A chart knows a colour by what it is on the screen, not by its name.
    #[test]
    fn one_colour_has_one_set_of_inks() {
        let tokens: Value = serde_json::from_str(TEXT).unwrap();
        let all = |value: &Value| match value {
            Value::Array(list) if !list[0].is_number() => list.clone(),
            one => vec![one.clone()],
        };
        let mut known: Vec<(Value, Value)> = Vec::new();
        for (name, value) in tokens["color"].as_object().unwrap() {
            known.extend(all(value).into_iter().zip(all(&tokens["print"]["color"][name])));
        }
        assert!(known.iter().all(|(hex, inks)| known.iter().all(|(other, its)| hex != other || inks == its)));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (from, to, field, said) in [
            ("\"bleed_mm\": 3,", "", "print", "bleed_mm"),
            ("\"lead\": [92", "\"leads\": [92", "print.color.lead", "lead"),
            ("\"lead\": [92, 62, 10, 5]", "\"lead\": [92, 62, 10]", "print.color.lead", "lead"),
            ("\"lead\": [92, 62, 10, 5]", "\"lead\": [92, 62, 10, 103]", "print.color.lead", "lead"),
            ("\"lead\": [92, 62, 10, 5]", "\"lead\": [92, 88, 80, 40]", "print.color.lead", "300 %"),
            (", [20, 6, 1, 0]]", "]", "print.color.sequence", "5"),
            ("\"color\": {", "\"color\": { \"new\": \"#123456\",", "print.color.new", "new"),
        ] {
            assert!(TEXT.contains(from), "{from}");
            let fault = Inks::parse(&TEXT.replacen(from, to, 1)).unwrap_err();
            assert_eq!(fault.field, field, "{to}");
            let words = fault.message.text(Lang::Zh);
            assert!(words.contains(said), "{to}: {words}");
        }
    }
}
