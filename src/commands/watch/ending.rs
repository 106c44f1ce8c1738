//! Ctrl+C, or another wish that the process end: at once, but not in the midst of writing a file.

use std::io;
use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Exit codes of processes that a signal ended, as shells tell them: 128 and the signal's number.
const INTERRUPTED: i32 = 130;
#[cfg(unix)]
const TERMINATED: i32 = 143;

/// Ends the process when it is asked to; whoever holds the lock that is returned is let finish. Where the system tells of
/// no signals, the process ends as others do.
pub fn on_signal() -> Arc<Mutex<()>> {
    let writing = Arc::new(Mutex::new(()));
    wait(writing.clone()).ok();
    writing
}

fn wait(writing: Arc<Mutex<()>>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Set up here, so that none comes too early.
    let signals = runtime.block_on(async { Signals::new() })?;
    thread::Builder::new().name("ending".into()).spawn(move || {
        let code = runtime.block_on(signals.next());
        let _written = writing.lock().unwrap_or_else(PoisonError::into_inner);
        process::exit(code);
    })?;
    Ok(())
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// The exit code that the first signal asks for.
    async fn next(mut self) -> i32 {
        tokio::select! {
            _ = self.interrupt.recv() => INTERRUPTED,
            _ = self.terminate.recv() => TERMINATED,
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Signals> {
        Ok(Signals)
    }

    async fn next(self) -> i32 {
        tokio::signal::ctrl_c().await.ok();
        INTERRUPTED
    }
}
