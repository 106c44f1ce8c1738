//! `kanyin explain`: one rule with its reasons and an example, or the list of all.

use std::fmt::Write;
use std::process::ExitCode;

use crate::audit::rules::{self, Example, Rule};
use crate::cli::ExplainArgs;
use crate::diagnostics::Severity;
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;

pub fn run(args: ExplainArgs, lang: Lang) -> Result<ExitCode> {
    let text = match &args.rule {
        None => rules::ALL.iter().map(|rule| line(rule, lang)).collect(),
        Some(name) => match rules::find(name) {
            Some(rule) => page(rule, lang),
            None => return Err(unknown(name)),
        },
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn line(rule: &Rule, lang: Lang) -> String {
    let level = level(rule.level).text(lang);
    format!("{:22}{level}  {}：{}\n", rule.id, rule.name.in_lang(lang), rule.summary.in_lang(lang))
}

fn page(rule: &Rule, lang: Lang) -> String {
    let heading = |id: &'static str| Message::new(id).text(lang);
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{} · {} · {}\n", rule.name.in_lang(lang), rule.id, level(rule.level).text(lang));
    let _ = writeln!(page, "{}\n\n{}", rule.summary.in_lang(lang), rule.explanation.in_lang(lang));
    for (id, example) in [("explain-bad", rule.bad), ("explain-good", rule.good)] {
        let example = source(example);
        if !example.is_empty() {
            let _ = write!(page, "\n{}\n\n", heading(id));
            example.lines().for_each(|line| {
                let _ = writeln!(page, "    {line}");
            });
        }
    }
    page
}

fn source(example: Example) -> &'static str {
    match example {
        Example::Data(text) | Example::Prose(text) | Example::Waivers(text) => text,
    }
}

/// How bad findings of a level are, in a word.
pub fn level(severity: Severity) -> Message {
    Message::new(match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Note => "severity-note",
    })
}

fn unknown(name: &str) -> Error {
    Error::Usage {
        message: Message::new("explain-unknown").with("rule", name).text(Lang::Zh),
        hint: Message::new("explain-unknown.hint").text(Lang::Zh),
    }
}
