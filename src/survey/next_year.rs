//! Next year's data file: the same questions under the same ids, every answer still to be collected.

use super::model::*;

/// The edition of `year` that continues this survey, whose file is called `previous`. What the house writes stays
/// (titles, labels, bases' names, policy, terms); what was found, or was true of that year alone, goes.
pub fn next_edition(survey: &Survey, year: u16, previous: &str) -> Survey {
    let mut next = survey.clone();
    let old = survey.report.year;
    let label = &survey.survey.label;
    next.report = Report {
        title: later(&survey.report.title, old, year),
        year,
        date: None,
        status: Status::讨论稿,
        thanks: Vec::new(),
        prose: None,
        ..survey.report.clone()
    };
    next.survey = Sample {
        label: if label.contains(&old.to_string()) { later(label, old, year) } else { format!("{year} 年") },
        period: None,
        valid: None,
        facts: survey.survey.facts.keys().map(|name| (name.clone(), Fact::NotCollected)).collect(),
    };
    for base in &mut next.bases {
        *base = Base { n: None, effective_n: None, status: Some(Gap::NotCollected), note: None, ..base.clone() };
    }
    for question in &mut next.questions {
        empty(question, old, year);
    }
    next.errata.clear();
    next.links = Some(Links { previous: previous.to_owned(), questions: Vec::new() });
    next
}

/// A name with its years as much later as the edition is: the year of the old one and the year before, `2017-2018 年度`.
fn later(name: &str, old: u16, new: u16) -> String {
    // Through marks that no name holds, so that what was shifted is not shifted again.
    let before = |year: u16| year.saturating_sub(1).to_string();
    let marked = name.replace(&old.to_string(), "\u{1}").replace(&before(old), "\u{2}");
    marked.replace('\u{1}', &new.to_string()).replace('\u{2}', &before(new))
}

fn empty(question: &mut Question, old: u16, year: u16) {
    // A note beside a gap explains that year's gap.
    if question.status.take().is_some() {
        question.note = None;
    }
    (question.n, question.effective_n) = (None, None);
    if question.kind == Kind::Series {
        let newest = question.points.iter().filter(|point| !point.forecast).map(|point| point.year).max();
        // What was measured stays measured; what was a forecast waits for its number.
        for point in question.points.iter_mut().filter(|point| point.forecast) {
            (point.value, point.forecast) = (None, point.year > year);
        }
        // As many years more as the edition is later.
        for later in newest.into_iter().flat_map(|newest| newest + 1..=newest + (year - old)) {
            if !question.points.iter().any(|point| point.year == later) {
                question.points.push(Point { year: later, value: None, forecast: false });
            }
        }
        question.points.sort_by_key(|point| point.year);
        return;
    }
    question.status = Some(Gap::NotCollected);
    for choice in &mut question.options {
        if choice.status.take().is_some() {
            choice.note = None;
        }
        (choice.count, choice.percent) = (None, None);
    }
    for net in &mut question.nets {
        (net.count, net.percent, net.status) = (None, None, None);
    }
    for breakdown in question.by.values_mut() {
        breakdown.base = None;
        for part in &mut breakdown.options {
            (part.count, part.percent) = (None, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_move_with_their_years() {
        for (name, old, new, expected) in [
            ("2018 年", 2018, 2019, "2019 年"),
            ("2017-2018 年度", 2018, 2020, "2019-2020 年度"),
            ("电子合同调查报告", 2018, 2019, "电子合同调查报告"),
            ("2018 年报告（2010 年起）", 2018, 2019, "2019 年报告（2010 年起）"),
        ] {
            assert_eq!(later(name, old, new), expected);
        }
    }
}
