//! `kanyin figures`: single figures as pictures, and their numbers as a workbook.

use std::process::ExitCode;

use super::edition::Opened;
use crate::cli::{FiguresArgs, PictureFormat};
use crate::error::{Error, Result};
use crate::figures::{self, FigureTable, Picture, workbook};
use crate::messages::{Lang, Message};
use crate::names::nearest;
use crate::output;

/// The workbook beside the pictures.
const WORKBOOK: &str = "figures.xlsx";

pub fn run(args: FiguresArgs, lang: Lang) -> Result<ExitCode> {
    let mut opened = Opened::open(args.data.as_deref(), &args.against, &args.font_path)?;
    output::say(&opened.notes, lang)?;
    let tables = chosen(&opened, &args.ids)?;
    let Opened { dataset, previous, typesetter, .. } = &mut opened;
    let pictures = figures::draw(typesetter, dataset, previous, &tables, args.purpose)?;

    let mut files = vec![(WORKBOOK.to_owned(), workbook::write(&dataset.survey, &tables)?)];
    let wants = |format| args.format.is_none_or(|only| only == format);
    for picture in &pictures {
        let Picture { stem, .. } = picture;
        if wants(PictureFormat::Svg) {
            files.push((format!("{stem}.svg"), picture.svg().into_bytes()));
        }
        if wants(PictureFormat::Png) {
            files.push((format!("{stem}.png"), picture.png()?));
        }
    }
    output::write_folder(&args.output, &files, is_ours)?;
    let said = Message::new("figures-done")
        .with("target", args.output.display().to_string())
        .with("figures", pictures.len())
        .with("bytes", files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>());
    output::print(&format!("{}\n", said.text(lang)))?;
    Ok(ExitCode::SUCCESS)
}

/// The figures that were named, each once, else all of the prose; they have the numbers of the prose in any case.
fn chosen(opened: &Opened, ids: &[String]) -> Result<Vec<FigureTable>> {
    let survey = &opened.dataset.survey;
    let order = opened.typesetter.prose().figures;
    if ids.is_empty() {
        let tables = figures::tables(survey, &order, &opened.previous);
        if tables.is_empty() {
            let id = survey.questions.first().map_or("", |question| &question.id);
            let message = Message::new("figures-none");
            return Err(Error::Usage { hint: message.hint().with("id", id), message });
        }
        return Ok(tables);
    }
    let mut tables: Vec<FigureTable> = Vec::new();
    for id in ids {
        let number = order.iter().position(|shown| shown == id).map(|index| index + 1);
        let table = figures::table(survey, id, number, &opened.previous).ok_or_else(|| unknown(opened, id))?;
        if tables.iter().all(|known| known.question != table.question) {
            tables.push(table);
        }
    }
    Ok(tables)
}

fn unknown(opened: &Opened, id: &str) -> Error {
    let ids: Vec<&String> = opened.dataset.survey.questions.iter().map(|question| &question.id).collect();
    let message = Message::new("figures-unknown").with("id", id);
    let near = nearest(id, &ids).map(|near| Message::new("hint-near").with("near", near));
    Error::Usage { hint: near.unwrap_or_else(|| message.hint()), message }
}

/// Whether a file is one that this command makes.
fn is_ours(name: &str) -> bool {
    let stem = name.strip_suffix(".svg").or(name.strip_suffix(".png"));
    let number = stem.and_then(|stem| stem.strip_prefix("figure-").or(stem.strip_prefix("question-")));
    let is_number = |digits: &str| digits.len() >= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    name == WORKBOOK || number.is_some_and(is_number)
}
