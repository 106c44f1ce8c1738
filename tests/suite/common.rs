//! What tests share: the project, its typesetter, tables as they are saved, and texts without white space.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use kanyin::diagnostics::Diagnostic;
use kanyin::messages::Lang;
use kanyin::pdf::{self, Standard};
use kanyin::survey::Dataset;
use kanyin::typeset::{Pages, Typesetter};
use rust_xlsxwriter::Workbook;
use typst::layout::Frame;

use crate::pdf::Pdf;

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures").join(name)
}

pub fn data_2018() -> String {
    std::fs::read_to_string(root().join("data/2018.json")).unwrap()
}

pub fn parse(json: String) -> Dataset {
    Dataset::parse("data/2018.json", json).unwrap_or_else(|error| panic!("{error:?}"))
}

pub fn typesetter(root: &Path) -> Typesetter {
    Typesetter::open(root, Path::new(""), &[]).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The 2018 report of these data, laid out.
pub fn lay_out(typesetter: &mut Typesetter, dataset: &Dataset) -> Pages {
    typesetter.load(dataset, &[]).unwrap_or_else(|error| panic!("{error:?}"));
    typesetter.compile().unwrap_or_else(|error| panic!("{error:?}"))
}

pub fn export(typesetter: &Typesetter, pages: &Pages) -> Vec<u8> {
    pdf::export(typesetter, &pages.document, "test", Standard::A3a, None).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The shipped report as PDF bytes.
pub fn report_2018() -> Vec<u8> {
    let mut typesetter = typesetter(&root());
    let pages = lay_out(&mut typesetter, &parse(data_2018()));
    export(&typesetter, &pages)
}

/// What users get of each kind, as PDF bytes: the report with what it carries, its proof, every kind of chart over
/// four years, and a brief with a table.
pub fn shipped_pdfs() -> &'static [(&'static str, Vec<u8>); 4] {
    static SHIPPED: OnceLock<[(&str, Vec<u8>); 4]> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let project = Project::new();
        let years = [2031, 2030, 2029, 2028].map(|year| format!("stress/data/{year}.json"));
        copy_tree(&fixture("stress"), &project.path("stress"));
        copy_tree(&project.path("templates/kit"), &project.path("stress/templates/kit"));
        fs::copy(project.path("templates/report.typ"), project.path("stress/templates/report.typ")).unwrap();
        let [newest, last, before, first] = years.each_ref().map(String::as_str);
        let made = |name, arguments: &[&str]| {
            let outcome = project.run(&[arguments, &["-o", name]].concat());
            assert!(outcome.code < 2, "{}", outcome.stderr);
            (name, fs::read(project.path(name)).unwrap())
        };
        [
            made("report.pdf", &["build"]),
            made("proof.pdf", &["build", "--proof"]),
            made("charts.pdf", &["build", newest, "--against", last, "--against", before, "--against", first]),
            made("brief.pdf", &["compare", last, newest]),
        ]
    })
}

/// A PDF with every such text replaced by one of the same length, so that no offset moves.
pub fn broken(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let (from, to) = (from.as_bytes(), to.as_bytes());
    assert_eq!(from.len(), to.len());
    let (mut bytes, mut found) = (bytes.to_vec(), 0);
    for start in 0..bytes.len() - from.len() {
        if bytes[start..].starts_with(from) {
            bytes[start..start + from.len()].copy_from_slice(to);
            found += 1;
        }
    }
    assert!(found > 0, "{}", String::from_utf8_lossy(from));
    bytes
}

pub fn read_2018() -> Pdf {
    Pdf::read(&report_2018())
}

/// Text without any white space: the published text and a PDF's differ in nothing else.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Diagnostics as the user reads them.
pub fn printed(diagnostics: &[Diagnostic]) -> String {
    printed_in(diagnostics, Lang::Zh)
}

pub fn printed_in(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let mut out = Vec::new();
    kanyin::diagnostics::human::write(&mut out, diagnostics, lang, false).unwrap();
    String::from_utf8(out).unwrap()
}

/// A diagnostic's message, without its place.
pub fn said(diagnostic: &Diagnostic) -> String {
    diagnostic.message.text(Lang::Zh)
}

/// Copies a folder with everything below it.
pub fn copy_tree(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy_tree(&path, &target),
            false => std::fs::copy(&path, &target).map(|_| ()).unwrap(),
        }
    }
}

/// All text of a page in layout order, running header and folio included.
pub fn page_text(frame: &Frame) -> String {
    kanyin::typeset::text::runs(frame).into_iter().map(|run| run.text.as_str()).collect()
}

/// A copy of the project in a folder of its own.
pub struct Project(tempfile::TempDir);

impl Project {
    pub fn new() -> Project {
        let project = Project::empty();
        copy_tree(&root().join("templates"), &project.path("templates"));
        copy_tree(&root().join("data"), &project.path("data"));
        project
    }

    pub fn empty() -> Project {
        Project(tempfile::Builder::new().prefix("刊印 项目").tempdir().unwrap())
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.0.path().join(relative)
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        self.command(arguments).output().map(Outcome::from).unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kanyin"));
        command.current_dir(self.0.path()).args(arguments);
        command
    }

    /// Replaces a text that must be there.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "{from} in {file}");
        fs::write(self.path(file), text.replacen(from, to, 1)).unwrap();
    }
}

/// What a run of the command came to.
pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    /// Whether it ended with this exit code; what it said, if not.
    #[track_caller]
    pub fn expect(&self, code: i32) {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
    }
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Outcome {
        Outcome {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// How survey sites and editors save a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Saved {
    Utf8,
    Marked,
    Gbk,
    Xlsx,
}

impl Saved {
    pub const ALL: [Saved; 4] = [Saved::Utf8, Saved::Marked, Saved::Gbk, Saved::Xlsx];

    pub fn ending(self) -> &'static str {
        if self == Saved::Xlsx { "xlsx" } else { "csv" }
    }

    /// A table of commas in a file of that kind.
    pub fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Saved::Utf8 => text.as_bytes().to_vec(),
            Saved::Marked => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            Saved::Gbk => {
                let (bytes, _, faulty) = encoding_rs::GBK.encode(text);
                assert!(!faulty);
                bytes.into_owned()
            }
            Saved::Xlsx => {
                let mut book = Workbook::new();
                let sheet = book.add_worksheet();
                for (row, line) in text.lines().enumerate() {
                    for (column, cell) in line.split(',').enumerate() {
                        match cell.parse::<f64>() {
                            Ok(number) => sheet.write_number(row as u32, column as u16, number).unwrap(),
                            Err(_) => sheet.write_string(row as u32, column as u16, cell).unwrap(),
                        };
                    }
                }
                book.save_to_buffer().unwrap()
            }
        }
    }
}
