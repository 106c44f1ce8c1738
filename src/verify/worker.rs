//! A stranger's PDF is read by another process of this program, which has limits and can open nothing: what it is to
//! know comes through its standard input, what it finds goes out as JSON.

use std::env;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::{Answer, Task};
use crate::typeset::fonts;

/// How long a verdict may take.
const TIME: Duration = Duration::from_secs(60);

/// Address space of the worker, in bytes: some thirty times what a report needs. (Unix.)
#[cfg(unix)]
const MEMORY: u64 = 3 << 30;

/// Processor time of other commands that read strangers' files, in seconds. (Unix.)
#[cfg(unix)]
const COMMAND_SECONDS: u64 = 300;

/// Longest answer that is read, in bytes.
const LONGEST_ANSWER: u64 = 4 << 20;

/// Layout in the worker uses this many threads, whatever the machine has: each one costs address space.
const THREADS: &str = "2";

/// How often the worker is looked after.
const PAUSE: Duration = Duration::from_millis(4);

/// Why there is no verdict.
#[derive(Debug)]
pub enum Failure {
    /// The worker could not be started or spoken to.
    Io(io::Error),
    /// It took longer than it may.
    TooLong(Duration),
    /// It ended without an answer: out of memory, or a fault of ours.
    Died(ExitStatus),
    /// It answered something else than it was asked.
    Confused,
    /// What it was given before it began was wrong: fonts.
    Refused(String),
}

/// Has a worker do a task. Fonts are read from `font_folders` before the worker is locked in.
///
/// # Errors
/// Why it gave no answer.
pub fn ask(task: &Task, font_folders: &[PathBuf]) -> Result<Answer, Failure> {
    let mut command = Command::new(env::current_exe().map_err(Failure::Io)?);
    command.arg(super::WORKER_COMMAND);
    for folder in font_folders {
        command.arg("--font-path").arg(folder);
    }
    command.env("RAYON_NUM_THREADS", THREADS);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut worker = command.spawn().map_err(Failure::Io)?;
    let answer = converse(&mut worker, task);
    // Whatever happened, no worker stays behind.
    worker.kill().ok();
    worker.wait().ok();
    answer
}

fn converse(worker: &mut Child, task: &Task) -> Result<Answer, Failure> {
    let (Some(mut input), Some(output)) = (worker.stdin.take(), worker.stdout.take()) else {
        return Err(Failure::Io(io::ErrorKind::BrokenPipe.into()));
    };
    let bytes = task.to_bytes();
    // A worker that dies early closes its end; its status says more than the broken pipe.
    thread::spawn(move || input.write_all(&bytes).ok());
    let (sender, answer) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        let read = output.take(LONGEST_ANSWER).read_to_end(&mut text);
        sender.send(read.map(|_| text)).ok();
    });
    let begun = Instant::now();
    let status = loop {
        match worker.try_wait().map_err(Failure::Io)? {
            Some(status) => break status,
            None if begun.elapsed() > TIME => return Err(Failure::TooLong(TIME)),
            None => thread::sleep(PAUSE),
        }
    };
    let text = answer.recv().map_err(|_| Failure::Died(status))?.map_err(Failure::Io)?;
    match status.code() {
        Some(0) => serde_json::from_slice(&text).map_err(|_| Failure::Died(status)),
        Some(2) => Err(Failure::Refused(String::from_utf8_lossy(&text).into_owned())),
        _ => Err(Failure::Died(status)),
    }
}

/// The worker itself: reads fonts, gives up every right it does not need, and answers.
///
/// # Errors
/// Fonts that cannot be read, or no task.
pub fn serve(font_folders: &[PathBuf]) -> crate::error::Result<Answer> {
    let fonts = fonts::load(font_folders)?;
    let fail = |cause| crate::error::Error::io("io-read", std::path::Path::new("stdin"), cause);
    lock_in().map_err(fail)?;
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(fail)?;
    let task = Task::from_bytes(&bytes).ok_or_else(|| fail(io::ErrorKind::InvalidData.into()))?;
    drop(bytes);
    Ok(super::answer(&task, fonts))
}

/// From here on a command that reads strangers' files itself has no more memory and time than this: what is hostile ends
/// it, and not the machine. (Unix.)
pub fn confine() {
    #[cfg(unix)]
    {
        use rustix::process::Resource;
        // Where the system knows no such limit, there is none.
        at_most(Resource::As, MEMORY).ok();
        at_most(Resource::Cpu, COMMAND_SECONDS).ok();
    }
}

/// Sets a limit, unless a lower one is set already.
#[cfg(unix)]
fn at_most(resource: rustix::process::Resource, most: u64) -> io::Result<()> {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let most = Some(getrlimit(resource).maximum.map_or(most, |maximum| maximum.min(most)));
    Ok(setrlimit(resource, Rlimit { current: most, maximum: most })?)
}

/// From here on: no more memory than this, no file, no socket, no pipe, nothing written, no core.
#[cfg(unix)]
fn lock_in() -> io::Result<()> {
    use rustix::process::Resource;
    at_most(Resource::Core, 0)?;
    at_most(Resource::Fsize, 0)?;
    at_most(Resource::As, MEMORY)?;
    // Should the parent be gone, the worker still ends.
    at_most(Resource::Cpu, 2 * TIME.as_secs())?;
    // The three standard streams are open; nothing else can be, for want of a number.
    at_most(Resource::Nofile, 0)?;
    Ok(())
}

/// Elsewhere the layout itself has nothing to open files with, and the parent keeps the time.
#[cfg(not(unix))]
fn lock_in() -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// In a process of its own, since limits cannot be taken back.
    #[test]
    fn a_worker_that_is_locked_in_can_open_nothing() {
        if env::var_os("KANYIN_TEST_LOCKED_IN").is_some() {
            lock_in().unwrap();
            assert!(std::fs::File::open("/dev/null").is_err());
            assert!(std::net::UdpSocket::bind("127.0.0.1:0").is_err());
            assert!(std::process::Command::new("true").output().is_err());
            assert!(Vec::<u8>::new().try_reserve_exact(MEMORY as usize).is_err());
            return;
        }
        let own = env::current_exe().unwrap();
        let name = "verify::worker::tests::a_worker_that_is_locked_in_can_open_nothing";
        let done = Command::new(own).args(["--exact", name]).env("KANYIN_TEST_LOCKED_IN", "1").output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    }
}
