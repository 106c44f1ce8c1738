"""A copy of a project with `kanyin watch` at work on it, what windows are told of it, and the browser that shows it."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

# Long enough for a busy machine; only what fails waits for so long.
PATIENCE = 20

DATA = "data/2018.json"
CHAPTER = "templates/2018/chapter-1.typ"
TOKENS = "templates/kit/tokens.json"

# Of the report of 2018: a question with its tally and its chart on pages 7 and 8, and a sentence on page 7.
QUESTION = "使用时间"
SENTENCE = "本次调查报告采用访谈和在线调查相结合的方式。"


class Project:
    """A copy of a project's sources, edited as editors do."""

    def __init__(self, source):
        # Not on a disk: what is measured and waited for is the program.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = tempfile.TemporaryDirectory(prefix="kanyin-", dir=memory)
        self.root = Path(self.folder.name)
        for part in ("data", "templates"):
            shutil.copytree(Path(source) / part, self.root / part)
        self.whole = {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}

    def read(self, name):
        return (self.root / name).read_text("utf-8")

    def write(self, name, text):
        """Emptied and written anew: the moment before, by the clock on the wall."""
        content = text.encode()
        moment = time.time()
        with open(self.root / name, "wb", buffering=0) as file:
            file.write(content)
        return moment

    def replace(self, name, text):
        """Written beside it and moved into its place."""
        beside = self.root / f"{name}~"
        beside.write_bytes(text.encode())
        os.replace(beside, self.root / name)

    def halve(self, name, text, pause=0.06):
        """Half of it, and a while later all of it."""
        content = text.encode()
        (self.root / name).write_bytes(content[: len(content) // 2])
        time.sleep(pause)
        (self.root / name).write_bytes(content)

    def edit(self, name, old, new):
        text = self.read(name)
        assert old in text, f"{name} has no {old}"
        return self.write(name, text.replace(old, new, 1))

    def restore(self):
        for path, content in self.whole.items():
            if not path.is_file() or path.read_bytes() != content:
                path.write_bytes(content)

    def close(self):
        self.folder.cleanup()


class Server:
    """`kanyin watch` on a project; ended with `stop`, and nothing else is."""

    def __init__(self, program, project):
        self.program = str(Path(program).resolve())
        self.project = project
        self.start()

    def start(self):
        self.log = tempfile.TemporaryFile()
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            [self.program, "watch", "--lang", "zh"],
            cwd=self.project.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.log,
        )
        self.address = self.process.stdout.readline().decode().strip()
        if not self.address.startswith("http://127.0.0.1:"):
            raise SystemExit(f"kanyin watch said {self.address!r}, and: {self.said()}")
        self.port = int(self.address.rstrip("/").rsplit(":", 1)[1])

    def said(self):
        self.log.seek(0)
        return self.log.read().decode()

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class Window:
    """What windows are told: the newest news of each topic, as they come."""

    def __init__(self, port):
        self.news = {}
        self.count = 0
        self.told = threading.Condition()
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(f"GET /events HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        topic = None
        try:
            for line in self.socket.makefile("rb"):
                if line.startswith(b"event: "):
                    topic = line[7:].strip().decode()
                elif line.startswith(b"data: "):
                    news = json.loads(line[6:])
                    with self.told:
                        self.news[topic] = news
                        self.count += 1
                        self.told.notify_all()
        except OSError:
            pass  # closed

    def wait(self, shown, what, patience=PATIENCE):
        """Until the newest news, by topic, are as they should be."""
        with self.told:
            if not self.told.wait_for(lambda: shown(self.news), patience):
                raise AssertionError(f"never told: {what}")
            return self.news

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def complete(news):
    """All topics are there and speak of the same, unbroken build."""
    if not {"hello", "pages", "findings", "trouble"} <= news.keys():
        return False
    return news["pages"]["build"] == news["findings"]["build"] and not news["trouble"]["diagnostics"]


def figure(news, question):
    """The values printed in the table of a question."""
    found = next(each for each in news["findings"]["figures"] if each["question"] == question)
    return [row[1] for row in found["rows"]]


def browser(playwright):
    """Debian's Chromium, for which another name leads to this machine as well."""
    return playwright.chromium.launch(
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox", "--host-resolver-rules=MAP evil.example 127.0.0.1"],
    )
