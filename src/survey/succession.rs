//! What became of last year's questions and options: the links as an editor reads them, by name.

use super::model::{Choice, Question, QuestionLink, Survey};

/// One question or option of last year.
#[derive(Debug, Clone, PartialEq)]
pub struct Succession<'a> {
    pub question: &'a Question,
    /// The option; none for the question itself.
    pub choice: Option<&'a Choice>,
    /// The question of this year that continues it, by its place in the file; none where it was dropped.
    pub now: Option<usize>,
    /// The options of that question that continue the option, by their places; empty where it was dropped.
    pub choices: Vec<usize>,
}

impl Succession<'_> {
    /// Whether nothing of this year continues it.
    pub fn is_dropped(&self) -> bool {
        self.now.is_none() || (self.choice.is_some() && self.choices.is_empty())
    }

    /// How the prose refers to what it was: `题`, `题.选项`.
    pub fn reference(&self) -> String {
        reference(&self.question.id, self.choice)
    }

    /// How the prose refers to what it is now.
    pub fn references_now(&self, survey: &Survey) -> Vec<String> {
        let Some(question) = self.now.map(|index| &survey.questions[index]) else { return Vec::new() };
        match self.choice {
            None => vec![question.id.clone()],
            Some(_) => self.choices.iter().map(|index| reference(&question.id, question.options.get(*index))).collect(),
        }
    }
}

fn reference(question: &str, choice: Option<&Choice>) -> String {
    match choice {
        Some(choice) => format!("{question}.{}", choice.id),
        None => question.to_owned(),
    }
}

/// Every question and option of last year with what it is now: through the links, else by equal id.
pub fn of<'a>(survey: &Survey, previous: &'a Survey) -> Vec<Succession<'a>> {
    let links = survey.links.as_ref().map_or(&[][..], |links| &links.questions);
    let mut all = Vec::new();
    for question in &previous.questions {
        let link = links.iter().find(|link| link.from.as_ref() == Some(&question.id));
        let now = index_now(survey, links, question, link);
        all.push(Succession { question, choice: None, now, choices: Vec::new() });
        for choice in &question.options {
            let choices = now.map_or(Vec::new(), |now| choices_now(&survey.questions[now], choice, link));
            all.push(Succession { question, choice: Some(choice), now, choices });
        }
    }
    all
}

fn index_now(
    survey: &Survey,
    links: &[QuestionLink],
    question: &Question,
    link: Option<&QuestionLink>,
) -> Option<usize> {
    let position = |id: &str| survey.questions.iter().position(|other| other.id == id);
    match link {
        Some(link) => position(link.to.as_ref()?),
        // What continues another question, or is new, has only the id in common.
        None => position(&question.id).filter(|_| !links.iter().any(|link| link.to.as_ref() == Some(&question.id))),
    }
}

fn choices_now(now: &Question, choice: &Choice, link: Option<&QuestionLink>) -> Vec<usize> {
    let position = |id: &String| now.options.iter().position(|other| other.id == *id);
    let links = link.map_or(&[][..], |link| &link.options);
    match links.iter().find(|link| link.from.contains(&choice.id)) {
        Some(link) => link.to.iter().filter_map(position).collect(),
        None if links.iter().any(|link| link.to.contains(&choice.id)) => Vec::new(),
        None => position(&choice.id).into_iter().collect(),
    }
}
