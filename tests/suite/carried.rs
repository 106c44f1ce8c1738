//! What a PDF carries: the ejected project in public form, and nothing that is not for readers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kanyin::reading::Pdf;
use kanyin::typeset::fonts;
use kanyin::typeset::own_files::{Folder, OwnFiles};
use kanyin::typeset::world::ReportWorld;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::common::{Project, lay_out, parse, root, typesetter};

/// What must travel nowhere: comments, notes, reasons, waivers, answers of people.
const SECRET: &str = "密4711";

/// The 2018 project with a secret in every place that is not for readers.
fn project_with_secrets() -> Project {
    let project = Project::new();
    let rewrite = |path: &str, change: &dyn Fn(String) -> String| {
        let path = project.path(path);
        let text = fs::read_to_string(&path).unwrap();
        let changed = change(text.clone());
        assert_ne!(changed, text);
        fs::write(path, changed).unwrap();
    };
    rewrite("templates/2018/afterword.typ", &|text| {
        format!("// {SECRET}\n{text}/* {SECRET} */ // {SECRET}\n#unjudged(\"{SECRET}\")[没有核校的话]。")
    });
    fs::write(project.path("templates/2018/附.TXT"), format!("// {SECRET}\n")).unwrap();
    rewrite("templates/2018/preface.typ", &|text| format!("{text}#include \"附.TXT\"\n"));
    rewrite("templates/kit/style.typ", &|text| format!("/// {SECRET}\n{text}"));
    rewrite("data/2018.json", &|text| {
        let text =
            text.replacen("\"percent\": \"35.53\"", &format!("\"percent\": \"35.53\", \"note\": \"{SECRET}\""), 1);
        text.replacen("\"note\": \"原报告有图题", &format!("\"note\": \"{SECRET}原报告有图题"), 1)
    });
    rewrite("data/2018.waivers.json", &|text| text.replacen("\"reason\": \"", &format!("\"reason\": \"{SECRET}"), 1));
    for path in [
        "data/答卷.csv",
        "templates/2018/answers.csv",
        "templates/2018/notes.typ",
        "templates/kit/old.typ",
        "notes.txt",
    ] {
        fs::write(project.path(path), SECRET).unwrap();
    }
    project
}

fn holds_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
}

#[test]
fn nothing_private_travels() {
    let project = project_with_secrets();
    project.run(&["build", "-o", "报告.pdf"]).expect(0);
    let bytes = fs::read(project.path("报告.pdf")).unwrap();
    assert!(!holds_secret(&bytes));
    let pdf = lopdf::Document::load_mem(&bytes).unwrap();
    for object in pdf.objects.values() {
        if let Ok(stream) = object.as_stream() {
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            assert!(!holds_secret(&content));
        }
        assert!(!holds_secret(format!("{object:?}").as_bytes()));
    }
    let attachments = Pdf::read(bytes).unwrap().attachments().unwrap();
    let names: Vec<&str> = attachments.iter().map(|file| file.name.as_str()).collect();
    assert!(names.contains(&"templates/2018/afterword.typ") && names.contains(&"data/2018.json"));
    for name in names {
        assert!(!name.contains("waivers") && !name.contains("answers") && !name.contains("notes"), "{name}");
    }
    // The search can find what is there: the owner's own project has it.
    project.run(&["eject", "自用"]).expect(0);
    assert!(holds_secret(&fs::read(project.path("自用/templates/2018/afterword.typ")).unwrap()));
    assert!(holds_secret(&fs::read(project.path("自用/data/2018.json")).unwrap()));
    assert!(!project.path("自用/data/2018.waivers.json").exists());
    project.run(&["verify", "报告.pdf"]).expect(0);
}

/// Files below a folder by path with `/`.
fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, files);
            } else {
                let name: Vec<_> = path.strip_prefix(root).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
                files.insert(name.join("/"), fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files);
    files
}

