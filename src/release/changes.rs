//! What changed in the data and the claims of one edition from one release to the next. Pure.
//!
//! Other than between two years: one questionnaire, one sample, equal ids are the same thing, and every printed digit
//! that differs is told.

use rust_decimal::Decimal;

use super::manifest::Claim;
use crate::figures::{self, Share, Values};
use crate::messages::Message;
use crate::survey::lookup::net_share;
use crate::survey::model::{Question, Survey};
use crate::survey::share::{printed, signed};

/// Everything that differs, as a reader is told.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Shares, counts, bases and amounts.
    pub values: Vec<Message>,
    /// Questions, options and years that came or went.
    pub appeared: Vec<Message>,
    pub vanished: Vec<Message>,
    /// Titles, names, notes, facts of the sample.
    pub words: Vec<Message>,
    pub claims: Vec<Message>,
    pub errata: Vec<Message>,
}

/// Compares the data of two releases of one edition.
pub fn of_data(old: &Survey, new: &Survey) -> Changes {
    let mut changes = Changes::default();
    changes.facts(old, new);
    for question in &new.questions {
        match old.question(&question.id) {
            Some(before) => changes.question(old, before, new, question),
            None => changes.appeared.push(named_question(question)),
        }
    }
    let gone = old.questions.iter().filter(|question| new.question(&question.id).is_none());
    changes.vanished.extend(gone.map(named_question));
    let fresh = new.errata.iter().filter(|erratum| {
        !old.errata.iter().any(|known| known.published == erratum.published && known.set == erratum.set)
    });
    changes.errata.extend(fresh.map(|erratum| renamed(&erratum.published, &erratum.set)));
    changes
}

/// Claims that are new, gone, in other words or of another verdict. What covers the same options, in order, is the same
/// claim.
pub fn of_claims(old: &[Claim], new: &[Claim]) -> Vec<Message> {
    let mut left: Vec<&Claim> = old.iter().collect();
    let mut take = |is_it: &dyn Fn(&Claim) -> bool| {
        let at = left.iter().position(|claim| is_it(claim))?;
        Some(left.remove(at))
    };
    let same: Vec<Option<&Claim>> =
        new.iter().map(|claim| take(&|old| old.about == claim.about && old.words == claim.words)).collect();
    let mut messages = Vec::new();
    for (claim, same) in new.iter().zip(same) {
        let at = |message: Message| match claim.figure {
            Some(number) => message.with("figure", Message::new("named-figure").with("number", number)),
            None => message.with("figure", ""),
        };
        let verdict = || verdict_message(&claim.verdict);
        match same.or_else(|| take(&|old| old.about == claim.about)) {
            None => messages
                .push(at(Message::new("changelog-claim-new").with("words", &claim.words).with("verdict", verdict()))),
            Some(old) if old.words != claim.words => messages.push(at(Message::new("changelog-claim-changed")
                .with("before", &old.words)
                .with("now", &claim.words)
                .with("verdict", verdict()))),
            Some(old) if old.verdict != claim.verdict => messages.push(at(Message::new("changelog-claim-verdict")
                .with("words", &claim.words)
                .with("before", verdict_message(&old.verdict))
                .with("now", verdict()))),
            Some(_) => {}
        }
    }
    messages.extend(left.iter().map(|claim| Message::new("changelog-claim-gone").with("words", &claim.words)));
    messages
}

fn verdict_message(id: &str) -> Message {
    Message::new(match id {
        "true" => "verdict-true",
        "false" => "verdict-false",
        "doubtful" => "verdict-doubtful",
        _ => "verdict-unknown",
    })
}

impl Changes {
    /// Whether the data differ in anything that is told.
    pub fn data_are_equal(&self) -> bool {
        [&self.values, &self.appeared, &self.vanished, &self.words, &self.errata].iter().all(|list| list.is_empty())
    }

