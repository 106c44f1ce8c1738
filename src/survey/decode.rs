//! From located JSON to the model, collecting every fault on the way instead of stopping at the first.
//!
//! Each `fn` below reads one type of `model.rs`, field by field. A test holds the fields read here and the generated schema together.

use super::located::{Node, Value};
use super::model::*;
use super::problem::Problem;
use super::reader::Decoder;

/// Reads a whole survey and every fault of it. With faults the survey holds default values in their places: good
/// enough to look for more faults, and for nothing else.
pub fn decode(root: &Node) -> (Survey, Vec<Problem>) {
    let decoder = Decoder::default();
    let survey = decoder.survey(root).unwrap_or_default();
    (survey, decoder.into_problems())
}

impl Decoder {
    fn survey(&self, node: &Node) -> Option<Survey> {
        let mut fields = self.fields(node)?;
        let schema = fields.optional("$schema", Self::text);
        let report = fields.required("report", Self::report);
        let survey = fields.required("survey", Self::sample);
        let bases = fields.list("bases", Self::base);
        let groups = fields.list("groups", Self::group);
        let policy = fields.optional("policy", Self::policy);
        let questions = fields.required("questions", |decoder, node| decoder.items(node, Self::question));
        let errata = fields.list("errata", Self::erratum);
        let terms = fields.list("terms", Self::term);
        let links = fields.optional("links", Self::links);
        fields.close();
        Some(Survey {
            schema,
            report,
            survey,
            bases,
            groups,
            policy: policy.unwrap_or_default(),
            questions,
            errata,
            terms,
            links,
        })
    }

