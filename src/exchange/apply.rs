//! Readings into a survey: matched, checked against their own totals, and never over what is there unless told to.

use crate::diagnostics::Diagnostic;
use crate::messages::Message;
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::model::{Choice, Gap, Kind, Point, Question, Survey};
use crate::survey::share::{printed, share_of};

use super::matching::{Decisions, Match, new_id};
use super::reading::{Answer, Reading, Readings};

/// What became of an import.
#[derive(Debug)]
pub struct Outcome {
    pub survey: Survey,
    /// Questions whose values came in.
    pub imported: usize,
    /// Questions that said what the data said already.
    pub unchanged: usize,
    /// What was left alone, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Applies readings to the survey of a data file.
pub fn apply(dataset: &Dataset, readings: Readings, decisions: &Decisions) -> Outcome {
    let old = &dataset.survey;
    let mut import = Import { survey: old.clone(), decisions, diagnostics: readings.remarks, bases: Vec::new() };
    let mut touched = Vec::new();
    let certain = |reading: &Reading| decisions.exact_question(old, &reading.title);
    let mut taken: Vec<usize> = readings.questions.iter().filter_map(certain).collect();
    for reading in &readings.questions {
        if let Some(index) = import.question(reading, &taken) {
            taken.push(index);
            touched.push(index);
        }
    }
    import.set_bases();
    if let (None, Some(respondents)) = (import.survey.survey.valid, readings.respondents) {
        import.survey.survey.valid = Some(respondents);
        let place = dataset.place(&[Step::Key("survey"), Step::Key("label")]);
        let message = Message::new("import-valid-set").with("rows", respondents);
        let hint = message.hint();
        import.diagnostics.push(Diagnostic::note(message).at(Some(place)).hint(hint));
    }
    import.say_missing(dataset, &touched);
    let same = |index: &&usize| old.questions.get(**index) == Some(&import.survey.questions[**index]);
    let unchanged = touched.iter().filter(same).count();
    Outcome { imported: touched.len() - unchanged, unchanged, survey: import.survey, diagnostics: import.diagnostics }
}

struct Import<'a> {
    survey: Survey,
    decisions: &'a Decisions<'a>,
    diagnostics: Vec<Diagnostic>,
    /// Questions with their respondents, in the order they came.
    bases: Vec<(usize, u64)>,
}

