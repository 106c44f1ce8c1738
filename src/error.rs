//! Why a command could not do its work.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::Diagnostic;

/// A command's failure: what it was doing, what stopped it, what to do.
#[derive(Debug)]
pub enum Error {
    /// The input is wrong; every fault that was found, each with its place.
    Input(Vec<Diagnostic>),
    /// A file or folder could not be read or written.
    Io { doing: &'static str, path: PathBuf, cause: io::Error },
    /// The command was asked for something it does not do.
    Usage { message: String, hint: String },
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn io(doing: &'static str, path: &Path, cause: io::Error) -> Self {
        Error::Io { doing, path: path.to_owned(), cause }
    }

    /// The failure as messages for the one printer.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        match self {
            Error::Input(diagnostics) => diagnostics,
            Error::Io { doing, path, cause } => {
                let (cause, hint) = explain(&cause);
                vec![Diagnostic::error(format!("无法{doing} {}：{cause}", path.display())).hint(hint)]
            }
            Error::Usage { message, hint } => vec![Diagnostic::error(message).hint(hint)],
        }
    }
}

/// An I/O error's cause and remedy in the editor's language.
fn explain(error: &io::Error) -> (String, &'static str) {
    match error.kind() {
        io::ErrorKind::NotFound => ("不存在".into(), "核对路径与文件名"),
        io::ErrorKind::PermissionDenied => ("没有权限".into(), "检查文件与文件夹的权限"),
        io::ErrorKind::AlreadyExists => ("已经存在".into(), "换一个位置，或先移走原有的文件"),
        io::ErrorKind::InvalidInput => ("这不是普通文件".into(), "换一个文件名"),
        io::ErrorKind::IsADirectory => ("这是一个文件夹".into(), "请指定文件"),
        io::ErrorKind::NotADirectory => ("这不是文件夹".into(), "请指定文件夹"),
        io::ErrorKind::StorageFull => ("磁盘已满".into(), "腾出空间后再试，原有的文件没有改动"),
        io::ErrorKind::ReadOnlyFilesystem => ("磁盘只读".into(), "换一个可写的位置"),
        io::ErrorKind::InvalidData => ("不是 UTF-8 文本".into(), "用编辑器另存为 UTF-8 编码"),
        _ => (error.to_string(), "排除上述原因后再试"),
    }
}
