//! The latest news, for every window that asks: only the newest of each kind is kept, so that no window falls behind
//! and none holds anything up.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::sheets::Sheet;

/// Builds whose pages can still be asked for: a window may be busy with the one before.
const KEPT: usize = 3;

/// How many looks at pages are remembered: there may be a window beside the one that is worked with.
const LOOKS: usize = 2;

/// What there is news of, in the order in which a new window hears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Who speaks.
    Hello,
    /// The pages themselves.
    Pages,
    /// What is found on them.
    Findings,
    /// Why there are no newer pages.
    Trouble,
}

impl Topic {
    pub const ALL: [Topic; 4] = [Topic::Hello, Topic::Pages, Topic::Findings, Topic::Trouble];

    /// How windows call it.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Hello => "hello",
            Topic::Pages => "pages",
            Topic::Findings => "findings",
            Topic::Trouble => "trouble",
        }
    }
}

/// One piece of news: a JSON object on one line.
#[derive(Debug, Clone)]
pub struct Item {
    pub topic: Topic,
    /// Counts all news.
    pub number: u64,
    pub json: Arc<str>,
}

/// The latest news and the pages they speak of.
#[derive(Default)]
pub struct Board {
    state: Mutex<State>,
    /// The number of the latest item.
    latest: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    items: [Option<Item>; Topic::ALL.len()],
    /// The newest build's first.
    sheets: VecDeque<Vec<Arc<Sheet>>>,
    seen: VecDeque<Vec<usize>>,
}

impl Board {
    /// Puts up news in place of older ones on the same topic; what is no news is not told again.
    pub fn publish(&self, topic: Topic, json: String) {
        self.latest.send_if_modified(|latest| {
            let known = &mut self.state().items[topic as usize];
            let is_news = known.as_ref().is_none_or(|known| *known.json != json);
            if is_news {
                *latest += 1;
                *known = Some(Item { topic, number: *latest, json: json.into() });
            }
            is_news
        });
    }

    /// Puts up news of these pages.
    pub fn publish_pages(&self, json: String, sheets: Vec<Arc<Sheet>>) {
        self.state().sheets.push_front(sheets);
        self.publish(Topic::Pages, json);
        let mut state = self.state();
        let kept = state.sheets.len().min(KEPT);
        let old = state.sheets.split_off(kept);
        // Whole documents, which take their time to go: nobody waits for it.
        drop(state);
        drop(old);
    }

    /// What is newer than the item of this number.
    pub fn since(&self, number: u64) -> Vec<Item> {
        let state = self.state();
        state.items.iter().flatten().filter(|item| item.number > number).cloned().collect()
    }

    /// Tells of each newer item.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.latest.subscribe()
    }

    /// A page of the latest builds, by its id.
    pub fn sheet(&self, id: &str) -> Option<Arc<Sheet>> {
        self.state().sheets.iter().flatten().find(|sheet| sheet.id() == id).cloned()
    }

    /// Notes the pages that a window looks at.
    pub fn look_at(&self, pages: Vec<usize>) {
        let seen = &mut self.state().seen;
        seen.push_front(pages);
        seen.truncate(LOOKS);
    }

    /// The pages that were lately looked at; those looked at last come first.
    pub fn seen(&self) -> Vec<usize> {
        self.state().seen.iter().flatten().copied().collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A poisoned lock still holds whole news.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_window_hears_the_newest_of_each() {
        let board = Board::default();
        board.publish(Topic::Trouble, "1".into());
        board.publish(Topic::Pages, "2".into());
        board.publish(Topic::Pages, "3".into());
        board.publish(Topic::Pages, "3".into());
        let told = |since| board.since(since).into_iter().map(|item| item.json.to_string()).collect::<Vec<_>>();
        assert_eq!(told(0), ["3", "1"], "in the order of topics");
        assert_eq!(told(1), ["3"]);
        assert_eq!(told(3), [""; 0]);
    }
}
