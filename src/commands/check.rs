//! `kanyin check`: data, prose and claims judged; a false sentence is an exit code.

use std::process::ExitCode;

use super::edition::{Audited, Opened};
use crate::audit::ClaimCount;
use crate::audit::rules::{self, Rule};
use crate::cli::{CheckArgs, Deny};
use crate::diagnostics::sarif::RuleText;
use crate::diagnostics::{Diagnostic, Form, Severity, github, json, sarif};
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::typeset::Pages;
use crate::typeset::claims::MentionKind;

pub fn run(args: CheckArgs, lang: Lang) -> Result<ExitCode> {
    let mut opened = match Opened::open(args.data.as_deref(), &args.against, &args.font_path) {
        Ok(opened) => opened,
        // What is wrong with the data is a result of checking them.
        Err(Error::Input(faults)) => {
            print(&faults, args.format, lang, &Summary::of(&faults, None))?;
            return Ok(ExitCode::from(super::FAILURE));
        }
        Err(error) => return Err(error),
    };
    let (pages, audited) = opened.lay_out_and_audit()?;
    let (pages, faults) = match pages {
        Ok(pages) => (Some(pages), Vec::new()),
        Err(faults) => (None, faults),
    };
    if let (true, Some(pages)) = (args.views, &pages) {
        return list_views(pages, lang);
    }
    let laid_out = pages.is_some();
    let diagnostics = in_order(faults, pages, &audited);
    let summary = Summary::of(&diagnostics, laid_out.then_some(audited.claims));
    print(&diagnostics, args.format, lang, &summary)?;
    Ok(match (laid_out, summary.errors, summary.warnings) {
        (false, ..) => ExitCode::from(super::FAILURE),
        (true, 0, 0) => ExitCode::SUCCESS,
        (true, 0, _) if args.deny != Some(Deny::Warnings) => ExitCode::SUCCESS,
        _ => ExitCode::from(super::FINDINGS),
    })
}

/// Everything there is to say, in the form that was asked for.
fn print(diagnostics: &[Diagnostic], form: Form, lang: Lang, summary: &Summary) -> Result<()> {
    let pretty = |document: &serde_json::Value| format!("{document:#}\n");
    output::print(&match form {
        Form::Human => format!("{}{}\n", output::for_stdout(diagnostics, lang), summary.message().text(lang)),
        Form::Json => pretty(&json::document(diagnostics, lang, &summary.to_json())),
        Form::Sarif => pretty(&sarif::log(diagnostics, lang, &rule_texts())),
        Form::Github => github::lines(diagnostics, lang),
    })
}

/// The registry as SARIF describes it.
fn rule_texts() -> Vec<RuleText> {
    let text = |rule: &&Rule| RuleText {
        code: rule.code(),
        level: rule.level,
        summary: rule.summary,
        explanation: rule.explanation,
    };
    rules::ALL.iter().map(text).collect()
}

/// Faults of layout first, findings after them, what was waived last.
fn in_order(faults: Vec<Diagnostic>, pages: Option<Pages>, audited: &Audited) -> Vec<Diagnostic> {
    let mut diagnostics = faults;
    diagnostics.extend(pages.into_iter().flat_map(|pages| pages.warnings));
    diagnostics.extend(audited.findings.iter().map(|finding| finding.diagnostic.clone()));
    diagnostics.sort_by_key(|diagnostic| diagnostic.waived.is_some());
    diagnostics
}

/// The counts that end a check.
struct Summary {
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
    /// None where the report cannot be laid out: its claims are on no page and were not judged.
    claims: Option<ClaimCount>,
}

impl Summary {
    fn of(diagnostics: &[Diagnostic], claims: Option<ClaimCount>) -> Self {
        let standing = |severity: Severity| {
            let at_level = |diagnostic: &&Diagnostic| diagnostic.waived.is_none() && diagnostic.severity == severity;
            diagnostics.iter().filter(at_level).count()
        };
        Summary {
            errors: standing(Severity::Error),
            warnings: standing(Severity::Warning),
            notes: standing(Severity::Note),
            waived: diagnostics.iter().filter(|diagnostic| diagnostic.waived.is_some()).count(),
            claims,
        }
    }

    fn message(&self) -> Message {
        Message::new("check-summary")
            .with("errors", self.errors)
            .with("warnings", self.warnings)
            .with("notes", self.notes)
            .with("waived", self.waived)
            .with("claims", self.claims.as_ref().map_or(Message::new("claims-unjudged"), super::claims_message))
    }

    fn to_json(&self) -> serde_json::Value {
        let claims = self.claims.map(|claims| {
            serde_json::json!({
                "checked": claims.checked,
                "true": claims.borne_out,
                "false": claims.false_,
                "doubtful": claims.doubtful,
                "unread": claims.unread,
                "waived": claims.waived,
            })
        });
        serde_json::json!({
            "errors": self.errors,
            "warnings": self.warnings,
            "notes": self.notes,
            "waived": self.waived,
            "claims": claims,
        })
    }
}

/// Every opinion in the report, for the experts who answer for it.
fn list_views(pages: &Pages, lang: Lang) -> Result<ExitCode> {
    let views: Vec<_> = pages.mentions.iter().filter(|mention| mention.kind == MentionKind::View).collect();
    for view in &views {
        let place = view.place.as_ref().map_or(String::new(), |place| {
            let (line, column) = place.line_column();
            format!("{}:{line}:{column}", place.file.name)
        });
        output::print(&format!("{place}  {}\n", view.words.trim()))?;
    }
    output::print(&format!("{}\n", Message::new("views-listed").with("count", views.len()).text(lang)))?;
    Ok(ExitCode::SUCCESS)
}
