//! Where strangers' files are read: a thread with stack enough for their depth, whose panic is a value.

use std::panic;
use std::sync::Once;
use std::thread;

use super::Unreadable;

const NAME: &str = "kanyin-reading";

/// Runs work that may recurse as deep as a file is nested, on a library's code that may panic.
///
/// # Errors
/// The work's own; a file that needs more stack than there is; a panic.
pub(super) fn guarded<T: Send>(
    stack: usize,
    work: impl FnOnce() -> Result<T, Unreadable> + Send,
) -> Result<T, Unreadable> {
    hush();
    thread::scope(|scope| {
        let thread = thread::Builder::new().name(NAME.to_owned()).stack_size(stack);
        let running = thread.spawn_scoped(scope, work).map_err(|_| Unreadable::TooDeep)?;
        running.join().unwrap_or(Err(Unreadable::Broken))
    })
}

/// A panic in such a thread is told as an error; on stderr it would be told twice, and as if it were a bug of ours.
fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(NAME) {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_value() {
        assert_eq!(guarded(1 << 20, || Ok(1)), Ok(1));
        assert_eq!(guarded::<()>(1 << 20, || panic!("hostile")), Err(Unreadable::Broken));
    }
}