    /// The report, the sample and the bases.
    fn facts(&mut self, old: &Survey, new: &Survey) {
        if old.report.title != new.report.title {
            self.words.push(renamed(&old.report.title, &new.report.title));
        }
        if old.survey.valid != new.survey.valid {
            let [before, now] = [old, new].map(|survey| number(survey.survey.valid));
            self.values.push(Message::new("changelog-sample").with("before", before).with("now", now));
        }
        for base in &new.bases {
            let Some(before) = old.bases.iter().find(|known| known.id == base.id) else { continue };
            if before.label != base.label {
                self.words.push(renamed(&before.label, &base.label));
            }
            if before.n != base.n {
                let message = Message::new("changelog-base").with("label", &base.label);
                self.values.push(message.with("before", number(before.n)).with("now", number(base.n)));
            }
        }
        if (&old.survey.label, &old.survey.period, &old.survey.facts)
            != (&new.survey.label, &new.survey.period, &new.survey.facts)
        {
            self.words.push(Message::new("changelog-facts"));
        }
        let publication = |survey: &Survey| {
            let report = &survey.report;
            (report.month, report.date, report.issuer.clone(), report.issuer_en.clone(), report.thanks.clone())
        };
        if publication(old) != publication(new) {
            self.words.push(Message::new("changelog-publication"));
        }
    }

    fn question(&mut self, old: &Survey, before: &Question, new: &Survey, now: &Question) {
        if before.title != now.title {
            self.words.push(renamed(&before.title, &now.title));
        }
        if (&before.notes, &before.source) != (&now.notes, &now.source) {
            self.words.push(Message::new("changelog-notes").with("title", &now.title));
        }
        let (n_before, n_now) = (old.n_of(before), new.n_of(now));
        // A named base tells its own change.
        if n_before != n_now && (before.n, before.base.as_ref()) != (now.n, now.base.as_ref()) {
            let message = Message::new("changelog-base").with("label", &now.title);
            self.values.push(message.with("before", number(n_before)).with("now", number(n_now)));
        }
        let tables = (figures::table(old, &before.id, None, &[]), figures::table(new, &now.id, None, &[]));
        let (Some(before_table), Some(now_table)) = tables else { return };
        match (&before_table.values, &now_table.values) {
            (Values::Shares { rows: before, .. }, Values::Shares { rows: now_rows, .. }) => {
                self.shares(now, before, now_rows);
            }
            (Values::Amounts { .. }, Values::Amounts { .. }) => self.amounts(before, now),
            _ => self.words.push(Message::new("changelog-kind").with("title", &now.title)),
        }
        for net in &now.nets {
            let Some(known) = before.nets.iter().find(|known| known.id == net.id) else { continue };
            let shares = (net_share(old, before, known), net_share(new, now, net));
            let rounded =
                |share: Option<Decimal>, survey: &Survey| share.map(|share| printed(share, survey.policy.decimals));
            let (text, text_now) = (rounded(shares.0, old), rounded(shares.1, new));
            if text != text_now {
                let label = net.label.as_ref().unwrap_or(&net.id);
                self.values.push(share(&now.title, label, text, text_now));
            }
        }
    }

    /// Shares of all respondents and of groups, option by option.
    fn shares(&mut self, question: &Question, before: &[Share], now: &[Share]) {
        let own = |row: &&Share| row.question == question.id && !row.id.is_empty();
        let same = |one: &Share, other: &Share| one.id == other.id && id_of(one) == id_of(other);
        let option =
            |row: &Share| Message::new("changelog-option").with("title", &question.title).with("label", label(row));
        for row in now.iter().filter(own) {
            let Some(old) = before.iter().filter(own).find(|old| same(old, row)) else {
                self.appeared.push(option(row));
                continue;
            };
            if old.label != row.label && row.group.is_none() {
                let message = Message::new("changelog-renamed-option").with("title", &question.title);
                self.words.push(message.with("before", &old.label).with("now", &row.label));
            }
            let [text, text_now] = [old, row].map(|row| row.percent.map(|percent| percent.to_string()));
            if text != text_now {
                self.values.push(share(&question.title, &label(row), text, text_now));
            } else if old.count != row.count {
                let message = Message::new("changelog-count").with("title", &question.title).with("label", label(row));
                self.values.push(message.with("before", number(old.count)).with("now", number(row.count)));
            }
        }
        let gone = before.iter().filter(own).filter(|old| !now.iter().filter(own).any(|row| same(old, row)));
        self.vanished.extend(gone.map(option));
    }

