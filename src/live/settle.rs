//! When files that were stirred are at rest: a finished save is built at once, one that is going on is waited for.

use std::time::{Duration, Instant};

/// After a file was closed or moved into place. Editors and version control save several in one go.
const AFTER_SAVE: Duration = Duration::from_millis(4);

/// After a change of a file that may be written on; where systems tell no more, every save is such a change.
const WHILE_WRITING: Duration = Duration::from_millis(40);

/// Longest wait for files that never come to rest.
const AT_MOST: Duration = Duration::from_millis(400);

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It stands there whole: closed after writing, moved into place, or gone.
    Finished,
    /// Its content changed; there may be more to come.
    Begun,
}

/// Changes that wait to be built.
#[derive(Debug, Default)]
pub struct Settle {
    first: Option<Instant>,
    last: Option<(Instant, Change)>,
}

impl Settle {
    /// Notes a change.
    pub fn stir(&mut self, change: Change, now: Instant) {
        self.first.get_or_insert(now);
        self.last = Some((now, change));
    }

    /// When to build; none where nothing changed.
    pub fn due(&self) -> Option<Instant> {
        let (last, change) = self.last?;
        let wait = match change {
            Change::Finished => AFTER_SAVE,
            Change::Begun => WHILE_WRITING,
        };
        Some((last + wait).min(self.first? + AT_MOST))
    }

    /// Whether to build now; then nothing waits any more.
    pub fn take(&mut self, now: Instant) -> bool {
        let due = self.due().is_some_and(|due| due <= now);
        if due {
            *self = Settle::default();
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Change::{Begun, Finished};

    /// What is saved how: changes by milliseconds, and when they are built.
    type Save = (&'static str, &'static [(u64, Change)], u64);

    const SAVES: [Save; 5] = [
        ("one write, closed", &[(0, Begun), (1, Finished)], 5),
        ("emptied, then written half a moment later", &[(0, Begun), (20, Begun), (21, Finished)], 25),
        ("a system that tells of no closing", &[(0, Begun), (3, Begun)], 43),
        ("moved away, then put in place", &[(0, Finished), (2, Finished)], 6),
        ("a checkout of many files", &[(0, Finished), (3, Finished), (6, Finished), (9, Finished)], 13),
    ];

    #[test]
    fn saves_are_built_once_when_they_are_finished() {
        let start = Instant::now();
        let at = |milliseconds: u64| start + Duration::from_millis(milliseconds);
        for (what, changes, built) in SAVES {
            let mut settle = Settle::default();
            assert!(!settle.take(start), "nothing changed yet");
            for (when, change) in changes {
                assert!(!settle.take(at(*when)), "{what}: too early, at {when} ms");
                settle.stir(*change, at(*when));
            }
            assert_eq!(settle.due(), Some(at(built)), "{what}");
            assert!(!settle.take(at(built - 1)) && settle.take(at(built)), "{what}");
            assert_eq!((settle.due(), settle.take(at(built + 1))), (None, false), "{what}: once");
        }
    }
    #[test]
    fn what_never_comes_to_rest_is_built_all_the_same() {
        let start = Instant::now();
        let mut settle = Settle::default();
        let first = (0..).map(|step| start + WHILE_WRITING / 2 * step).find(|now| {
            settle.stir(Begun, *now);
            settle.take(*now)
        });
        assert_eq!(first, Some(start + AT_MOST));
    }
}
