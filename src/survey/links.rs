//! How this year's questions and options continue last year's.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::lookup::{net_share, parts_of, share, share_of_all};
use super::model::*;
use super::sampling::{self, Comparison, Range, Side};

/// Last year's answers to a question, found through the links; what is not listed there is linked by equal id.
#[derive(Clone, Copy)]
pub struct LastYear<'a> {
    pub survey: &'a Survey,
    pub question: &'a Question,
    link: Option<&'a QuestionLink>,
}

/// Why a question has no past that it may be set beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPast {
    /// Last year's file has no such question.
    New,
    /// The link says that the two are not comparable, merged or split; its note says why.
    Incomparable { note: Option<String> },
    /// One was single choice, the other is multiple.
    KindChanged,
    /// This year's data are marked as redefined.
    Redefined,
    /// Other people were asked, and the link has no note why the two may be compared all the same.
    OtherPeople { before: String, now: String },
}

/// A question of last year, if there is one, and the link that leads to it, if one does.
type Counterpart<'a> = (Option<&'a Question>, Option<&'a QuestionLink>);

/// The question of last year that a link joins to this one, comparable or not, else the one with its id; none for what
/// the links call new, or whose id they give to another.
pub fn counterpart<'a>(survey: &'a Survey, previous: &'a Survey, question: &Question) -> Option<Counterpart<'a>> {
    let links = survey.links.as_ref().map_or(&[][..], |links| &links.questions);
    match links.iter().find(|link| link.to.as_ref() == Some(&question.id)) {
        Some(QuestionLink { relation: Relation::New, .. }) => None,
        Some(link) => Some((link.from.as_ref().and_then(|id| previous.question(id)), Some(link))),
        // What another question continues, or what was dropped, is not continued by an equal id.
        None if links.iter().any(|link| link.from.as_ref() == Some(&question.id)) => None,
        None => Some((Some(previous.question(&question.id)?), None)),
    }
}

impl Links {
    /// What still holds beside another survey than the one these links were written for: what is refused stays
    /// refused, what was joined in any way but by its own id has no past there.
    pub fn beside(&self, other: &Survey) -> Links {
        let question = |link: &QuestionLink| {
            let same = link.comparable && continues(link.relation) && link.from == link.to;
            let older = link.from.as_ref().and_then(|id| other.question(id)).filter(|_| same);
            QuestionLink {
                from: older.map(|question| question.id.clone()),
                comparable: same,
                options: link.options.iter().map(|option| apart(option, older)).collect(),
                ..link.clone()
            }
        };
        Links { previous: self.previous.clone(), questions: self.questions.iter().map(question).collect() }
    }
}

/// An option link that joins nothing: what it names has no past among the options of `older`, and is none's past.
fn apart(link: &OptionLink, older: Option<&Question>) -> OptionLink {
    let known = |id: &&String| older.is_some_and(|older| older.choice(id).is_some());
    let from = link.from.iter().filter(known).cloned().collect();
    // What was dropped and yet goes on is nothing that a data file can say.
    let relation = if link.from.is_empty() { link.relation } else { Relation::Dropped };
    OptionLink { from, relation, ..link.clone() }
}

/// One share of this year beside what it was last year, both in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub now: Decimal,
    pub before: Decimal,
    pub comparison: Comparison,
}

impl Change {
    /// In 百分点, unrounded.
    pub fn by(&self) -> Decimal {
        self.now - self.before
    }
}

impl<'a> LastYear<'a> {
    /// Last year's question, where the two may be compared.
    ///
    /// # Errors
    /// Why they may not.
    pub fn find(survey: &'a Survey, previous: &'a Survey, question: &Question) -> Result<Self, NoPast> {
        let Some((before, link)) = counterpart(survey, previous, question) else { return Err(NoPast::New) };
        if let Some(link) = link.filter(|link| !link.comparable || !continues(link.relation)) {
            return Err(NoPast::Incomparable { note: link.note.clone() });
        }
        let Some(before) = before else { return Err(NoPast::New) };
        if before.kind != question.kind {
            return Err(NoPast::KindChanged);
        }
        let base = survey.base_of(question);
        if question.status.or(base.and_then(|base| base.status)) == Some(Gap::Redefined) {
            return Err(NoPast::Redefined);
        }
        // A note says why they may be compared all the same.
        if let (Some(now), Some(then), None) =
            (base, previous.base_of(before), link.and_then(|link| link.note.as_ref()))
            && now.id != then.id
            && now.label != then.label
        {
            return Err(NoPast::OtherPeople { before: then.label.clone(), now: now.label.clone() });
        }
        Ok(LastYear { survey: previous, question: before, link })
    }

