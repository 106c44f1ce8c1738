//! What the types cannot say: ids are unique and known, counts fit their bases, every share is there or said to be
//! missing.

use std::ops::Range;

use super::located::{Node, Step, Value};
use super::model::*;
use super::problem::{Fault, Problem};
use super::share::{Percent, printed, share_of};

/// Every contradiction inside one survey. `known` are the faults found while reading it: what stands in the same
/// object as one of them was read with default values and is not judged.
pub fn check(survey: &Survey, root: &Node, known: &[Problem]) -> Vec<Problem> {
    let mut checker = Checker { root, known, problems: Vec::new() };
    checker.survey(survey);
    checker.problems
}

pub(super) struct Checker<'a> {
    root: &'a Node,
    known: &'a [Problem],
    problems: Vec<Problem>,
}

use Step::{Index, Key};

impl Checker<'_> {
    fn survey(&mut self, survey: &Survey) {
        self.unique(&[Key("bases")], "id", survey.bases.iter().map(|base| base.id.clone()));
        self.unique(&[Key("groups")], "id", survey.groups.iter().map(|group| group.id.clone()));
        self.unique(&[Key("questions")], "id", survey.questions.iter().map(|question| question.id.clone()));
        for name in ["label", "period", "valid"].iter().filter(|name| survey.survey.facts.contains_key(**name)) {
            let fault = Fault::FactNameTaken { name: (*name).to_owned() };
            self.fail(&[Key("survey")], &[Key("facts"), Key(name)], fault);
        }
        if let Some(links) = &survey.links {
            self.links(survey, links);
        }
        for (index, base) in survey.bases.iter().enumerate() {
            self.effective(base.effective_n, base.n, &[Key("bases"), Index(index)]);
        }
        for (index, question) in survey.questions.iter().enumerate() {
            self.question(survey, question, &[Key("questions"), Index(index)]);
        }
    }

    fn question(&mut self, survey: &Survey, question: &Question, at: &[Step]) {
        let base = question.base.as_ref().and_then(|id| survey.bases.iter().find(|base| base.id == *id));
        if let (Some(id), None) = (&question.base, base) {
            self.fail(
                at,
                &[Key("base")],
                Fault::UnknownBase { id: id.clone(), known: ids(&survey.bases, |base| &base.id) },
            );
        }
        let n = question.n.or(base.and_then(|base| base.n));

        self.shape(question, at);
        let ids = question.options.iter().map(|option| option.id.clone());
        self.unique(&join(at, &[Key("options")]), "id", ids);
        for (index, option) in question.options.iter().enumerate() {
            let at = join(at, &[Key("options"), Index(index)]);
            let has_value = option.count.is_some() || option.percent.is_some();
            let baseless = option.count.is_some() && option.percent.is_none() && n.unwrap_or(0) == 0;
            match option.status.or(question.status) {
                None if baseless => self.fail(&at, &[Key("count")], Fault::CountWithoutBase),
                None if !has_value => self.fail(&at, &[], Fault::NoValue),
                Some(_) if has_value => self.fail(&at, &[Key("status")], Fault::ValueAndStatus),
                _ => self.numbers(&at, option.count, option.percent, n),
            }
        }
        if question.kind == Kind::Multiple && question.chart == Some(ChartKind::Donut) {
            self.fail(at, &[Key("chart")], Fault::DonutOfMultiple);
        }
        self.unique(&join(at, &[Key("nets")]), "id", question.nets.iter().map(|net| net.id.clone()));
        for (index, net) in question.nets.iter().enumerate() {
            self.net(question, net, n, &join(at, &[Key("nets"), Index(index)]));
        }
        if let Some(detail) = &question.detail {
            self.detail(survey, question, detail, at);
        }
        self.effective(question.effective_n, n, at);
        for (group, breakdown) in &question.by {
            self.breakdown(survey, question, group, breakdown, at);
        }
    }

    /// Options belong to choices and points to series, and something must be there or said to be missing.
    fn shape(&mut self, question: &Question, at: &[Step]) {
        match question.kind {
            Kind::Series => {
                if !question.options.is_empty() {
                    self.fail(at, &[Key("options")], Fault::SeriesWithOptions);
                }
                let years = question.points.iter().map(|point| point.year.to_string());
                self.unique(&join(at, &[Key("points")]), "year", years);
            }
            Kind::Single | Kind::Multiple if !question.points.is_empty() => {
                self.fail(at, &[Key("points")], Fault::PointsWithoutSeries);
            }
            Kind::Single | Kind::Multiple => {}
        }
        if question.options.is_empty() && question.points.is_empty() && question.status.is_none() {
            self.fail(at, &[], Fault::NothingAsked);
        }
    }

    fn net(&mut self, question: &Question, net: &Net, n: Option<u64>, at: &[Step]) {
        let repeated = net.of.iter().enumerate().any(|(index, id)| net.of[..index].contains(id));
        if net.of.is_empty() || repeated {
            self.fail(at, &[Key("of")], Fault::EmptyNet);
        }
        if net.count.is_some() && net.percent.is_none() && n.unwrap_or(0) == 0 {
            self.fail(at, &[Key("count")], Fault::CountWithoutBase);
        }
        if question.options.iter().any(|option| option.id == net.id) {
            self.fail(at, &[Key("id")], Fault::DuplicateId { id: net.id.clone() });
        }
        for (index, id) in net.of.iter().enumerate() {
            if !question.options.iter().any(|option| option.id == *id) {
                let fault = unknown_option(id, question);
                self.fail(at, &[Key("of"), Index(index)], fault);
            }
        }
        let missing = net.count.is_none() && net.percent.is_none();
        let gap = net.status.or(question.status);
        if question.kind == Kind::Multiple && missing && gap.is_none() {
            self.fail(at, &[], Fault::NetNeedsCount);
        }
        if net.status.is_some() && !missing {
            self.fail(at, &[Key("status")], Fault::ValueAndStatus);
        }
        self.numbers(at, net.count, net.percent, n);
    }

    /// Weights make a sample count for less, never for more.
    fn effective(&mut self, effective: Option<u64>, n: Option<u64>, at: &[Step]) {
        if let (Some(effective), Some(n)) = (effective, n)
            && effective > n
        {
            self.fail(at, &[Key("effective_n")], Fault::EffectiveAboveBase { effective, n });
        }
    }

    /// A detail breaks one option of a single choice down by another single choice.
    fn detail(&mut self, survey: &Survey, question: &Question, detail: &Detail, at: &[Step]) {
        let at = join(at, &[Key("detail")]);
        if question.choice(&detail.option).is_none() {
            self.fail(&at, &[Key("option")], unknown_option(&detail.option, question));
        }
        match survey.question(&detail.question) {
            None => {
                let known = ids(&survey.questions, |question| &question.id);
                self.fail(&at, &[Key("question")], Fault::UnknownQuestion { id: detail.question.clone(), known });
            }
            Some(by) if question.kind != Kind::Single || by.kind != Kind::Single || by.id == question.id => {
                self.fail(&at, &[Key("question")], Fault::DetailNotSingle);
            }
            Some(_) => {}
        }
    }

    fn breakdown(&mut self, survey: &Survey, question: &Question, group: &str, breakdown: &Breakdown, at: &[Step]) {
        let at = join(at, &[Key("by"), Key(group)]);
        if !survey.groups.iter().any(|known| known.id == group) {
            self.fail(
                &at,
                &[],
                Fault::UnknownGroup { id: group.into(), known: ids(&survey.groups, |group| &group.id) },
            );
        }
        for (index, part) in breakdown.options.iter().enumerate() {
            let at = join(&at, &[Key("options"), Index(index)]);
            if !question.options.iter().any(|option| option.id == part.id) {
                let fault = unknown_option(&part.id, question);
                self.fail(&at, &[Key("id")], fault);
            }
            if part.count.is_some() && part.percent.is_none() && breakdown.base.unwrap_or(0) == 0 {
                self.fail(&at, &[Key("count")], Fault::CountWithoutBase);
            }
            self.numbers(&at, part.count, part.percent, breakdown.base);
        }
    }

    fn numbers(&mut self, at: &[Step], count: Option<u64>, percent: Option<Percent>, n: Option<u64>) {
        for fault in disagreements(count, percent, n) {
            let field = if matches!(fault, Fault::CountAboveBase { .. }) { "count" } else { "percent" };
            self.fail(at, &[Key(field)], fault);
        }
    }

    fn unique(&mut self, list: &[Step], field: &'static str, ids: impl Iterator<Item = String>) {
        let mut seen = Vec::new();
        for (index, id) in ids.enumerate() {
            if seen.contains(&id) {
                // Ids are judged even beside other faults; an id that could not be read is empty.
                if !id.is_empty() {
                    let range = self.place(&join(list, &[Index(index), Key(field)]));
                    self.problems.push(Problem { range, fault: Fault::DuplicateId { id } });
                }
            } else {
                seen.push(id);
            }
        }
    }

    pub(super) fn fail(&mut self, at: &[Step], rest: &[Step], fault: Fault) {
        let object = &self.root.find(at).range;
        let misread = |known: &Problem| self.root.object_at(known.range.start).range == *object;
        if !self.known.iter().any(misread) {
            let range = self.place(&join(at, rest));
            self.problems.push(Problem { range, fault });
        }
    }

    /// An object or array stands for its opening bracket: it may be pages long.
    pub(super) fn place(&self, path: &[Step]) -> Range<usize> {
        let node = self.root.find(path);
        match node.value {
            Value::Object(_) | Value::Array(_) => node.range.start..node.range.start + 1,
            _ => node.range.clone(),
        }
    }
}