#[test]
fn what_is_carried_is_what_is_ejected() {
    let project = Project::new();
    project.run(&["build", "-o", "报告.pdf"]).expect(0);
    project.run(&["extract", "报告.pdf", "-o", "取出"]).expect(0);
    project.run(&["eject", "导出"]).expect(0);
    let (carried, ejected) = (files_below(&project.path("取出")), files_below(&project.path("导出")));
    let (fonts, own): (Vec<_>, Vec<_>) = ejected.keys().partition(|path| path.starts_with("fonts/"));
    assert!(own.into_iter().eq(carried.keys()));
    assert_eq!(fonts.len(), 6, "four faces and two licences");
    // An ejected project carries the same when it is built.
    project.run(&["build", "导出/data/2018.json", "-o", "再排.pdf"]).expect(0);
    assert!(fs::read(project.path("再排.pdf")).unwrap() == fs::read(project.path("报告.pdf")).unwrap());
    let again = project.run(&["eject", "导出"]);
    again.expect(2);
    assert!(again.stderr.contains("换一个空文件夹"), "{}", again.stderr);
}

/// As stock Typst does: the folder's entry, its own files, the fonts beside it, and nothing from Kanyin.
#[test]
fn an_ejected_project_needs_no_kanyin() {
    let project = Project::new();
    project.run(&["eject", "导出"]).expect(0);
    let folder = project.path("导出");
    let fonts = fonts::load(&[folder.join("fonts")]).unwrap();
    let mut world =
        ReportWorld::new(OwnFiles::Disk(Folder::new(&folder.canonicalize().unwrap())), Path::new(""), fonts.store);
    world.set_main("/report.typ");
    let stock = typst::compile::<PagedDocument>(&world).output.expect("it compiles");
    let mut typesetter = typesetter(&root());
    let own = lay_out(&mut typesetter, &parse(crate::common::data_2018()));
    assert_eq!(stock.pages().len(), own.document.pages().len());
    let options = RenderOptions { pixel_per_pt: 0.5.into(), render_bleed: false };
    for (stock, own) in stock.pages().iter().zip(own.document.pages()) {
        assert!(typst_render::render(stock, &options).data() == typst_render::render(own, &options).data());
    }
}

#[test]
fn sources_stay_within_their_share_of_the_file() {
    let project = Project::new();
    let size = |arguments: &[&str]| {
        project.run(arguments).expect(0);
        fs::metadata(project.path("报告.pdf")).unwrap().len()
    };
    let with = size(&["build", "-o", "报告.pdf"]);
    let without = size(&["build", "--no-source", "-o", "报告.pdf"]);
    assert!(with > without && with - without <= 120 * 1024, "{with} {without}");
    let older = size(&["build", "--standard", "a-2a", "-o", "报告.pdf"]);
    assert!(older.abs_diff(without) < 200, "{older}: a-2a cannot carry anything");
    assert!(Pdf::read(fs::read(project.path("报告.pdf")).unwrap()).unwrap().attachments().unwrap().is_empty());
}

/// A reason that is not written where it can be blanked does not travel in silence.
#[test]
fn a_reason_that_would_travel_is_refused_at_its_place() {
    let project = Project::new();
    let prose = project.path("templates/2018/afterword.typ");
    let own = fs::read_to_string(&prose).unwrap();
    fs::write(&prose, format!("{own}\n#(if true {{ unjudged }} else {{ view }})({SECRET:?})[没有核校的话]。\n"))
        .unwrap();
    let refused = project.run(&["build", "-o", "报告.pdf"]);
    refused.expect(2);
    assert!(
        refused.stderr.contains("理由会随源文件公开") && refused.stderr.contains("afterword.typ"),
        "{}",
        refused.stderr
    );
    assert!(!project.path("报告.pdf").exists());
    project.run(&["build", "--no-source", "-o", "报告.pdf"]).expect(0);
}
