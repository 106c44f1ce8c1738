//! Readings into a survey: matched, checked against their own totals, and never over what is there unless told to.

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Place};
use crate::error::Error;
use crate::messages::Message;
use crate::names::undressed;
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::model::{Gap, Kind, Point, Question, Survey};

use super::matching::{Decisions, Match, new_choice, new_id, new_title};
use super::reading::{Reading, Readings, note, warning};
use super::totals::{Sound, judge};
use super::values::{clash, fill, take_stale, value_text, written_value};

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
    let mut import = Import { survey: old.clone(), decisions, diagnostics: readings.remarks, counted: Vec::new() };
    let mut touched = Vec::new();
    let raw = readings.respondents;
    if let (Some(_), true, false, Some(first)) =
        (raw, old.policy.weighted, decisions.replace, readings.questions.first())
    {
        import.leave(&first.place, Message::new("import-weighted"));
    } else {
        let targets = import.targets(&readings.questions);
        for (reading, target) in readings.questions.iter().zip(targets) {
            let Some(target) = target else { continue };
            let done = match &reading.group {
                Some(group) => import.group(reading, target, group),
                None => import.question(reading, target),
            };
            touched.extend(done.filter(|index| !touched.contains(index)));
        }
    }
    let from_rows = import.counted.iter().any(|counted| counted.raw);
    import.set_bases(old, dataset, raw);
    let valid = import.survey.survey.valid;
    if let (Some(respondents), true) = (raw.filter(|rows| valid != Some(*rows)), from_rows)
        && (valid.is_none() || decisions.replace)
    {
        import.survey.survey.valid = Some(respondents);
        let place = dataset.place(&[Step::Key("survey"), Step::Key("label")]);
        import.diagnostics.push(note(place, Message::new("import-valid-set").with("rows", respondents)));
    }
    import.say_missing(dataset, &touched);
    for map in decisions.maps.iter().filter(|map| !map.used.get()) {
        let message = Message::new("import-map-unused").with("map", format!("{}={}", map.from, map.to));
        let hint = message.hint();
        import.diagnostics.push(Diagnostic::warning(message).hint(hint));
    }
    let same = |index: &&usize| old.questions.get(**index) == Some(&import.survey.questions[**index]);
    let unchanged = touched.iter().filter(same).count();
    Outcome { imported: touched.len() - unchanged, unchanged, survey: import.survey, diagnostics: import.diagnostics }
}

pub(super) struct Import<'a> {
    pub(super) survey: Survey,
    pub(super) decisions: &'a Decisions<'a>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Questions whose respondents came in, in their order.
    pub(super) counted: Vec<Counted>,
}

/// Respondents to a question.
pub(super) struct Counted {
    pub(super) index: usize,
    pub(super) n: u64,
    /// Whether they were counted here, one row each.
    pub(super) raw: bool,
}

/// The question that a reading is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Target {
    Known(usize),
    New,
}

