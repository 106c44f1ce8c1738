//! Values into a question: what differs from those that are there, what takes their place, and what is then stale.

use super::totals::Value;
use crate::survey::model::{Choice, Gap, Question};
use crate::survey::share::{Percent, printed, share_of};

/// Whether a value differs from the one that is there. What cannot be compared differs.
pub fn clash(choice: &Choice, value: Value, n: Option<u64>) -> bool {
    let agree = |count: u64, percent: Percent| {
        let share = n.and_then(|n| share_of(count, n));
        share.is_some_and(|share| printed(share, percent.value().scale()) == percent.to_string())
    };
    match (choice.count, choice.percent, value) {
        (Some(old), _, Value::Count(new)) => old != new,
        (None, Some(old), Value::Count(new)) => !agree(new, old),
        (_, Some(old), Value::Percent(new)) => old.value() != new.value(),
        (Some(old), None, Value::Percent(new)) => !agree(old, new),
        (None, None, _) => false,
    }
}

/// Puts values in, by the options' indices; where they are `new`, in place of those that differ. Counts win over
/// percentages that say the same.
pub fn fill(question: &mut Question, values: &[(usize, Value)], new: bool) {
    let waiting = question.status.take();
    for (index, choice) in question.options.iter_mut().enumerate() {
        let empty = choice.count.is_none() && choice.percent.is_none();
        match values.iter().find(|(known, _)| *known == index) {
            Some((_, value)) => {
                choice.status = None;
                match *value {
                    Value::Count(count) => {
                        (choice.count, choice.percent) =
                            (Some(count), choice.percent.filter(|_| choice.count == Some(count)))
                    }
                    Value::Percent(percent) if new || empty => (choice.count, choice.percent) = (None, Some(percent)),
                    Value::Percent(_) => {}
                }
            }
            None if empty && choice.status.is_none() => choice.status = waiting.or(Some(Gap::NotCollected)),
            None => {}
        }
    }
}

/// Takes out what the replaced values leave behind: options that the table did not tell, totals, sub-populations, and a
/// number of respondents it does not state. What was taken out is named.
pub fn take_stale(
    old: &Question,
    question: &mut Question,
    told: &[(usize, Value)],
    n_changes: bool,
    n: Option<u64>,
) -> Vec<String> {
    let values = |choice: &Choice| (choice.count, choice.percent);
    let has_value = |choice: &Choice| values(choice) != (None, None);
    let both = || old.options.iter().zip(&question.options);
    let replaced = both().any(|(old, new)| has_value(old) && values(old) != values(new));
    let mut stale = Vec::new();
    if !(replaced || n_changes && old.options.iter().any(has_value)) {
        return stale;
    }
    for (index, choice) in question.options.iter_mut().enumerate() {
        if has_value(choice) && !told.iter().any(|(known, _)| *known == index) {
            (choice.count, choice.percent, choice.status) = (None, None, Some(Gap::NotCollected));
            stale.push(choice.label.clone());
        }
    }
    for net in question.nets.iter_mut().filter(|net| net.count.is_some() || net.percent.is_some()) {
        (net.count, net.percent) = (None, None);
        stale.push(net.label.clone().unwrap_or_else(|| net.id.clone()));
    }
    stale.extend(std::mem::take(&mut question.by).into_keys());
    if n.is_none() {
        stale.extend(question.n.take().map(|n| format!("n = {n}")));
    }
    stale
}

/// A value as a message shows it.
pub fn value_text(value: Value) -> String {
    match value {
        Value::Count(count) => count.to_string(),
        Value::Percent(percent) => format!("{percent}%"),
    }
}

/// The value that an option has.
pub fn written_value(choice: &Choice) -> String {
    let percent = || choice.percent.map(Value::Percent);
    choice.count.map(Value::Count).or_else(percent).map(value_text).unwrap_or_default()
}
