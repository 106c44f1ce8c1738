//! A running `kanyin watch` and the windows that show it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::Project;

/// Long enough for a busy machine; only a failing test waits for so long.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A running `kanyin watch`, ended with the test.
pub struct Live {
    pub child: Child,
    pub port: u16,
}

impl Live {
    pub fn start(project: &Project, arguments: &[&str]) -> Live {
        Live::start_with(project, arguments, Stdio::null())
    }

    pub fn start_with(project: &Project, arguments: &[&str], stderr: Stdio) -> Live {
        let mut command = project.command(&[&["watch"], arguments].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        Live { port: port.unwrap_or_else(|| panic!("{line:?}")).parse().unwrap(), child }
    }

    pub fn window(&self) -> Window {
        Window::open(self.port)
    }

    pub fn get(&self, path: &str) -> Reply {
        ask(self.port, &format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port))
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

pub fn ask(port: u16, request: &str) -> Reply {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).unwrap();
    let end = reply.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(reply[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head, body: reply[end + 4..].to_vec() }
}

/// A browser's window: what it is told, in order, and the last of each topic.
pub struct Window {
    told: Receiver<(String, Value)>,
    last: RefCell<BTreeMap<String, Value>>,
}

impl Window {
    pub fn open(port: u16) -> Window {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        write!(stream, "GET /events HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n").unwrap();
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut topic = String::new();
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if let Some(name) = line.strip_prefix("event: ") {
                    name.clone_into(&mut topic);
                } else if let Some(json) = line.strip_prefix("data: ") {
                    // A test that ended listens no more.
                    sender.send((topic.clone(), serde_json::from_str(json).unwrap())).ok();
                }
            }
        });
        Window { told: receiver, last: RefCell::default() }
    }

    /// The last news on a topic, or the next that are as they should be.
    #[track_caller]
    pub fn wait(&self, topic: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(news) = self.last.borrow().get(topic).filter(|news| wanted(news)) {
                return news.clone();
            }
            let wait = end.saturating_duration_since(Instant::now());
            let Ok((told, news)) = self.told.recv_timeout(wait) else { panic!("no such {topic}") };
            self.last.borrow_mut().insert(told, news);
        }
    }

    /// Everything that is told within this time.
    pub fn hear(&self, time: Duration) -> Vec<(String, Value)> {
        let end = Instant::now() + time;
        let next = || self.told.recv_timeout(end.saturating_duration_since(Instant::now())).ok();
        std::iter::from_fn(next).collect()
    }
}
