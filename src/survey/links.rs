//! How this year's questions and options continue last year's.

use rust_decimal::Decimal;

use super::lookup::share_of_all;
use super::model::*;

/// Last year's answers to a question, found through the links; what is not listed there is linked by equal id.
pub struct LastYear<'a> {
    pub survey: &'a Survey,
    pub question: &'a Question,
    link: Option<&'a QuestionLink>,
}

impl<'a> LastYear<'a> {
    /// Last year's question, where the two may be compared.
    pub fn of(survey: &'a Survey, previous: &'a Survey, question: &Question) -> Option<Self> {
        let links = survey.links.as_ref().map_or(&[][..], |links| &links.questions);
        let link = links.iter().find(|link| link.to.as_ref() == Some(&question.id));
        if link.is_some_and(|link| !link.comparable || !continues(link.relation)) {
            return None;
        }
        let id = link.and_then(|link| link.from.as_ref()).unwrap_or(&question.id);
        Some(LastYear { survey: previous, question: previous.question(id)?, link })
    }

    /// Last year's options that together are what is now this option. Merged options may be added in `single`
    /// questions only; a split option has no past of its own.
    pub fn parts(&self, id: &str) -> Option<Vec<&'a Choice>> {
        let options = self.link.map_or(&[][..], |link| &link.options);
        let Some(link) = options.iter().find(|link| link.to.iter().any(|to| to == id)) else {
            return Some(vec![self.question.choice(id)?]);
        };
        let summable = self.question.kind == Kind::Single;
        match (link.relation, link.from.as_slice(), link.to.as_slice()) {
            (relation, [from], [_]) if continues(relation) => Some(vec![self.question.choice(from)?]),
            (Relation::Merged, parts, [_]) if summable => parts.iter().map(|from| self.question.choice(from)).collect(),
            _ => None,
        }
    }

    /// Last year's share of what is now this option, in percent.
    pub fn share(&self, id: &str) -> Option<Decimal> {
        share_of_all(self.survey, self.question, &self.parts(id)?)
    }
}

/// Whether a link joins one thing to itself.
fn continues(relation: Relation) -> bool {
    matches!(relation, Relation::Same | Relation::Renamed)
}
