//! The server of live pages: for windows of this machine's browsers that came to this very address, and nobody else.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::ListenerExt;
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::oneshot;

use super::board::{Board, Item};
use super::news::{self, Patch};
use super::page::{self, Asset};

/// How soon a window that lost its server asks again.
const RETRY: Duration = Duration::from_millis(500);

/// As many pages can a window look at.
const MOST_SEEN: usize = 8;

/// Something that only the builder can tell.
pub struct Question {
    pub wanted: Wanted,
    /// Takes the answer; none where there is no such page.
    pub reply: oneshot::Sender<Option<Answer>>,
}

/// What a window asks the builder for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The words of a page, by its number from 1, as JSON.
    Words(usize),
    /// The report as PDF.
    Pdf,
}

/// What the builder tells.
pub enum Answer {
    /// As JSON.
    Words(String),
    /// The report, and what it is called where it is saved.
    Pdf { name: String, bytes: Vec<u8> },
    /// Why there is none, in words.
    NoPdf(String),
}

/// What hands questions to the builder.
pub type Ask = Arc<dyn Fn(Question) + Send + Sync>;

#[derive(Clone)]
struct Desk {
    board: Arc<Board>,
    ask: Ask,
    port: u16,
}

/// A port of this machine's own address: the one that is asked for, or where it is only `preferred`, it or any.
///
/// # Errors
/// What the system says of it.
pub fn bind(port: Option<u16>, preferred: u16) -> io::Result<TcpListener> {
    let at = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    match port {
        Some(port) => at(port),
        None => at(preferred).or_else(|_| at(0)),
    }
}

/// Serves until the process ends, on a thread of its own.
///
/// # Errors
/// What the system says of the port.
pub fn serve(listener: TcpListener, board: Arc<Board>, ask: Ask) -> io::Result<()> {
    let port = listener.local_addr()?.port();
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let router = router(Desk { board, ask, port });
    thread::Builder::new().name("live pages".into()).spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            // News are small and must not wait for company.
            let listener = listener.tap_io(|connection| {
                connection.set_nodelay(true).ok();
            });
            axum::serve(listener, router).await
        })
    })?;
    Ok(())
}

fn router(desk: Desk) -> Router {
    Router::new()
        .route("/events", get(events))
        .route("/pages/{file}", get(sheet))
        .route("/patches/{base}/{id}", get(patch))
        .route("/seen/{from}/{till}", get(seen))
        .route("/text/{number}", get(words))
        .route("/report.pdf", get(pdf))
        .fallback(asset)
        .layer(middleware::from_fn_with_state(desk.clone(), guard))
        .with_state(desk)
}

/// What browsers may do with what they are given: show it here, load nothing from elsewhere, be in no other page.
const HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Answers only what a page of ours asks; others learn nothing, not even why.
async fn guard(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    if !is_ours(request.headers(), desk.port) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    let kept = response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if kept == "no-cache" {
        *kept = HeaderValue::from_static("no-store");
    }
    response
}

/// Whether a request came to this address by a name of this machine, and from no page of another origin. A foreign name
/// that leads here (DNS rebinding) is a foreign `Host`.
fn is_ours(headers: &HeaderMap, port: u16) -> bool {
    let only = |name: HeaderName| {
        let mut values = headers.get_all(name).iter();
        (values.next().map(|value| value.to_str().unwrap_or_default()), values.next().is_some())
    };
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let host = matches!(only(header::HOST), (Some(host), false) if hosts.iter().any(|ours| ours == host));
    let origin = match only(header::ORIGIN) {
        (None, _) => true,
        (Some(origin), several) => !several && hosts.iter().any(|ours| origin == format!("http://{ours}")),
    };
    let site = match only(HeaderName::from_static("sec-fetch-site")) {
        (None, _) => true,
        (Some(site), several) => !several && ["same-origin", "none"].contains(&site),
    };
    host && origin && site
}

async fn events(State(desk): State<Desk>) -> impl IntoResponse {
    let news = news(desk.board).map(|item| {
        let event = Event::default().event(item.topic.name()).retry(RETRY).data(&*item.json);
        Ok::<_, Infallible>(event)
    });
    Sse::new(news).keep_alive(KeepAlive::default())
}

/// All news from now on, the present ones first.
fn news(board: Arc<Board>) -> impl Stream<Item = Item> {
    let latest = board.subscribe();
    let batches = stream::unfold((board, latest, 0), |(board, mut latest, seen)| async move {
        loop {
            // Marked as seen before it is read: what comes later is told again.
            latest.borrow_and_update();
            let items = board.since(seen);
            if let Some(newest) = items.iter().map(|item| item.number).max() {
                return Some((stream::iter(items), (board, latest, newest)));
            }
            latest.changed().await.ok()?;
        }
    });
    batches.flatten()
}