impl Import<'_> {
    fn leave(&mut self, place: &crate::diagnostics::Place, message: Message) {
        let hint = message.hint();
        self.diagnostics.push(Diagnostic::warning(message).at(Some(place.clone())).hint(hint));
    }

    /// The question that took a reading in; none where it was left alone.
    fn question(&mut self, reading: &Reading, taken: &[usize]) -> Option<usize> {
        if reading.options.is_empty() && reading.points.is_empty() {
            self.leave(&reading.place, Message::new("import-no-options").with("title", &reading.title));
            return None;
        }
        let index = match self.decisions.question(&self.survey, &reading.title, taken) {
            Match::Known(index) => index,
            Match::Doubtful(index) => {
                let near = &self.survey.questions[index];
                let message = Message::new("import-doubtful-question").with("title", &reading.title);
                let message = message.with("near", &near.title).with("id", &near.id);
                self.leave(&reading.place, message);
                return None;
            }
            Match::New if self.decisions.add && reading.kind.is_some() => self.survey.questions.len(),
            Match::New => {
                let id = if self.decisions.add { "import-kindless-question" } else { "import-unknown-question" };
                self.leave(&reading.place, Message::new(id).with("title", &reading.title));
                return None;
            }
        };
        let mut question = match self.survey.questions.get(index) {
            Some(question) => question.clone(),
            None => new_question(&self.survey, reading),
        };
        if let Some(kind) = reading.kind.filter(|kind| *kind != question.kind) {
            let message = Message::new("import-kind-differs").with("title", &reading.title);
            let message = message.with("table", kind_name(kind)).with("data", kind_name(question.kind));
            self.leave(&reading.place, message);
            return None;
        }
        if question.kind == Kind::Series {
            self.points(&mut question, reading)?;
        } else {
            self.shares(&mut question, reading)?;
            self.bases.extend(reading_n(&question, reading).map(|n| (index, n)));
        }
        match self.survey.questions.get_mut(index) {
            Some(known) => *known = question,
            None => self.survey.questions.push(question),
        }
        Some(index)
    }

    fn points(&mut self, question: &mut Question, reading: &Reading) -> Option<()> {
        for &(year, value) in &reading.points {
            match question.points.iter_mut().find(|point| point.year == year) {
                Some(point) if point.value.is_some_and(|known| known != value) && !self.decisions.replace => {
                    let old = point.value.unwrap_or_default();
                    let message = Message::new("import-conflict").with("title", &reading.title);
                    let message = message.with("label", year.to_string()).with("old", old).with("new", value);
                    self.leave(&reading.place, message);
                    return None;
                }
                Some(point) if point.value != Some(value) => (point.value, point.forecast) = (Some(value), false),
                Some(_) => {}
                None => question.points.push(Point { year, value: Some(value), forecast: false }),
            }
        }
        question.points.sort_by_key(|point| point.year);
        question.status = None;
        Some(())
    }

    fn shares(&mut self, question: &mut Question, reading: &Reading) -> Option<()> {
        let mut sound = self.totals_agree(reading, question.kind);
        let mut options = Vec::new();
        let certain = |answer: &Answer| self.decisions.exact_option(question, &reading.title, &answer.label);
        let taken: Vec<usize> = reading.options.iter().filter_map(certain).collect();
        for answer in &reading.options {
            let index = match self.decisions.option(question, &reading.title, &answer.label, &taken) {
                Match::Known(index) => index,
                Match::Doubtful(index) => {
                    let near = &question.options[index];
                    let message = Message::new("import-doubtful-option").with("label", &answer.label);
                    let message = message.with("near", &near.label).with("title", &reading.title);
                    self.leave(&answer.place, message.with("id", format!("{}.{}", question.id, near.id)));
                    sound = false;
                    continue;
                }
                Match::New if self.decisions.add => {
                    let taken: Vec<&String> = question.options.iter().map(|choice| &choice.id).collect();
                    let id = new_id(&answer.label, &taken);
                    question.options.push(Choice { id, label: answer.label.clone(), ..Choice::default() });
                    question.options.len() - 1
                }
                Match::New => {
                    let message = Message::new("import-unknown-option").with("label", &answer.label);
                    self.leave(&answer.place, message.with("title", &reading.title));
                    sound = false;
                    continue;
                }
            };
            if options.iter().any(|(known, _)| *known == index) {
                let message = Message::new("import-option-twice").with("label", &question.options[index].label);
                self.leave(&answer.place, message.with("title", &reading.title));
                sound = false;
                continue;
            }
            options.push((index, answer));
        }
        if !sound {
            return None;
        }
        let old_n = self.survey.n_of(question);
        // A base's number is not yet the question's own: one without answers may have fewer respondents.
        let answered = question.options.iter().any(|choice| choice.count.is_some() || choice.percent.is_some());
        let own_n = old_n.filter(|_| answered || question.n.is_some());
        if let (Some(old), Some(new)) = (own_n, reading_n(question, reading))
            && old != new
            && !self.decisions.replace
        {
            let message = Message::new("import-n-conflict").with("title", &reading.title).with("old", old);
            self.leave(&reading.place, message.with("new", new));
            return None;
        }
        let clash = options.iter().find(|(index, answer)| clashes(&question.options[*index], answer, old_n));
        if let (Some((index, answer)), false) = (clash, self.decisions.replace) {
            let choice = &question.options[*index];
            let message = Message::new("import-conflict").with("title", &reading.title).with("label", &choice.label);
            let old = value_text(choice.count, choice.percent.map(|percent| percent.to_string()));
            let new = value_text(answer.count, answer.percent.map(|percent| percent.to_string()));
            self.leave(&answer.place, message.with("old", old).with("new", new));
            return None;
        }
        fill(question, &options);
        Some(())
    }

    /// Whether a reading agrees with itself: sums, bases, percentages.
    fn totals_agree(&mut self, reading: &Reading, kind: Kind) -> bool {
        let counts: Option<u64> = reading.options.iter().map(|answer| answer.count).sum();
        let before = self.diagnostics.len();
        if let (Kind::Single, Some(sum), Some(n)) = (kind, counts, reading.n)
            && sum != n
        {
            let message = Message::new("import-sum").with("title", &reading.title).with("sum", sum).with("n", n);
            self.leave(&reading.place, message);
        }
        let n = reading.n.or(counts.filter(|_| kind == Kind::Single));
        for answer in &reading.options {
            let (Some(count), Some(n)) = (answer.count, n) else { continue };
            let message = |id| Message::new(id).with("label", &answer.label).with("count", count).with("n", n);
            let computed = answer.percent.zip(share_of(count, n));
            let computed = computed.map(|(percent, share)| (percent, printed(share, percent.value().scale())));
            match computed {
                _ if count > n => self.leave(&answer.place, message("import-count-above")),
                Some((percent, computed)) if percent.to_string() != computed => {
                    let message = message("import-percent").with("percent", percent).with("computed", computed);
                    self.leave(&answer.place, message);
                }
                _ => {}
            }
        }
        let baseless = kind == Kind::Multiple && reading.n.is_none();
        if baseless && reading.options.iter().any(|answer| answer.count.is_some() && answer.percent.is_none()) {
            let known = self.decisions.exact_question(&self.survey, &reading.title);
            let known = known.and_then(|index| self.survey.questions.get(index));
            if known.and_then(|question| self.survey.n_of(question)).is_none() {
                self.leave(&reading.place, Message::new("import-no-base").with("title", &reading.title));
            }
        }
        self.diagnostics.len() == before
    }

    /// A base takes the number that all its questions agree on; a question that differs keeps its own.
    fn set_bases(&mut self) {
        let numbers = std::mem::take(&mut self.bases);
        let of_base = |survey: &Survey, index: usize| survey.questions[index].base.clone();
        for at in 0..self.survey.bases.len() {
            let id = self.survey.bases[at].id.clone();
            let mut of_this = numbers.iter().filter(|(index, _)| of_base(&self.survey, *index).as_ref() == Some(&id));
            let Some((_, first)) = of_this.next() else { continue };
            let agreed = of_this.all(|(_, n)| n == first);
            let base = &mut self.survey.bases[at];
            if base.n.is_none() && agreed {
                (base.n, base.status) = (Some(*first), None);
            }
        }
        for (index, n) in numbers {
            let mut bare = self.survey.questions[index].clone();
            bare.n = None;
            let own = Some(n).filter(|n| self.survey.n_of(&bare) != Some(*n));
            self.survey.questions[index].n = own;
        }
    }

    /// Options and totals of imported questions that the table said nothing of.
    fn say_missing(&mut self, dataset: &Dataset, touched: &[usize]) {
        use Step::{Index, Key};
        for &index in touched {
            let question = &mut self.survey.questions[index];
            let missing = |gap: Option<Gap>| gap == Some(Gap::NotCollected);
            let options = question.options.iter().filter(|choice| missing(choice.status)).map(|choice| &choice.label);
            let mut labels: Vec<String> = options.cloned().collect();
            for net in &mut question.nets {
                if question.kind == Kind::Multiple && net.count.is_none() && net.percent.is_none() {
                    net.status = net.status.or(Some(Gap::NotCollected));
                    labels.push(net.label.clone().unwrap_or_else(|| net.id.clone()));
                }
            }
            if !labels.is_empty() {
                let message = Message::new("import-option-missing").with("title", &question.title);
                let message = message.with("labels", labels);
                let hint = message.hint();
                let place = dataset.place(&[Key("questions"), Index(index), Key("title")]);
                self.diagnostics.push(Diagnostic::warning(message).at(Some(place)).hint(hint));
            }
        }
    }
}

