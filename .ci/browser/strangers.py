"""Case: pages of other origins, and names that lead here, get nothing."""

import contextlib
import http.server
import threading

from playwright.sync_api import Error

from desk import same

# Everything that a page of another origin can try.
ATTACK = """async address => {
    const got = [];
    const tried = (name, attempt) => attempt.then(seen => seen && got.push(name), () => {});
    const within = (start, done) => new Promise(resolve => {
        setTimeout(resolve, 1500, false);
        start(resolve);
    });
    const element = (name, attributes) => within(resolve => {
        const made = Object.assign(document.createElement(name), attributes);
        made.onload = () => resolve(true);
        made.onerror = () => resolve(false);
        document.body.append(made);
    });
    const read = path => fetch(address + path).then(reply => reply.text()).then(text => text.length > 0);
    const module = import(`${address}words.js`).then(() => true);
    await Promise.all([
        tried("fetch of the page", read("")), tried("fetch of words", read("text/5")),
        tried("fetch of the PDF", read("report.pdf")),
        tried("picture", element("img", { src: `${address}picture` })),
        tried("script", element("script", { src: `${address}main.js` })),
        tried("module", module),
        tried("style", element("link", { rel: "stylesheet", href: `${address}page.css` })),
        tried("events", within(resolve => {
            const source = new EventSource(`${address}events`);
            source.onopen = () => resolve(true);
            source.onmessage = () => resolve(true);
            source.onerror = () => { source.close(); resolve(false); };
        })),
        element("iframe", { src: address }),
    ]);
    return got;
}"""
ALL = {
    "fetch of the page",
    "fetch of words",
    "fetch of the PDF",
    "picture",
    "script",
    "module",
    "style",
    "events",
    "frame",
}


class Stranger(http.server.BaseHTTPRequestHandler):
    """Another origin's server, which gives anything to anybody."""

    TYPES = {".js": "text/javascript", ".css": "text/css", "events": "text/event-stream", "picture": "image/svg+xml"}
    BODIES = {
        "events": "data: 1\n\n",
        ".js": "",
        ".css": "",
        "picture": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    }

    def do_GET(self):
        kind = next((kind for kind in self.TYPES if self.path.endswith(kind)), None)
        self.send_response(200)
        self.send_header("Content-Type", self.TYPES.get(kind, "text/html"))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(self.BODIES.get(kind, "<main id='desk'>words</main>").encode())

    def log_message(self, *_):
        pass


def strangers(desk):
    servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stranger) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    own, open_one = (f"127.0.0.1:{server.server_port}" for server in servers)
    try:
        page_id = desk.settled()["pages"]["pages"][4]["id"]
        hosts = [own, own.replace("127.0.0.1", "evil.example")]
        attacked = [(host, desk.server.address, f"pages/{page_id}.svg", set()) for host in hosts]
        # The attack itself works: all is got from a server that lets everybody in.
        attacked.append((own, f"http://{open_one}/", "picture", ALL))
        for host, address, picture, expected in attacked:
            tab = desk.tab()
            tab.goto(f"http://{host}/")
            got = set(tab.evaluate(ATTACK.replace("picture`", f"{picture}`"), address))
            frames = [frame for frame in tab.page.frames if frame != tab.main_frame]
            if any(frame.evaluate("document.querySelector('#desk') !== null") for frame in frames):
                got.add("frame")
            same(sorted(got), sorted(expected), f"what {host} gets of {address}")
        # A foreign name that leads to this machine, and a link on a foreign page.
        tab = desk.tab()
        foreign = desk.server.address.replace("127.0.0.1", "evil.example")
        for path in ("", "events", "report.pdf", "text/5", "main.js"):
            with tab.expect_response(f"{foreign}{path}") as reply, contextlib.suppress(Error):
                tab.goto(f"{foreign}{path}")  # an error, for there is nothing to show
            same((reply.value.status, reply.value.headers["content-length"]), (403, "0"), f"{foreign}{path}")
        same(tab.request.get(desk.server.address).status, 200, "those of this machine")
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