    /// Amounts by year.
    fn amounts(&mut self, before: &Question, now: &Question) {
        let unit = now.unit.as_deref().unwrap_or_default();
        let of_year = |id, year: u16| Message::new(id).with("title", &now.title).with("year", year.to_string());
        if before.unit != now.unit {
            self.words.push(renamed(before.unit.as_deref().unwrap_or_default(), unit));
        }
        for point in &now.points {
            let Some(known) = before.points.iter().find(|known| known.year == point.year) else {
                self.appeared.push(of_year("changelog-year", point.year));
                continue;
            };
            if (known.value, known.forecast) != (point.value, point.forecast) {
                let amount = |value: Option<Decimal>, forecast: bool| {
                    let value = value.map_or_else(nothing, |value| Message::verbatim(value.to_string()));
                    if forecast { Message::new("changelog-forecast").with("value", value) } else { value }
                };
                let message = of_year("changelog-amount", point.year).with("unit", unit);
                let before = amount(known.value, known.forecast);
                self.values.push(message.with("before", before).with("now", amount(point.value, point.forecast)));
            }
        }
        let gone = before.points.iter().filter(|known| now.points.iter().all(|point| point.year != known.year));
        self.vanished.extend(gone.map(|point| of_year("changelog-year", point.year)));
    }
}

/// A share before and now, with its change in 百分点 where both are numbers.
fn share(title: &str, label: &str, before: Option<String>, now: Option<String>) -> Message {
    let decimal = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Decimal>().ok());
    let change = decimal(&now).zip(decimal(&before)).map(|(now, before)| signed(&(now - before).to_string(), true));
    let percent = |text: Option<String>| text.map_or_else(nothing, |text| Message::verbatim(text + "%"));
    let message = match change {
        Some(change) => Message::new("changelog-share").with("change", change),
        None => Message::new("changelog-share-only"),
    };
    message.with("title", title).with("label", label).with("before", percent(before)).with("now", percent(now))
}

fn nothing() -> Message {
    Message::new("changelog-nothing")
}

fn number(number: Option<u64>) -> Message {
    number.map_or_else(nothing, |number| Message::verbatim(number.to_string()))
}

fn id_of(row: &Share) -> Option<&str> {
    row.group.as_ref().map(|group| group.id.as_str())
}

/// An option's name, with the group it is of.
fn label(row: &Share) -> String {
    match &row.group {
        Some(group) => format!("{}（{}）", row.label, group.label),
        None => row.label.clone(),
    }
}

fn named_question(question: &Question) -> Message {
    Message::new("changelog-question").with("title", &question.title)
}

fn renamed(before: &str, now: &str) -> Message {
    Message::new("changelog-renamed").with("before", before).with("now", now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;

    fn claim(about: &str, words: &str, verdict: &str) -> Claim {
        Claim { words: words.to_owned(), about: vec![about.to_owned()], figure: Some(2), verdict: verdict.to_owned() }
    }

    #[test]
    fn claims_are_known_by_what_they_cover() {
        let old = [claim("题.甲", "近八成", "true"), claim("题.乙", "最多", "true"), claim("题.丙", "约两成", "true")];
        let new =
            [claim("题.乙", "最多", "doubtful"), claim("题.甲", "超八成", "true"), claim("题.丁", "半数", "true")];
        let said: Vec<String> = of_claims(&old, &new).iter().map(|message| message.text(Lang::Zh)).collect();
        assert_eq!(
            said,
            ["图 2“最多”：属实 → 存疑", "图 2“近八成” → “超八成”：属实", "新增图 2“半数”：属实", "删去“约两成”"]
        );
        assert_eq!(of_claims(&new, &new), []);
    }
}