/// A part of an address; what is none is asked for in vain.
type Asked<T> = Result<Path<T>, PathRejection>;

// A page's name is what it looks like: it never changes.
const KEPT: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable"));

async fn sheet(State(desk): State<Desk>, file: Asked<String>) -> Response {
    let id = file.as_ref().ok().and_then(|Path(file)| file.strip_suffix(".svg"));
    match id.and_then(|id| desk.board.sheet(id)) {
        Some(sheet) => ([KEPT], typed("image/svg+xml", sheet.svg())).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// How one page becomes another; nothing where it is not known or not worth it, and the window takes the page whole.
async fn patch(State(desk): State<Desk>, names: Asked<(String, String)>) -> Response {
    let Ok(Path((base, id))) = names else { return StatusCode::NOT_FOUND.into_response() };
    let (base, sheet) = (desk.board.sheet(&base), desk.board.sheet(&id));
    let patch = base.as_ref().zip(sheet.as_ref()).and_then(|(base, sheet)| Patch::of(sheet, base));
    match patch {
        Some(patch) => ([KEPT], typed("application/json", news::to_json(&patch).into())).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}

/// A window says which pages it looks at: they are drawn first. Nothing else comes of it.
async fn seen(State(desk): State<Desk>, pages: Asked<(usize, usize)>) -> Response {
    let Ok(Path((from, till))) = pages else { return StatusCode::NOT_FOUND.into_response() };
    desk.board.look_at((from..=till).take(MOST_SEEN).collect());
    StatusCode::NO_CONTENT.into_response()
}

async fn words(State(desk): State<Desk>, number: Asked<usize>) -> Response {
    let Ok(Path(number)) = number else { return StatusCode::NOT_FOUND.into_response() };
    match answer(&desk, Wanted::Words(number)).await {
        Some(Answer::Words(words)) => typed("application/json", words.into()),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn pdf(State(desk): State<Desk>) -> Response {
    let (name, bytes) = match answer(&desk, Wanted::Pdf).await {
        Some(Answer::Pdf { name, bytes }) => (name, bytes),
        Some(Answer::NoPdf(why)) => {
            return (StatusCode::CONFLICT, typed("text/plain; charset=utf-8", why.into())).into_response();
        }
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let name = percent_encoded(&name);
    let mut response = typed("application/pdf", bytes.into());
    if let Ok(shown) = HeaderValue::try_from(format!("inline; filename*=UTF-8''{name}")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, shown);
    }
    response
}

async fn answer(desk: &Desk, wanted: Wanted) -> Option<Answer> {
    let (reply, answer) = oneshot::channel();
    (desk.ask)(Question { wanted, reply });
    answer.await.ok().flatten()
}

async fn asset(request: Request) -> Response {
    match page::asset(request.uri().path()) {
        Some(Asset { mime, bytes }) => typed(mime, Bytes::from_static(bytes)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn typed(mime: &'static str, bytes: Bytes) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(mime))], Body::from(bytes)).into_response()
}

/// A file's name as RFC 8187 writes it.
fn percent_encoded(name: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    name.bytes().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_no_guests() {
        const OURS: &str = "127.0.0.1:4000";
        let asked: [(bool, &[(&str, &str)]); 13] = [
            (true, &[("host", OURS)]),
            (
                true,
                &[("host", "localhost:4000"), ("origin", "http://localhost:4000"), ("sec-fetch-site", "same-origin")],
            ),
            (true, &[("host", OURS), ("sec-fetch-site", "none")]),
            (false, &[]),
            (false, &[("host", "127.0.0.1")]),
            (false, &[("host", "127.0.0.1:4001")]),
            (false, &[("host", "evil.example:4000")]),
            (false, &[("host", "evil.example:4000"), ("origin", "http://evil.example:4000")]),
            (false, &[("host", OURS), ("host", "evil.example")]),
            (false, &[("host", OURS), ("origin", "http://evil.example")]),
            (false, &[("host", OURS), ("origin", "null")]),
            (false, &[("host", OURS), ("origin", "http://127.0.0.1:4001")]),
            (false, &[("host", OURS), ("sec-fetch-site", "cross-site")]),
        ];
        for (ours, headers) in asked {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(HeaderName::try_from(*name).unwrap(), HeaderValue::try_from(*value).unwrap());
            }
            assert_eq!(is_ours(&map, 4000), ours, "{headers:?}");
        }
    }

    #[test]
    fn names_of_files_are_encoded() {
        assert_eq!(percent_encoded("报告 (1).pdf"), "%E6%8A%A5%E5%91%8A%20%281%29.pdf");
    }
}
