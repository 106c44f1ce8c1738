//! Results: files appear whole or not at all, and stdout carries results only.

use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, human};
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};

/// Writes a file beside its place, syncs it and moves it there, so that no reader ever sees half of it and a failure
/// leaves an older file as it was. Missing folders are made; an older file's rights stay, and a link stays one.
///
/// # Errors
/// Whatever the file system says, with the path; a file that may not be written.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let fail = |cause: io::Error| Error::io("io-write", path, cause);
    let target = place_for(path)?;
    let path = target.as_path();
    let there = fs::metadata(path).ok();
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kanyin-").suffix(".tmp");
    // An ordinary new file, with the rights the user's umask leaves, not a private temporary one.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder_of(path)).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    if let Some(there) = there {
        file.as_file().set_permissions(there.permissions()).map_err(fail)?;
    }
    file.as_file().sync_all().map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Where a finished file may be moved to so that it stands at `path`: there, or where a link from there leads. Missing
/// folders are made.
///
/// # Errors
/// Whatever the file system says, with the path; what stands there and is no file that may be written.
pub fn place_for(path: &Path) -> Result<PathBuf> {
    let fail = |cause: io::Error| Error::io("io-write", path, cause);
    let target = match path.is_symlink() {
        true => fs::canonicalize(path).map_err(fail)?,
        false => path.to_owned(),
    };
    let there = fs::metadata(&target).ok();
    if there.as_ref().is_some_and(|there| there.is_file() && there.permissions().readonly()) {
        return Err(fail(io::ErrorKind::PermissionDenied.into()));
    }
    fs::create_dir_all(folder_of(&target)).map_err(fail)?;
    if target.is_dir() || target.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Err(fail(io::ErrorKind::IsADirectory.into()));
    }
    // Moving a file over a device or a pipe would destroy it.
    if there.is_some_and(|there| !there.is_file()) {
        return Err(fail(io::ErrorKind::InvalidInput.into()));
    }
    Ok(target)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Refuses to write a result over one of the files it was made from.
///
/// # Errors
/// A target that is one of the `inputs`, by whatever path.
pub fn refuse_over(target: &Path, inputs: &[&Path]) -> Result<()> {
    let Ok(real) = fs::canonicalize(target) else { return Ok(()) };
    if !inputs.iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == real)) {
        return Ok(());
    }
    let message = Message::new("output-is-input").with("target", target.display().to_string());
    Err(Error::Usage { hint: message.hint(), message })
}

/// Writes a folder of files: made beside its place and moved there whole, in place of an older one.
///
/// # Errors
/// Whatever the file system says; or a folder that holds anything `ours` does not know, which is left alone.
pub fn write_folder(path: &Path, files: &[(String, Vec<u8>)], ours: impl Fn(&str) -> bool) -> Result<()> {
    let fail = |cause: io::Error| Error::io("io-write-folder", path, cause);
    if path.exists() {
        for entry in fs::read_dir(path).map_err(fail)? {
            let name = entry.map_err(fail)?.file_name();
            if !name.to_str().is_some_and(&ours) {
                let message = Message::new("folder-not-ours")
                    .with("folder", path.display().to_string())
                    .with("name", name.display().to_string());
                return Err(Error::Usage { message: message.clone(), hint: message.hint() });
            }
        }
    }
    // `a/b/..` names no new folder beside anything.
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(fail)?;
    let staged = tempfile::Builder::new().prefix(".kanyin-").tempdir_in(parent).map_err(fail)?;
    let (new, old) = (staged.path().join("new"), staged.path().join("old"));
    fs::create_dir(&new).map_err(fail)?;
    for (name, bytes) in files {
        write_file(&new.join(name), bytes)?;
    }
    if path.exists() {
        fs::rename(path, &old).map_err(fail)?;
    }
    fs::rename(&new, path).map_err(|cause| {
        // Put back what was there; if even that fails, the first cause is what the user must know.
        fs::rename(&old, path).ok();
        fail(cause)
    })
}

/// Writes a folder of files that is not there yet, or is empty: whole or not at all.
///
/// # Errors
/// Whatever the file system says; or a folder that holds anything.
pub fn write_new_folder(path: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
    write_folder(path, files, |_| false)
}

/// Writes messages to stderr, in colour when a person reads it there.
///
/// # Errors
/// When stderr cannot be written.
pub fn say(diagnostics: &[Diagnostic], lang: Lang) -> Result<()> {
    let coloured = io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none();
    human::write(&mut io::stderr().lock(), diagnostics, lang, coloured)
        .map_err(|cause| Error::io("io-print", Path::new("stderr"), cause))
}

/// Writes a line of progress to stderr.
///
/// # Errors
/// When stderr cannot be written.
pub fn progress(line: &str) -> Result<()> {
    writeln!(io::stderr().lock(), "{line}").map_err(|cause| Error::io("io-print", Path::new("stderr"), cause))
}

/// Diagnostics as text for a person who reads stdout.
pub fn for_stdout(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let coloured = io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none();
    let mut text = Vec::new();
    // Writing to memory cannot fail, and what is written is text.
    human::write(&mut text, diagnostics, lang, coloured).ok();
    String::from_utf8_lossy(&text).into_owned()
}

/// Prints a result.
///
/// # Errors
/// When stdout cannot be written, save that a closed pipe is the reader's choice.
pub fn print(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::io("io-print", Path::new("stdout"), cause))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_replaced_whole_or_left_alone() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("页");
        let page = |name: &str| (name.to_owned(), name.as_bytes().to_vec());
        let ours = |name: &str| name.starts_with("page-");
        let names = || {
            let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        write_folder(&folder, &[page("page-1"), page("page-2")], ours).unwrap();
        write_folder(&folder, &[page("page-1")], ours).unwrap();
        assert_eq!(names(), ["page-1"], "no stale page stays");
        fs::write(folder.join("笔记.txt"), "mine").unwrap();
        assert!(write_folder(&folder, &[page("page-3")], ours).is_err());
        assert_eq!(names(), ["page-1", "笔记.txt"], "a stranger's file is safe");
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1, "nothing else is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn rights_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("数据.json"), folder.path().join("链接.json"));
        write_file(&path, b"1").unwrap();
        symlink(&path, &link).unwrap();
        let mode = |mode: u32| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        mode(0o600);
        write_file(&link, b"2").unwrap();
        assert!(link.is_symlink() && fs::read(&path).unwrap() == b"2");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        mode(0o400);
        assert!(write_file(&path, b"3").is_err() && fs::read(&path).unwrap() == b"2", "read-only is meant");
        fs::remove_file(&path).unwrap();
        assert!(write_file(&link, b"4").is_err(), "a link into nothing");
    }

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