    /// Last year's question, where the two may be compared.
    pub fn of(survey: &'a Survey, previous: &'a Survey, question: &Question) -> Option<Self> {
        Self::find(survey, previous, question).ok()
    }

    fn links(&self) -> &'a [OptionLink] {
        self.link.map_or(&[], |link| &link.options)
    }

    /// The link that an option of this year is listed in.
    pub fn link_of(&self, id: &str) -> Option<&'a OptionLink> {
        self.links().iter().find(|link| link.to.iter().any(|to| to == id))
    }

    /// Last year's total of the options that were merged into this one of a multiple choice: their shares do not add, but
    /// who named any of them may have been counted.
    fn merged(&self, id: &str) -> Option<&'a Net> {
        let link = self.link_of(id).filter(|link| link.relation == Relation::Merged && link.to.len() == 1)?;
        let of: BTreeSet<&String> = link.from.iter().collect();
        self.question.nets.iter().find(|net| net.of.iter().collect::<BTreeSet<_>>() == of)
    }

    /// Whether last year's question did not have what is now this option, alone or as part of another.
    pub fn is_new(&self, id: &str) -> bool {
        match self.link_of(id) {
            Some(link) => link.from.is_empty(),
            None => self.parts(id).is_none(),
        }
    }

    /// Last year's options that together are what is now this option. Merged options may be added in `single`
    /// questions only; a split option has no past of its own.
    pub fn parts(&self, id: &str) -> Option<Vec<&'a Choice>> {
        let Some(link) = self.link_of(id) else {
            let taken = self.links().iter().any(|link| link.from.iter().any(|from| from == id));
            return Some(vec![self.question.choice(id).filter(|_| !taken)?]);
        };
        let summable = self.question.kind == Kind::Single;
        match (link.relation, link.from.as_slice(), link.to.as_slice()) {
            (relation, [from], [_]) if continues(relation) => Some(vec![self.question.choice(from)?]),
            (Relation::Merged, parts, [_]) if summable => parts.iter().map(|from| self.question.choice(from)).collect(),
            _ => None,
        }
    }

    /// How many people of last year chose what is now this option.
    pub fn count(&self, id: &str) -> Option<u64> {
        match self.parts(id) {
            Some(parts) => parts.iter().map(|choice| choice.count).sum(),
            None => self.merged(id)?.count,
        }
    }

    /// Last year's share of what is now this option, in percent.
    pub fn share(&self, id: &str) -> Option<Decimal> {
        match self.parts(id) {
            Some(parts) => share_of_all(self.survey, self.question, &parts),
            None => net_share(self.survey, self.question, self.merged(id)?),
        }
    }

    /// The same, as a range where it was published rounded.
    pub fn range(&self, id: &str) -> Option<Range> {
        match self.parts(id) {
            Some(parts) => Range::of_parts(self.survey, self.question, &parts),
            None => net_range(self.survey, self.question, self.merged(id)?),
        }
    }

    /// This year's share of an option of `question`, of `survey`, beside last year's.
    pub fn change(&self, survey: &Survey, question: &Question, choice: &Choice) -> Option<Change> {
        Some(Change {
            now: survey.share(question, choice)?,
            before: self.share(&choice.id)?,
            comparison: self
                .compare((survey, question, Range::of_parts(survey, question, &[choice])?), self.range(&choice.id)?),
        })
    }

    fn compare(&self, (survey, question, now): (&Survey, &Question, Range), before: Range) -> Comparison {
        let (now, before) = (Side::of(survey, question, now), Side::of(self.survey, self.question, before));
        sampling::compare(now, before, survey.policy.min_base)
    }

    /// This year's share of an option in a group of respondents beside last year's; none where it is no longer one
    /// option alone.
    pub fn group_change(&self, survey: &Survey, group: &str, breakdown: &Breakdown, part: &Part) -> Option<Change> {
        let old = self.question.by.get(group)?;
        let [before] = self.parts(&part.id)?[..] else { return None };
        let before = old.options.iter().find(|known| known.id == before.id)?;
        let side = |survey: &Survey, breakdown: &Breakdown, part: &Part| {
            let weighted = survey.policy.weighted;
            Some(Side {
                share: Range::of(part.count, part.percent, breakdown.base, weighted)?,
                n: breakdown.base,
                effective_n: breakdown.base.filter(|_| !weighted),
            })
        };
        let (new, then) = (side(survey, breakdown, part)?, side(self.survey, old, before)?);
        Some(Change {
            now: share(part.count, part.percent, breakdown.base)?,
            before: share(before.count, before.percent, old.base)?,
            comparison: sampling::compare(new, then, survey.policy.min_base),
        })
    }

    /// The amount of a year, as last year's file has it: measured, and in the same unit.
    pub fn amount(&self, question: &Question, year: u16) -> Option<Decimal> {
        let point = self.question.points.iter().find(|point| point.year == year && !point.forecast)?;
        point.value.filter(|_| self.question.unit == question.unit)
    }

    /// What a net of this year was last year: the net of the same id and the same options, or of one whole the sum of
    /// what its options were.
    pub fn net(&self, net: &Net) -> Option<Cow<'a, Net>> {
        let parts: Option<Vec<_>> = net.of.iter().map(|id| self.parts(id)).collect();
        let of: BTreeSet<String> = parts?.into_iter().flatten().map(|choice| choice.id.clone()).collect();
        match self.question.nets.iter().find(|old| old.id == net.id) {
            Some(old) => Some(Cow::Borrowed(old)).filter(|old| old.of.iter().cloned().collect::<BTreeSet<_>>() == of),
            None if self.question.kind == Kind::Single => {
                Some(Cow::Owned(Net { id: net.id.clone(), of: of.into_iter().collect(), ..Net::default() }))
            }
            None => None,
        }
    }

    /// This year's share of a net of `question`, of `survey`, beside last year's.
    pub fn net_change(&self, survey: &Survey, question: &Question, net: &Net) -> Option<Change> {
        let old = self.net(net)?;
        Some(Change {
            now: net_share(survey, question, net)?,
            before: net_share(self.survey, self.question, &old)?,
            comparison: self.compare(
                (survey, question, net_range(survey, question, net)?),
                net_range(self.survey, self.question, &old)?,
            ),
        })
    }

    /// Last year's options that this year's question no longer has, under whatever name.
    pub fn dropped(&self, question: &Question) -> Vec<&'a Choice> {
        let lives_on = |id: &String| self.links().iter().any(|link| !link.to.is_empty() && link.from.contains(id));
        self.uncontinued(question).into_iter().filter(|choice| !lives_on(&choice.id)).collect()
    }

    /// Last year's options that none of this year's continues alone or with others: dropped, or split, or merged where
    /// merged shares do not add.
    fn uncontinued(&self, question: &Question) -> Vec<&'a Choice> {
        let continued: Vec<&str> = question
            .options
            .iter()
            .filter_map(|choice| self.parts(&choice.id))
            .flatten()
            .map(|choice| choice.id.as_str())
            .collect();
        self.question.options.iter().filter(|choice| !continued.contains(&choice.id.as_str())).collect()
    }

    /// Whether what this year's options continue is all there was, so that it makes one whole.
    pub fn whole(&self, question: &Question) -> bool {
        self.uncontinued(question).is_empty()
    }
}

/// Whether a link joins one thing to itself.
fn continues(relation: Relation) -> bool {
    matches!(relation, Relation::Same | Relation::Renamed)
}

/// A net's share: its own, else of one whole the sum of its parts.
fn net_range(survey: &Survey, question: &Question, net: &Net) -> Option<Range> {
    let own = Range::of(net.count, net.percent, survey.n_of(question), survey.policy.weighted);
    own.or_else(|| Range::of_parts(survey, question, &parts_of(question, net)?))
}

/// The amount of the year before, as this file has it, else as last year's does.
pub fn amount_before(survey: &Survey, previous: Option<&Survey>, question: &Question, year: u16) -> Option<Decimal> {
    let before = year.checked_sub(1)?;
    let own = question.points.iter().find(|point| point.year == before).and_then(|point| point.value);
    own.or_else(|| LastYear::of(survey, previous?, question)?.amount(question, before))
}
