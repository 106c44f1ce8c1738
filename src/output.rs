//! Results: files appear whole or not at all, and stdout carries results only.

use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use crate::diagnostics::{self, Diagnostic};
use crate::error::{Error, Result};

/// Writes a file beside its place, syncs it and moves it there, so that no reader ever sees half of it and a failure
/// leaves an older file as it was. Missing folders are made.
///
/// # Errors
/// Whatever the file system says, with the path.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let fail = |cause: io::Error| Error::io("写入", path, cause);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fail)?;
    if path.is_dir() {
        return Err(fail(io::ErrorKind::IsADirectory.into()));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kanyin-").suffix(".tmp");
    // An ordinary new file, with the rights the user's umask leaves, not a private temporary one.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Writes messages to stderr, in colour when a person reads it there.
///
/// # Errors
/// When stderr cannot be written.
pub fn say(diagnostics: &[Diagnostic]) -> Result<()> {
    let coloured = io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none();
    diagnostics::print(&mut io::stderr().lock(), diagnostics, coloured)
        .map_err(|cause| Error::io("写到", Path::new("标准错误"), cause))
}

/// Prints a result.
///
/// # Errors
/// When stdout cannot be written, save that a closed pipe is the reader's choice.
pub fn print(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => Err(Error::io("写到", Path::new("标准输出"), cause)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("新/报告.pdf");
        write_file(&path, b"old").unwrap();
        write_file(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(write_file(path.parent().unwrap(), b"x").is_err(), "a folder is not overwritten");
        assert!(write_file(&path.join("below"), b"x").is_err(), "a file is no folder");
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no temporary file stays");
    }
}