    fn report(&self, node: &Node) -> Option<Report> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let title = fields.required("title", Self::text);
        let year = fields.required("year", Self::year);
        let month = fields.required("month", |decoder, node| decoder.integer(node, 1, 12));
        let date = fields.optional("date", Self::date);
        let status = fields.required("status", |decoder, node| {
            decoder.one_of(
                node,
                &[
                    ("讨论稿", Status::讨论稿),
                    ("征求意见稿", Status::征求意见稿),
                    ("送审稿", Status::送审稿),
                    ("正式稿", Status::正式稿),
                ],
            )
        });
        let issuer = fields.required("issuer", Self::text);
        let issuer_en = fields.optional("issuer_en", Self::text);
        let thanks = fields.list("thanks", Self::text);
        let prose = fields.optional("prose", Self::text);
        fields.close();
        Some(Report { id, title, year, month: month as u8, date, status, issuer, issuer_en, thanks, prose })
    }

    fn sample(&self, node: &Node) -> Option<Sample> {
        let mut fields = self.fields(node)?;
        let label = fields.required("label", Self::text);
        let period = fields.optional("period", Self::text);
        let valid = fields.optional("valid", Self::count);
        let facts = fields.optional("facts", |decoder, node| decoder.map(node, Self::fact));
        fields.close();
        Some(Sample { label, period, valid, facts: facts.unwrap_or_default() })
    }

    fn fact(&self, node: &Node) -> Option<Fact> {
        match &node.value {
            Value::Null => Some(Fact::NotCollected),
            Value::String(_) => self.text(node).map(Fact::Text),
            _ => self.count(node).map(Fact::Number),
        }
    }

    fn base(&self, node: &Node) -> Option<Base> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let label = fields.required("label", Self::text);
        let n = fields.optional("n", Self::count);
        let effective_n = fields.optional("effective_n", Self::count);
        let status = fields.optional("status", Self::gap);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(Base { id, label, n, effective_n, status, note })
    }

    fn group(&self, node: &Node) -> Option<Group> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let label = fields.required("label", Self::text);
        fields.close();
        Some(Group { id, label })
    }

    fn policy(&self, node: &Node) -> Option<Policy> {
        let standard = Policy::default();
        let mut fields = self.fields(node)?;
        let decimals = fields.optional("decimals", |decoder, node| decoder.integer(node, 0, 4));
        let min_base = fields.optional("min_base", Self::count);
        let min_count = fields.optional("min_count", Self::count);
        let weighted = fields.optional("weighted", Self::flag);
        fields.close();
        Some(Policy {
            decimals: decimals.map_or(standard.decimals, |decimals| decimals as u32),
            min_base: min_base.unwrap_or(standard.min_base),
            min_count: min_count.unwrap_or(standard.min_count),
            weighted: weighted.unwrap_or(standard.weighted),
        })
    }

    fn question(&self, node: &Node) -> Option<Question> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let title = fields.required("title", Self::text);
        let kind = fields.required("kind", |decoder, node| {
            decoder.one_of(node, &[("single", Kind::Single), ("multiple", Kind::Multiple), ("series", Kind::Series)])
        });
        let ordered = fields.optional("ordered", Self::flag);
        let base = fields.optional("base", Self::text);
        let n = fields.optional("n", Self::count);
        let effective_n = fields.optional("effective_n", Self::count);
        let unit = fields.optional("unit", Self::text);
        let options = fields.list("options", Self::choice);
        let points = fields.list("points", Self::point);
        let nets = fields.list("nets", Self::net);
        let by = fields.optional("by", |decoder, node| decoder.map(node, Self::breakdown));
        let detail = fields.optional("detail", Self::detail);
        let chart = fields.optional("chart", |decoder, node| {
            decoder.one_of(node, &[("donut", ChartKind::Donut), ("bars", ChartKind::Bars)])
        });
        let source = fields.optional("source", Self::text);
        let notes = fields.list("notes", Self::text);
        let status = fields.optional("status", Self::gap);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(Question {
            id,
            title,
            kind,
            ordered: ordered.unwrap_or(false),
            base,
            n,
            effective_n,
            unit,
            options,
            points,
            nets,
            by: by.unwrap_or_default(),
            detail,
            chart,
            source,
            notes,
            status,
            note,
        })
    }

    fn choice(&self, node: &Node) -> Option<Choice> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let label = fields.required("label", Self::text);
        let text = fields.optional("text", Self::text);
        let count = fields.optional("count", Self::count);
        let percent = fields.optional("percent", Self::percent);
        let role = fields.optional("role", |decoder, node| {
            decoder.one_of(node, &[("other", Role::Other), ("exclusive", Role::Exclusive)])
        });
        let status = fields.optional("status", Self::gap);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(Choice { id, label, text, count, percent, role, status, note })
    }

    fn point(&self, node: &Node) -> Option<Point> {
        let mut fields = self.fields(node)?;
        let year = fields.required("year", Self::year);
        let value = fields.optional("value", Self::amount);
        let forecast = fields.optional("forecast", Self::flag);
        fields.close();
        Some(Point { year, value, forecast: forecast.unwrap_or(false) })
    }

    fn net(&self, node: &Node) -> Option<Net> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let label = fields.optional("label", Self::text);
        let of = fields.required("of", |decoder, node| decoder.items(node, Self::text));
        let count = fields.optional("count", Self::count);
        let percent = fields.optional("percent", Self::percent);
        let status = fields.optional("status", Self::gap);
        fields.close();
        Some(Net { id, label, of, count, percent, status })
    }

    fn detail(&self, node: &Node) -> Option<Detail> {
        let mut fields = self.fields(node)?;
        let option = fields.required("option", Self::text);
        let question = fields.required("question", Self::text);
        fields.close();
        Some(Detail { option, question })
    }

    fn breakdown(&self, node: &Node) -> Option<Breakdown> {
        let mut fields = self.fields(node)?;
        let base = fields.optional("base", Self::count);
        let options = fields.required("options", |decoder, node| decoder.items(node, Self::part));
        fields.close();
        Some(Breakdown { base, options })
    }

    fn part(&self, node: &Node) -> Option<Part> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::text);
        let count = fields.optional("count", Self::count);
        let percent = fields.optional("percent", Self::percent);
        fields.close();
        Some(Part { id, count, percent })
    }

    fn term(&self, node: &Node) -> Option<Term> {
        let mut fields = self.fields(node)?;
        let term = fields.required("term", Self::text);
        let instead_of = fields.required("instead_of", |decoder, node| decoder.items(node, Self::text));
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(Term { term, instead_of, note })
    }

    fn erratum(&self, node: &Node) -> Option<Erratum> {
        let mut fields = self.fields(node)?;
        let published = fields.required("published", Self::text);
        let set = fields.required("set", Self::text);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(Erratum { published, set, note })
    }

    fn links(&self, node: &Node) -> Option<Links> {
        let mut fields = self.fields(node)?;
        let previous = fields.required("previous", Self::text);
        let questions = fields.list("questions", Self::question_link);
        fields.close();
        Some(Links { previous, questions })
    }

    fn question_link(&self, node: &Node) -> Option<QuestionLink> {
        let mut fields = self.fields(node)?;
        let from = fields.optional("from", Self::text);
        let to = fields.optional("to", Self::text);
        let relation = fields.required("relation", Self::relation);
        let comparable = fields.required("comparable", Self::flag);
        let options = fields.list("options", Self::option_link);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(QuestionLink { from, to, relation, comparable, options, note })
    }

    fn option_link(&self, node: &Node) -> Option<OptionLink> {
        let mut fields = self.fields(node)?;
        let from = fields.list("from", Self::text);
        let to = fields.list("to", Self::text);
        let relation = fields.required("relation", Self::relation);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(OptionLink { from, to, relation, note })
    }

    fn relation(&self, node: &Node) -> Option<Relation> {
        self.one_of(
            node,
            &[
                ("same", Relation::Same),
                ("renamed", Relation::Renamed),
                ("merged", Relation::Merged),
                ("split", Relation::Split),
                ("new", Relation::New),
                ("dropped", Relation::Dropped),
            ],
        )
    }

    fn gap(&self, node: &Node) -> Option<Gap> {
        self.one_of(
            node,
            &[
                ("not_published", Gap::NotPublished),
                ("not_asked", Gap::NotAsked),
                ("not_collected", Gap::NotCollected),
                ("suppressed", Gap::Suppressed),
                ("redefined", Gap::Redefined),
            ],
        )
    }
}
