//! What a table says of a sub-population, into the question's breakdown.

use super::apply::{Import, Target, fault_in};
use super::reading::Reading;
use super::totals::{Value, judge};
use super::values::{clash, value_text, written_value};
use crate::messages::Message;
use crate::names::{Found, find};
use crate::survey::model::{Breakdown, Choice, Part};

impl Import<'_> {
    /// The question whose breakdown took a reading in; none where it was left alone.
    pub(super) fn group(&mut self, reading: &Reading, target: Target, group: &str) -> Option<usize> {
        let Target::Known(index) = target else { return None };
        let mut question = self.survey.questions.get(index)?.clone();
        self.readable(reading, &question)?;
        let names: Vec<Vec<&str>> =
            self.survey.groups.iter().map(|group| vec![group.id.as_str(), group.label.as_str()]).collect();
        let Found::One(at) = find(group, &names) else {
            let message = Message::new("import-unknown-group").with("title", &reading.title).with("group", group);
            self.leave(&reading.place, message);
            return None;
        };
        let id = self.survey.groups[at].id.clone();
        let old = question.by.get(&id).cloned().unwrap_or_default();
        let sound = judge(reading, question.kind, old.base, &mut self.diagnostics);
        let places = self.options(&mut question, reading, false);
        let (sound, places) = (sound?, places?);
        let base = sound.n.or(old.base);
        if let (Some(n), Some(most)) = (base, self.survey.n_of(&question))
            && n > most
        {
            let message = Message::new("import-above-base").with("title", &reading.title).with("n", n);
            self.leave(&reading.place, message.with("name", &question.title).with("base", most));
            return None;
        }
        let mut options = Vec::new();
        for ((place, value), answer) in places.into_iter().zip(sound.values).zip(&reading.options) {
            let choice = &question.options[place];
            let part = old.options.iter().find(|part| part.id == choice.id);
            let known = part.map(|part| Choice { count: part.count, percent: part.percent, ..Choice::default() });
            if let (Some(known), false) = (known.filter(|known| clash(known, value, base)), self.decisions.replace) {
                let message = Message::new("import-conflict").with("title", &reading.title);
                let message = message.with("label", format!("{group}：{}", choice.label));
                let message = message.with("old", written_value(&known)).with("new", value_text(value));
                self.leave(&answer.place, message);
                return None;
            }
            let (count, percent) = match value {
                Value::Count(count) => (Some(count), None),
                Value::Percent(percent) => (None, Some(percent)),
            };
            options.push(Part { id: choice.id.clone(), count, percent });
        }
        let untold = old.options.iter().filter(|part| !options.iter().any(|told: &Part| told.id == part.id));
        let untold: Vec<Part> = untold.cloned().collect();
        if !self.decisions.replace {
            options.extend(untold);
        } else if !untold.is_empty() {
            let labels: Vec<String> = untold.into_iter().map(|part| format!("{group}：{}", part.id)).collect();
            let message = Message::new("import-removed").with("title", &question.title).with("labels", labels);
            self.leave(&reading.place, message);
        }
        question.by.insert(id, Breakdown { base, options });
        let mut survey = self.survey.clone();
        survey.questions[index] = question;
        if let Some(cause) = fault_in(&survey) {
            let message = Message::new("import-contradicts").with("title", &reading.title).with("cause", cause);
            self.leave(&reading.place, message);
            return None;
        }
        self.survey = survey;
        Some(index)
    }
}
