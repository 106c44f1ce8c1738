//! Respondents to the imported questions, as numbers of the bases they are of.

use super::apply::{Counted, Import, fault_in};
use super::reading::note;
use crate::messages::Message;
use crate::survey::Dataset;
use crate::survey::located::Step::{Index, Key};
use crate::survey::model::{Question, Survey};

impl Import<'_> {
    /// A base takes the number that all its questions agree on, or that of all `rows` of respondents where a question has it;
    /// a question that differs keeps its own. A number that is there is replaced only together with all its questions.
    pub(super) fn set_bases(&mut self, old: &Survey, dataset: &Dataset, rows: Option<u64>) {
        let counted = std::mem::take(&mut self.counted);
        for at in 0..self.survey.bases.len() {
            let base = &self.survey.bases[at];
            let of_this = |counted: &&Counted| self.survey.questions[counted.index].base.as_ref() == Some(&base.id);
            let numbers: Vec<&Counted> = counted.iter().filter(of_this).collect();
            let Some(first) = numbers.first() else { continue };
            let waits = |question: &Question| question.n.is_none() && question.base.as_ref() == Some(&base.id);
            let left = self.survey.questions.iter().enumerate().any(|(index, question)| {
                waits(question)
                    && question.options.iter().any(|choice| choice.count.is_some() || choice.percent.is_some())
                    && !numbers.iter().any(|counted| counted.index == index)
            });
            if base.n.is_some() && (!self.decisions.replace || left) {
                continue;
            }
            // Everyone in the table answered one of them; else one alone may have been put to some only.
            let whole = numbers.iter().find(|counted| counted.raw && Some(counted.n) == rows).map(|counted| counted.n);
            let agreed = numbers.iter().all(|counted| counted.n == first.n) && (!first.raw || numbers.len() > 1);
            let Some(n) = whole.or(Some(first.n).filter(|_| agreed)) else { continue };
            let others = self.survey.questions.iter().filter(|question| question.base.as_ref() == Some(&base.id));
            let above = others.filter_map(|question| question.n).any(|known| known > n);
            if above || base.n == Some(n) {
                continue;
            }
            let mut survey = self.survey.clone();
            let base = &mut survey.bases[at];
            (base.n, base.status) = (Some(n), None);
            let changes = self.survey.bases[at].n.is_some();
            let dropped = base.effective_n.take_if(|effective| changes || *effective > n);
            let label = base.label.clone();
            if fault_in(&survey).is_some() {
                continue;
            }
            let place = dataset.place(&[Key("bases"), Index(at), Key("id")]);
            if let Some(effective) = dropped {
                let message =
                    Message::new("import-effective-dropped").with("name", &label).with("effective", effective);
                self.diagnostics.push(note(place.clone(), message));
            }
            let titles: Vec<String> = numbers
                .iter()
                .filter(|counted| counted.n == n)
                .map(|counted| survey.questions[counted.index].title.clone())
                .collect();
            let named: Vec<String> = titles.iter().take(3).cloned().collect();
            let message = Message::new("import-base-set").with("base", label).with("n", n).with("titles", named);
            let message = message.with("count", titles.len());
            self.diagnostics.push(note(place, message));
            self.survey = survey;
        }
        for Counted { index, n, raw } in counted {
            let mut bare = self.survey.questions[index].clone();
            bare.n = None;
            let base = self.survey.n_of(&bare);
            let stated = old.questions.get(index).is_some_and(|question| question.n == Some(n));
            self.survey.questions[index].n = Some(n).filter(|n| stated || base != Some(*n));
            let place = dataset.place(&[Key("questions"), Index(index), Key("title")]);
            if let Some(base) = base.filter(|base| *base < n) {
                let message = Message::new("import-base-behind").with("title", &bare.title).with("n", n);
                self.leave(&place, message.with("base", base));
            } else if let Some(base) = base.filter(|base| raw && *base != n) {
                let message = Message::new("import-n-own").with("title", &bare.title).with("n", n).with("base", base);
                self.diagnostics.push(note(place, message));
            }
        }
    }
}
