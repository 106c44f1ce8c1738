//! The frame that stands where a figure has no numbers: plainly no chart, and plainly no mistake.

use super::canvas::{Align, Canvas};
use super::measure::Weight;
use super::text::{Font, Setter};
use super::tokens::{Tokens, Words};
use super::{Chart, ChartError, Form, alt};
use crate::survey::model::{Gap, Question};

/// What is said in place of the numbers.
fn notice(gap: Option<Gap>, words: &Words) -> &str {
    match gap {
        Some(Gap::NotPublished) => &words.not_published,
        Some(Gap::NotAsked) => &words.not_asked,
        Some(Gap::NotCollected) | None => &words.not_collected,
        Some(Gap::Suppressed) => &words.suppressed,
        Some(Gap::Redefined) => &words.redefined,
    }
}

pub(super) fn draw(question: &Question, tokens: &Tokens, setter: Setter) -> Result<Chart, ChartError> {
    let notice = notice(question.status, &tokens.chart.words);
    let (width, height) = (tokens.page.measure, tokens.chart.placeholder.height);
    let line = setter.line(notice, Font { size: tokens.chart.label, weight: Weight::Regular })?;
    let svg = Canvas::paint((width, height), setter.family, |canvas| {
        let sizes = &tokens.chart.placeholder;
        // The stroke stands wholly inside the picture.
        let edge = sizes.stroke / 2.0;
        let corners = [(edge, edge), (width - edge, edge), (width - edge, height - edge), (edge, height - edge)];
        canvas.rectangle([corners[0], corners[2]], tokens.color.tint)?;
        for side in 0..corners.len() {
            let ends = [corners[side], corners[(side + 1) % corners.len()]];
            canvas.dashed(&ends, sizes.stroke, (sizes.dash, sizes.dash_gap), tokens.color.axis)?;
        }
        canvas.text(&line, (width / 2.0, height / 2.0), Align::Center, tokens.color.muted)
    })?;
    Ok(Chart { form: Form::Placeholder, svg, width, height, alt: alt::placeholder(question, notice) })
}