impl Import<'_> {
    pub(super) fn leave(&mut self, place: &Place, message: Message) {
        self.diagnostics.push(warning(place.clone(), message));
    }

    fn note(&mut self, place: &Place, message: Message) {
        self.diagnostics.push(note(place.clone(), message));
    }

    /// Which question each reading is of; none where that is not certain, or where the table has it twice.
    fn targets(&mut self, readings: &[Reading]) -> Vec<Option<Target>> {
        let unplaced = readings.iter().filter(|reading| reading.question.is_none());
        let mut titles: Vec<&str> = unplaced.map(|reading| reading.title.as_str()).collect();
        titles.sort_unstable();
        titles.dedup();
        let matches = self.decisions.questions(&self.survey, &titles);
        let matched: HashMap<&str, Match> = titles.into_iter().zip(matches).collect();
        let mut targets: Vec<Option<Target>> = Vec::new();
        for reading in readings {
            let found = match (reading.question, matched.get(reading.title.as_str())) {
                (Some(index), _) => Match::Known(index),
                (None, found) => found.copied().unwrap_or(Match::New),
            };
            targets.push(self.target(reading, found));
        }
        let name = |at: usize| match targets[at]? {
            Target::Known(index) => Some((Some(index), String::new(), readings[at].group.as_deref())),
            Target::New => Some((None, undressed(&new_title(&readings[at].title)), readings[at].group.as_deref())),
        };
        let mut times: HashMap<_, u32> = HashMap::new();
        (0..readings.len()).filter_map(name).for_each(|name| *times.entry(name).or_default() += 1);
        let twice: Vec<usize> =
            (0..readings.len()).filter(|at| name(*at).is_some_and(|name| times[&name] > 1)).collect();
        for at in twice {
            targets[at] = None;
            self.leave(&readings[at].place, Message::new("import-question-twice").with("title", &readings[at].title));
        }
        targets
    }

    fn target(&mut self, reading: &Reading, found: Match) -> Option<Target> {
        match found {
            Match::Known(index) => Some(Target::Known(index)),
            Match::Accepted(index) => {
                let message = Message::new("import-accepted").with("name", &reading.title);
                let message = message.with("known", &self.survey.questions[index].title);
                self.note(&reading.place, message);
                Some(Target::Known(index))
            }
            Match::Doubtful(index) => {
                let near = &self.survey.questions[index];
                let message = Message::new("import-doubtful-question").with("title", &reading.title);
                let message = message.with("near", &near.title).with("id", &near.id);
                self.leave(&reading.place, message);
                None
            }
            Match::New if self.decisions.add && reading.kind.is_some() && reading.group.is_none() => Some(Target::New),
            Match::New => {
                let kindless = self.decisions.add && reading.kind.is_none();
                let id = if kindless { "import-kindless-question" } else { "import-unknown-question" };
                self.leave(&reading.place, Message::new(id).with("title", &reading.title));
                None
            }
        }
    }

    /// The question that took a reading in; none where it was left alone.
    fn question(&mut self, reading: &Reading, target: Target) -> Option<usize> {
        let (index, mut question) = match target {
            Target::Known(index) => (index, self.survey.questions.get(index)?.clone()),
            Target::New => (self.survey.questions.len(), new_question(&self.survey, reading)),
        };
        self.readable(reading, &question)?;
        let old = question.clone();
        if question.kind == Kind::Series {
            self.points(&mut question, reading)?;
        } else {
            let n = self.shares(&mut question, reading)?;
            if let Some(effective) = question.effective_n
                && n.is_some_and(|n| self.survey.n_of(&old).is_some_and(|old| old != n) || effective > n)
            {
                question.effective_n = None;
                let message = Message::new("import-effective-dropped").with("name", &question.title);
                self.note(&reading.place, message.with("effective", effective));
            }
            question.n = n.or(question.n);
            self.counted.extend(n.map(|n| Counted { index, n, raw: reading.raw }));
        }
        let mut survey = self.survey.clone();
        match survey.questions.get_mut(index) {
            Some(known) => *known = question,
            None => survey.questions.push(question),
        }
        if let Some(cause) = fault_in(&survey) {
            let message = Message::new("import-contradicts").with("title", &reading.title).with("cause", cause);
            self.leave(&reading.place, message);
            self.counted.retain(|counted| counted.index != index);
            return None;
        }
        self.survey = survey;
        Some(index)
    }

    /// Whether a reading can be one of this question at all.
    pub(super) fn readable(&mut self, reading: &Reading, question: &Question) -> Option<()> {
        self.diagnostics.extend(reading.faults.iter().cloned());
        let is_series = question.kind == Kind::Series;
        let message = match reading.kind {
            _ if reading.options.is_empty() && reading.points.is_empty() => Message::new("import-no-options"),
            Some(kind) if kind != question.kind => {
                let message = Message::new("import-kind-differs").with("table", kind_name(kind));
                message.with("data", kind_name(question.kind))
            }
            _ if !reading.options.is_empty() && !reading.points.is_empty() => Message::new("import-mixed-rows"),
            _ if is_series && reading.points.is_empty() => Message::new("import-no-points"),
            _ => return reading.faults.is_empty().then_some(()),
        };
        self.leave(&reading.place, message.with("title", &reading.title));
        None
    }

    fn points(&mut self, question: &mut Question, reading: &Reading) -> Option<()> {
        for (at, amount) in reading.points.iter().enumerate() {
            let (year, value) = (amount.year, amount.value);
            if reading.points[..at].iter().any(|before| before.year == year) {
                let message = Message::new("import-option-twice").with("label", year.to_string());
                self.leave(&amount.place, message.with("title", &reading.title));
                return None;
            }
            match question.points.iter_mut().find(|point| point.year == year) {
                Some(point) if point.value.is_some_and(|known| known != value) && !self.decisions.replace => {
                    let old = point.value.unwrap_or_default();
                    let message = Message::new("import-conflict").with("title", &reading.title);
                    let message = message.with("label", year.to_string()).with("old", old).with("new", value);
                    self.leave(&amount.place, message);
                    return None;
                }
                Some(point) if point.value != Some(value) => {
                    (point.value, point.forecast) = (Some(value), amount.forecast.unwrap_or(false));
                }
                Some(point) => point.forecast = amount.forecast.unwrap_or(point.forecast),
                None => {
                    let forecast = amount.forecast.unwrap_or(false);
                    question.points.push(Point { year, value: Some(value), forecast });
                }
            }
        }
        question.points.sort_by_key(|point| point.year);
        question.status = None;
        Some(())
    }

    /// Takes shares in; the respondents to the question, as far as the table says.
    fn shares(&mut self, question: &mut Question, reading: &Reading) -> Option<Option<u64>> {
        let known = self.survey.n_of(question);
        let sound = judge(reading, question.kind, known, &mut self.diagnostics);
        let places = self.options(question, reading, self.decisions.add);
        let (Sound { n, values }, places) = (sound?, places?);
        // A base's number is not yet the question's own: one without answers may have fewer respondents.
        let answered = question.options.iter().any(|choice| choice.count.is_some() || choice.percent.is_some());
        let own_n = known.filter(|_| answered || question.n.is_some());
        if let (Some(old), Some(new), false) = (own_n, n, self.decisions.replace)
            && old != new
        {
            let message = Message::new("import-n-conflict").with("title", &reading.title).with("old", old);
            self.leave(&reading.place, message.with("new", new));
            return None;
        }
        // A final table may hold more people than an interim one; of how many questionnaires only their rows tell.
        let replace = self.decisions.replace;
        let base = self.survey.base_of(question).filter(|_| !replace);
        let valid = self.survey.survey.valid.filter(|_| !(replace && reading.raw));
        let limits = [
            base.and_then(|base| Some((base.label.clone(), base.n?))),
            valid.map(|valid| ("survey.valid".to_owned(), valid)),
        ];
        for (name, most) in limits.into_iter().flatten() {
            if let Some(n) = n.filter(|n| *n > most) {
                let message = Message::new("import-above-base").with("title", &reading.title);
                self.leave(&reading.place, message.with("n", n).with("name", name).with("base", most));
                return None;
            }
        }
        let pairs: Vec<_> = places.into_iter().zip(values).collect();
        let clash = pairs.iter().position(|(index, value)| clash(&question.options[*index], *value, n.or(known)));
        if let (Some(at), false) = (clash, self.decisions.replace) {
            let (index, value) = pairs[at];
            let choice = &question.options[index];
            let message = Message::new("import-conflict").with("title", &reading.title).with("label", &choice.label);
            let message = message.with("old", written_value(choice)).with("new", value_text(value));
            self.leave(&reading.options[at].place, message);
            return None;
        }
        let old = question.clone();
        fill(question, &pairs, clash.is_some());
        if self.decisions.replace {
            let stale = take_stale(&old, question, &pairs, n.is_some() && n != own_n, n);
            if !stale.is_empty() {
                let message = Message::new("import-removed").with("title", &question.title).with("labels", stale);
                self.leave(&reading.place, message);
            }
        }
        Some(n)
    }

    /// The option of each answer; new ones are added to the question where that is allowed. None where one is doubtful.
    pub(super) fn options(&mut self, question: &mut Question, reading: &Reading, add: bool) -> Option<Vec<usize>> {
        let labels: Vec<&str> = reading.options.iter().map(|answer| answer.label.as_str()).collect();
        let matches = self.decisions.options(question, &reading.title, &labels);
        let mut places = Vec::new();
        let mut sound = true;
        for (answer, found) in reading.options.iter().zip(matches) {
            let found = answer.option.map_or(found, Match::Known);
            let message = match found {
                Match::Known(index) | Match::Accepted(index) if places.contains(&index) => {
                    Message::new("import-option-twice").with("label", &question.options[index].label)
                }
                Match::Known(index) => {
                    places.push(index);
                    continue;
                }
                Match::Accepted(index) => {
                    let message = Message::new("import-accepted").with("name", &answer.label);
                    self.note(&answer.place, message.with("known", &question.options[index].label));
                    places.push(index);
                    continue;
                }
                Match::Doubtful(_) | Match::New if answer.dated => {
                    Message::new("import-dated-option").with("label", &answer.label)
                }
                Match::Doubtful(index) => {
                    let near = &question.options[index];
                    let message = Message::new("import-doubtful-option").with("label", &answer.label);
                    message.with("near", &near.label).with("id", format!("{}.{}", question.id, near.id))
                }
                Match::New if add => {
                    question.options.push(new_choice(question, &answer.label));
                    places.push(question.options.len() - 1);
                    continue;
                }
                Match::New => Message::new("import-unknown-option").with("label", &answer.label),
            };
            self.leave(&answer.place, message.with("title", &reading.title));
            sound = false;
        }
        sound.then_some(places)
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
                let place = dataset.place(&[Key("questions"), Index(index), Key("title")]);
                self.leave(&place, message.with("labels", labels));
            }
        }
    }
}

/// What a survey contradicts itself in, if it does.
pub(super) fn fault_in(survey: &Survey) -> Option<Message> {
    let text = serde_json::to_string(survey).ok()?;
    match Dataset::parse("", text) {
        Err(Error::Input(faults)) => faults.into_iter().next().map(|fault| fault.message),
        _ => None,
    }
}

/// A question with the options of a reading, still without values.
fn new_question(survey: &Survey, reading: &Reading) -> Question {
    let title = new_title(&reading.title);
    let taken: Vec<&String> = survey.questions.iter().map(|question| &question.id).collect();
    let mut question = Question {
        id: new_id(&title, &taken),
        title,
        kind: reading.kind.unwrap_or_default(),
        ordered: reading.ordered,
        ..Question::default()
    };
    for answer in &reading.options {
        question.options.push(new_choice(&question, &answer.label));
    }
    question
}

fn kind_name(kind: Kind) -> Message {
    Message::new(match kind {
        Kind::Single => "kind-single",
        Kind::Multiple => "kind-multiple",
        Kind::Series => "kind-series",
    })
}
