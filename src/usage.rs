//! A command line that cannot be understood, in the editor's language: clap finds it, the catalogue words it.

use std::error::Error;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::batch::shard::NoShard;
use crate::diagnostics::Diagnostic;
use crate::messages::{Lang, Message};

/// What clap says, as a message with its remedy.
pub fn diagnostic(error: &clap::Error) -> Diagnostic {
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let list = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.clone(),
        other => other.and(said(kind)).into_iter().collect(),
    };
    let argument = said(ContextKind::InvalidArg).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            Message::new("usage-unknown-command").with("name", said(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::UnknownArgument => Message::new("usage-unknown-argument").with("name", argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match said(ContextKind::InvalidValue) {
            Some(value) if !value.is_empty() => {
                Message::new("usage-bad-value").with("name", argument).with("value", value)
            }
            _ => Message::new("usage-no-value").with("name", argument),
        },
        // clap lists all that are missing.
        ErrorKind::MissingRequiredArgument => {
            Message::new("usage-missing").with("name", list(ContextKind::InvalidArg).join("、"))
        }
        ErrorKind::ArgumentConflict => Message::new("usage-repeated").with("name", argument),
        _ => {
            let words = error.to_string();
            let first = words.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Message::new("usage-other").with("words", first)
        }
    };
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    // clap puts the nearest last.
    let near = meant.into_iter().find_map(|kind| list(kind).pop());
    let known = list(ContextKind::ValidValue);
    let is_no_shard = error.source().is_some_and(|cause| cause.is::<NoShard>());
    let hint = match near {
        _ if is_no_shard => Message::new("shard-form"),
        Some(near) => Message::new("hint-near").with("near", near),
        None if !known.is_empty() => Message::new("hint-allowed").with("allowed", known),
        None => Message::new("usage-help"),
    };
    Diagnostic::error(message).hint(hint)
}

/// The language that a command line asks for, as far as it can be read.
pub fn lang(arguments: impl Iterator<Item = OsString>) -> Lang {
    let arguments: Vec<OsString> = arguments.collect();
    let split = arguments.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    match split || arguments.iter().any(|argument| argument == "--lang=en") {
        true => Lang::En,
        false => Lang::default(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn a_slip_on_the_command_line_is_said_with_its_remedy() {
        for (line, message, hint) in [
            ("chek", "没有名为 chek 的命令", "是否应为 “check”？"),
            ("build --formt x", "没有名为 --formt 的选项", "是否应为 “--format”？"),
            ("check --format xml", "--format <FORMAT> 不能是 “xml”", "可用的取值：human、json、sarif、github"),
            ("build -o", "--output <FILE> 后面缺少内容", "运行 kanyin --help 查看用法"),
            ("import x.csv", "缺少 --into <DATA>", "运行 kanyin --help 查看用法"),
            ("import", "缺少 --into <DATA>、<FILE>", "运行 kanyin --help 查看用法"),
            ("new 2031", "缺少 --from <DATA>", "运行 kanyin --help 查看用法"),
            ("export a.json", "缺少 --output <FILE>", "运行 kanyin --help 查看用法"),
            ("compare a.json", "缺少 <NEW>", "运行 kanyin --help 查看用法"),
            ("batch a.csv -o b --shard 5/4", "--shard <K/N> 不能是 “5/4”", "要写作 K/N，如 2/4：共 4 份中的第 2 份"),
            ("schema x", "没有名为 x 的选项", "运行 kanyin --help 查看用法"),
        ] {
            let error = Cli::try_parse_from(["kanyin"].into_iter().chain(line.split(' '))).unwrap_err();
            let diagnostic = diagnostic(&error);
            assert_eq!(diagnostic.message.text(Lang::Zh), message, "{line}");
            assert_eq!(diagnostic.hints[0].text(Lang::Zh), hint, "{line}");
        }
    }

    #[test]
    fn the_language_is_read_from_a_line_that_cannot_be() {
        let lang_of = |line: &str| lang(line.split(' ').map(OsString::from));
        assert_eq!(lang_of("kanyin chek --lang en"), Lang::En);
        assert_eq!(lang_of("kanyin --lang=en chek"), Lang::En);
        assert_eq!(lang_of("kanyin chek"), Lang::Zh);
    }
}