/// A question with the options of a reading, still without values.
fn new_question(survey: &Survey, reading: &Reading) -> Question {
    let taken: Vec<&String> = survey.questions.iter().map(|question| &question.id).collect();
    let mut options: Vec<Choice> = Vec::new();
    for answer in &reading.options {
        let taken: Vec<&String> = options.iter().map(|choice| &choice.id).collect();
        let id = new_id(&answer.label, &taken);
        options.push(Choice { id, label: answer.label.clone(), ..Choice::default() });
    }
    Question {
        id: new_id(&reading.title, &taken),
        title: reading.title.clone(),
        kind: reading.kind.unwrap_or_default(),
        ordered: reading.ordered,
        options,
        ..Question::default()
    }
}

/// Respondents to a question: as the table says, else the sum of a single choice.
fn reading_n(question: &Question, reading: &Reading) -> Option<u64> {
    let sum = || reading.options.iter().map(|answer| answer.count).sum::<Option<u64>>();
    reading.n.or_else(|| sum().filter(|_| question.kind == Kind::Single))
}

/// Whether an answer differs from the value that is there.
fn clashes(choice: &Choice, answer: &Answer, n: Option<u64>) -> bool {
    match (choice.count, choice.percent, answer.count, answer.percent) {
        (Some(old), _, Some(new), _) => old != new,
        (None, Some(old), Some(new), _) => {
            n.and_then(|n| share_of(new, n)).is_some_and(|share| printed(share, old.value().scale()) != old.to_string())
        }
        (_, Some(old), None, Some(new)) => old != new,
        (Some(old), None, None, Some(new)) => {
            n.and_then(|n| share_of(old, n)).is_some_and(|share| printed(share, new.value().scale()) != new.to_string())
        }
        _ => false,
    }
}

/// Counts win; a percentage stays only where no count is known.
fn fill(question: &mut Question, options: &[(usize, &Answer)]) {
    let waiting = question.status.take();
    for (index, choice) in question.options.iter_mut().enumerate() {
        match options.iter().find(|(known, _)| *known == index) {
            Some((_, answer)) => {
                choice.status = None;
                match answer.count {
                    Some(count) if choice.count != Some(count) => {
                        (choice.count, choice.percent) = (Some(count), None);
                    }
                    None => choice.percent = answer.percent,
                    Some(_) => {}
                }
            }
            None if choice.count.is_none() && choice.percent.is_none() && choice.status.is_none() => {
                choice.status = waiting.or(Some(Gap::NotCollected));
            }
            None => {}
        }
    }
}

fn value_text(count: Option<u64>, percent: Option<String>) -> String {
    count.map(|count| count.to_string()).or(percent.map(|percent| format!("{percent}%"))).unwrap_or_default()
}

fn kind_name(kind: Kind) -> Message {
    Message::new(match kind {
        Kind::Single => "kind-single",
        Kind::Multiple => "kind-multiple",
        Kind::Series => "kind-series",
    })
}
