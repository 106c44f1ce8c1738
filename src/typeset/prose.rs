//! An edition's own sources, for the audit: its entry and every file that it includes, in reading order.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use typst::World;
use typst::syntax::ast;
use typst::syntax::{FileId, LinkedNode, Source};

use super::world::{ReportWorld, file_id};
use crate::diagnostics::{Place, SourceFile};

/// An edition's own sources, in reading order; the kit is not among them.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    pub chapters: Vec<Chapter>,
    /// The names that the kit gives to the prose.
    pub kit: Vec<String>,
    /// Ids of the questions whose figures the prose shows, in order: the first is figure 1.
    pub figures: Vec<String>,
}

/// One file of prose.
#[derive(Debug, Clone)]
pub struct Chapter {
    pub file: Arc<SourceFile>,
    pub source: Source,
}

impl Chapter {
    /// The chapter of this text; `name` is how messages call it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let source = Source::detached(text.clone());
        Chapter { file: Arc::new(SourceFile { name: name.into(), text }), source }
    }

    /// A stretch of it, in bytes.
    pub fn place(&self, range: Range<usize>) -> Place {
        Place { file: self.file.clone(), range }
    }
}

fn collect_figures(node: &LinkedNode, ids: &mut Vec<String>) {
    if let Some(call) = node.cast::<ast::FuncCall>() {
        let is_chart = matches!(call.callee(), ast::Expr::Ident(name) if name.as_str() == "chart");
        if let (true, Some(ast::Arg::Pos(ast::Expr::Str(id)))) = (is_chart, call.args().items().next()) {
            ids.push(id.get().to_string());
        }
    }
    for child in node.children() {
        collect_figures(&child, ids);
    }
}

/// Reads the prose below `folder`, which is given from the project root. A file that cannot be read is left out:
/// compiling reports it.
pub fn read(world: &ReportWorld, folder: &str) -> Prose {
    let mut prose = Prose { kit: kit_names(world), ..Prose::default() };
    for source in sources(world, folder) {
        collect_figures(&LinkedNode::new(source.root()), &mut prose.figures);
        let shown = world.shown(source.id());
        prose.chapters.extend(shown.map(|file| Chapter { file, source }));
    }
    prose
}

/// The files of the prose below `folder`, in reading order, those that can be read.
pub fn sources(world: &dyn World, folder: &str) -> Vec<Source> {
    let (mut seen, mut sources) = (Vec::new(), Vec::new());
    follow(world, folder, file_id(&format!("/{folder}/main.typ")), &mut seen, &mut sources);
    sources
}

/// Every name that `kit/lib.typ` hands on.
fn kit_names(world: &ReportWorld) -> Vec<String> {
    let Ok(source) = world.source(file_id("/templates/kit/lib.typ")) else { return Vec::new() };
    let root = LinkedNode::new(source.root());
    let imports = root.children().filter_map(|node| match node.cast::<ast::ModuleImport>()?.imports()? {
        ast::Imports::Items(items) => Some(items.iter().map(|item| item.bound_name().to_string()).collect::<Vec<_>>()),
        ast::Imports::Wildcard => None,
    });
    imports.flatten().collect()
}

fn follow(world: &dyn World, folder: &str, id: FileId, seen: &mut Vec<FileId>, sources: &mut Vec<Source>) {
    let inside = Path::new(id.vpath().get_without_slash()).starts_with(folder);
    if !inside || seen.contains(&id) {
        return;
    }
    seen.push(id);
    let Ok(source) = world.source(id) else { return };
    sources.push(source.clone());
    // A path is relative to the file that names it.
    let Some(around) = id.vpath().parent() else { return };
    for path in included(&source) {
        if let Ok(path) = around.join(&path) {
            follow(world, folder, file_id(path.get_with_slash()), seen, sources);
        }
    }
}

/// Paths that a source includes or imports, in order.
fn included(source: &Source) -> Vec<String> {
    fn visit(node: &LinkedNode, paths: &mut Vec<String>) {
        let path = match (node.cast::<ast::ModuleInclude>(), node.cast::<ast::ModuleImport>()) {
            (Some(include), _) => Some(include.source()),
            (_, Some(import)) => Some(import.source()),
            _ => None,
        };
        if let Some(ast::Expr::Str(path)) = path {
            paths.push(path.get().to_string());
        }
        node.children().for_each(|child| visit(&child, paths));
    }
    let mut paths = Vec::new();
    visit(&LinkedNode::new(source.root()), &mut paths);
    paths
}
