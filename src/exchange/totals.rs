//! Whether a question of a table agrees with itself: sums, bases, shares, and who did not answer. The one place that
//! judges it; what does not agree is left alone.

use rust_decimal::Decimal;

use super::reading::{Answer, Reading, Share, note, warning};
use crate::diagnostics::Diagnostic;
use crate::messages::Message;
use crate::survey::model::Kind;
use crate::survey::share::{Percent, printed, share_of};

/// Numbers that agree.
#[derive(Debug)]
pub struct Sound {
    /// Respondents to the question, as far as the table says.
    pub n: Option<u64>,
    /// Of each of its options.
    pub values: Vec<Value>,
}

/// A count, or a percentage where no count is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    Count(u64),
    Percent(Percent),
}

/// What the numbers of a question come to; `known` are its respondents in the data. None where they do not agree, for
/// which the reasons are said.
pub fn judge(reading: &Reading, kind: Kind, known: Option<u64>, says: &mut Vec<Diagnostic>) -> Option<Sound> {
    let mut judge = Judge { reading, says, sound: reading.faults.is_empty() };
    judge.says.extend(reading.faults.iter().cloned());
    let n = match kind {
        Kind::Multiple => judge.cases(known),
        Kind::Single | Kind::Series => judge.whole(),
    };
    if n == Some(0) {
        judge.leave("import-nobody");
    }
    let values = judge.values(kind, n.or(known))?;
    judge.sound.then_some(Sound { n, values })
}

struct Judge<'a> {
    reading: &'a Reading,
    says: &'a mut Vec<Diagnostic>,
    sound: bool,
}