/// Where count, percent and base are all known they must agree to the printed decimals.
fn disagreements(count: Option<u64>, percent: Option<Percent>, base: Option<u64>) -> Vec<Fault> {
    let (Some(count), Some(base)) = (count, base) else {
        return Vec::new();
    };
    if count > base {
        return vec![Fault::CountAboveBase { count, base }];
    }
    let (Some(percent), Some(share)) = (percent, share_of(count, base)) else {
        return Vec::new();
    };
    let computed = printed(share, percent.value().scale());
    if computed == percent.to_string() {
        return Vec::new();
    }
    vec![Fault::PercentDisagrees { percent: percent.to_string(), count, base, computed }]
}

pub(super) fn unknown_option(id: &str, question: &Question) -> Fault {
    Fault::UnknownOption {
        id: id.to_owned(),
        question: question.id.clone(),
        known: ids(&question.options, |choice| &choice.id),
    }
}

/// Every id of a list, to suggest the one that was meant.
pub(super) fn ids<T>(items: &[T], id: impl Fn(&T) -> &String) -> Vec<String> {
    items.iter().map(|item| id(item).clone()).collect()
}

pub(super) fn join<'a>(at: &[Step<'a>], rest: &[Step<'a>]) -> Vec<Step<'a>> {
    [at, rest].concat()
}