impl Judge<'_> {
    fn leave(&mut self, id: &'static str) {
        self.leave_for(Message::new(id));
    }

    fn leave_for(&mut self, message: Message) {
        self.sound = false;
        self.says.push(warning(self.reading.place.clone(), message.with("title", &self.reading.title)));
    }

    fn note(&mut self, message: Message) {
        self.says.push(note(self.reading.place.clone(), message.with("title", &self.reading.title)));
    }

    /// The sum of the counts, where every option has one.
    fn sum(&self) -> Option<u64> {
        self.reading.options.iter().map(|answer| answer.count).sum()
    }

    /// Respondents to a single choice: its options are all of them, and who did not answer is none of them.
    fn whole(&mut self) -> Option<u64> {
        let stated = [self.reading.n, self.reading.total];
        let Some(sum) = self.sum() else { return self.reading.n.or(self.reading.total) };
        let everyone = self.reading.missing.map(|missing| sum + missing);
        for stated in stated.into_iter().flatten().filter(|stated| *stated != sum && Some(*stated) != everyone) {
            self.leave_for(Message::new("import-sum").with("sum", sum).with("n", stated));
        }
        Some(sum)
    }

    /// Respondents to a multiple choice, which no sum tells.
    fn cases(&mut self, known: Option<u64>) -> Option<u64> {
        // A total is the sum of the answers, or the people who gave them.
        let people = self.reading.total.filter(|total| self.sum() != Some(*total));
        if let (Some(n), Some(total)) = (self.reading.n, people)
            && n != total
        {
            self.leave_for(Message::new("import-two-bases").with("n", n).with("other", total));
        }
        if let (None, Some(total), Some(sum)) = (self.reading.n, people, self.sum()) {
            // Whoever answers at all gives an answer: people are not more than answers.
            if total > sum {
                self.leave_for(Message::new("import-total-doubtful").with("total", total).with("sum", sum));
                return None;
            }
            self.note(Message::new("import-total-base").with("total", total));
        }
        let n = self.reading.n.or(people)?;
        let Some(missing) = self.reading.missing.filter(|missing| *missing > 0) else { return Some(n) };
        let answered = n.checked_sub(missing).filter(|answered| *answered > 0);
        let fit = |n: u64| self.reading.options.iter().all(|answer| fits(answer, n) != Some(false));
        let any = self.reading.options.iter().any(|answer| fits(answer, n).is_some());
        if let Some(answered) =
            answered.filter(|answered| known == Some(*answered) || (any && fit(*answered) && !fit(n)))
        {
            return Some(answered);
        }
        self.note(Message::new("import-missing-aside").with("missing", missing).with("n", n));
        Some(n)
    }

    fn values(&mut self, kind: Kind, base: Option<u64>) -> Option<Vec<Value>> {
        let options = &self.reading.options;
        let counted = options.iter().filter(|answer| answer.count.is_some()).count();
        let shared = options.iter().filter(|answer| answer.share.is_some()).count();
        if counted < options.len() && shared < options.len() {
            self.leave("import-mixed-numbers");
            return None;
        }
        if kind == Kind::Multiple && base.is_none() && counted > 0 {
            self.leave("import-no-base");
            return None;
        }
        let shares = self.shares(kind, base)?;
        self.compare(base, &shares);
        if kind == Kind::Single && counted < options.len() {
            let sum: Decimal = shares.iter().flatten().sum();
            let slack: Decimal = shares.iter().flatten().map(|share| half(share.scale())).sum();
            if (sum - Decimal::ONE_HUNDRED).abs() > slack {
                self.leave_for(Message::new("import-percent-sum").with("sum", sum));
            }
        }
        let value = |(answer, share): (&Answer, &Option<Decimal>)| match (answer.count, share) {
            (Some(count), _) => Some(Value::Count(count)),
            (None, Some(share)) => as_percent(*share).map(Value::Percent),
            (None, None) => None,
        };
        options.iter().zip(&shares).map(value).collect()
    }

    /// The shares in percent. Without a sign, 0.369 is 36.9 % or 0.369 %: counts tell, or that one whole adds up.
    fn shares(&mut self, kind: Kind, base: Option<u64>) -> Option<Vec<Option<Decimal>>> {
        let options = &self.reading.options;
        let shares: Vec<Share> = options.iter().filter_map(|answer| answer.share).collect();
        let fractions = shares.iter().all(|share| share.bare && share.value <= Decimal::ONE)
            && shares.iter().any(|share| share.value > Decimal::ZERO);
        let scale = shares.iter().map(|share| share.value.scale()).max().unwrap_or(0);
        let as_written = |answer: &Answer| answer.share.map(|share| share.value);
        // Numbers of cells have lost the zeros at their ends.
        let hundredfold = |answer: &Answer| {
            let mut value = answer.share?.value * Decimal::ONE_HUNDRED;
            value.rescale(scale.saturating_sub(2));
            Some(value)
        };
        let all = |of: &dyn Fn(&Answer) -> Option<Decimal>| options.iter().map(of).collect::<Vec<_>>();
        if !fractions {
            return Some(all(&as_written));
        }
        let fit = |of: &dyn Fn(&Answer) -> Option<Decimal>| {
            let fits = |answer: &Answer| {
                let share = share_of(answer.count?, base?)?;
                let written = of(answer)?;
                Some((share - written).abs() <= half(written.scale()))
            };
            options.iter().all(|answer| fits(answer) == Some(true))
        };
        let sum: Decimal = shares.iter().map(|share| share.value).sum();
        let is_one = (sum - Decimal::ONE).abs() <= half(scale) * Decimal::from(shares.len());
        let counted = options.iter().all(|answer| answer.count.is_some());
        if counted && fit(&as_written) && !fit(&hundredfold) {
            return Some(all(&as_written));
        }
        if (counted && fit(&hundredfold)) || (!counted && kind == Kind::Single && is_one) {
            let (fraction, percent) = example(&shares);
            self.note(Message::new("import-fraction").with("fraction", fraction).with("percent", percent));
            return Some(all(&hundredfold));
        }
        if counted {
            // Neither fits: as written, they are said to differ.
            return Some(all(&as_written));
        }
        let (fraction, percent) = example(&shares);
        self.leave_for(Message::new("import-fraction-doubtful").with("fraction", fraction).with("percent", percent));
        None
    }

    /// Counts beside the base and beside the shares that are printed with them.
    fn compare(&mut self, base: Option<u64>, shares: &[Option<Decimal>]) {
        let Some(n) = base else { return };
        let differs = |n: u64| {
            let differs = |(answer, share): (&Answer, &Option<Decimal>)| {
                let (computed, share) = (share_of(answer.count?, n)?, (*share)?);
                Some(printed(computed, share.scale()) != share.to_string())
            };
            self.reading.options.iter().zip(shares).map(differs).collect::<Vec<_>>()
        };
        let everyone = self.sum().zip(self.reading.missing).map(|(sum, missing)| sum + missing);
        let of_n = differs(n);
        if of_n.contains(&Some(true))
            && let Some(everyone) = everyone.filter(|everyone| !differs(*everyone).contains(&Some(true)))
        {
            self.note(Message::new("import-share-everyone").with("everyone", everyone).with("n", n));
            return;
        }
        for ((answer, share), differs) in self.reading.options.iter().zip(shares).zip(of_n) {
            let Some(count) = answer.count else { continue };
            let message = |id| Message::new(id).with("label", &answer.label).with("count", count).with("n", n);
            let message = match (differs, share, share_of(count, n)) {
                _ if count > n => message("import-count-above"),
                (Some(true), Some(share), Some(computed)) => {
                    let computed = printed(computed, share.scale());
                    message("import-percent").with("percent", share.to_string()).with("computed", computed)
                }
                _ => continue,
            };
            self.sound = false;
            self.says.push(warning(answer.place.clone(), message));
        }
    }
}

/// Whether an answer's share is that of its count; none where it lacks either.
fn fits(answer: &Answer, n: u64) -> Option<bool> {
    let (computed, share) = (share_of(answer.count?, n)?, answer.share?.value);
    Some(printed(computed, share.scale()) == share.to_string())
}

/// Half of the last digit.
fn half(scale: u32) -> Decimal {
    Decimal::new(5, scale + 1)
}

/// A share that shows the doubt, as it stands and hundredfold.
fn example(shares: &[Share]) -> (String, String) {
    let value = shares.iter().map(|share| share.value).find(|value| !value.is_zero()).unwrap_or_default();
    (value.normalize().to_string(), (value * Decimal::ONE_HUNDRED).normalize().to_string())
}

/// As the data hold it, with four decimals at most.
fn as_percent(share: Decimal) -> Option<Percent> {
    let text = if share.scale() > 4 { printed(share, 4) } else { share.to_string() };
    text.parse().ok()
}
