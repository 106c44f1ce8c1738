"""Does a long session lose an update or grow without end?

    soak.py KANYIN PROJECT [EDITS]    KANYIN: the program; PROJECT: a folder with data/ and templates/, which is copied

One session of EDITS edits (2000): numbers, sentences, tokens, broken sources that are repaired, saves by moving a file
into place, saves in two pieces, and bursts. After each, what windows are told must come to show it; in a burst, its
last. Every twentieth part a line: memory, open files, folders that are followed, and how long news took.
Exit 0: nothing lost and nothing grew; 1: something did. Needs nothing but Linux.
"""

import itertools
import re
import sys
import time
from pathlib import Path

from live import CHAPTER, DATA, QUESTION, SENTENCE, TOKENS, Project, Server, Window, complete, figure

# What the most memory of the last quarter may be of that of the first, its start aside: caches are full soon. It goes up
# and down by a tenth (96 to 106 MB); 15 kB kept of every edit are more than a fifth in fifteen hundred.
GROWTH = 1.15

NUMBER = re.compile(r'(?<="不足 1 年", "percent": ")[\d.]+')
COLOUR = re.compile(r'(?<="lead": ")#\w+')


class Session:
    """One after the other, edits and the news that must follow; no value comes twice."""

    def __init__(self, program, source):
        self.project = Project(source)
        self.server = Server(program, self.project)
        self.window = Window(self.server.port)
        self.window.wait(complete, "the first pages")
        self.fresh = itertools.count(1)
        self.sentence = SENTENCE
        self.slowest = 0.0

    def put(self, pattern, name, value, save=None):
        text, count = re.subn(pattern, value, self.project.read(name), count=1)
        assert count == 1, f"{name} has nothing like {pattern.pattern}"
        (save or self.project.write)(name, text)

    def wait(self, shown, what):
        """Until it is told; then the build must come to be judged, with no trouble left."""
        began = time.monotonic()
        self.window.wait(lambda news: complete(news) and shown(news), what)
        self.slowest = max(self.slowest, time.monotonic() - began)

    def number(self, save=None):
        # Two digits before the point and three after it never round to a number that was there before.
        value = f"{20 + next(self.fresh) % 7000 / 100:.2f}"
        self.put(NUMBER, DATA, value, save)
        self.wait(lambda news: figure(news, QUESTION)[0] == f"{value}%", f"the number {value}")

    def words(self, save=None):
        told = self.say(save)
        self.wait(self.heading(told), told)

    def say(self, save=None):
        told = f"第 {next(self.fresh)} 稿"
        self.put(re.compile(r"(?m)^== 调查方法.*$|^== 第 \d+ 稿$"), CHAPTER, f"== {told}", save)
        return told

    @staticmethod
    def heading(told):
        return lambda news: any(told in entry["title"] for entry in news["pages"]["outline"])

    def token(self):
        """Pages are other ones than before, by their names."""
        before = self.window.news["pages"]["pages"][0]["id"]
        value = f"#{next(self.fresh):06X}"
        self.put(COLOUR, TOKENS, value)
        self.wait(lambda news: news["pages"]["pages"][0]["id"] != before, f"the colour {value}")

    def broken(self):
        """Told as trouble; repaired with another text."""
        name, broken = [(CHAPTER, "\n#nothing\n"), (DATA, "}")][next(self.fresh) % 2]
        whole = self.project.read(name)
        self.project.write(name, whole + broken)
        self.window.wait(lambda news: news["trouble"]["diagnostics"], f"trouble in {name}")
        self.project.write(name, whole)
        self.wait(lambda news: True, f"{name} is whole again")
        self.words()

    def burst(self):
        """Five without waiting: the last is shown in the end."""
        for pause in (0, 0.002, 0.01, 0.03, 0):
            told = self.say([None, self.project.replace][next(self.fresh) % 2])
            time.sleep(pause)
        self.wait(self.heading(told), f"{told}, the last of five")

    def turns(self):
        """All kinds of edits, over and over; how many each counts for."""
        halve = lambda name, text: self.project.halve(name, text, 0.01)
        turns = [
            (1, self.number),
            (1, self.words),
            (1, lambda: self.number(self.project.replace)),
            (1, lambda: self.words(self.project.replace)),
            (1, self.token),
            (1, self.number),
            (1, lambda: self.words(halve)),
            (5, self.burst),
            (1, self.number),
            (1, self.words),
        ]
        for round_number in itertools.count():
            yield from turns
            if round_number % 5 == 0:
                yield 3, self.broken

    def state(self):
        """Memory in kB, open files, and folders that the system tells changes of."""
        process = Path("/proc", str(self.server.process.pid))
        memory = int(re.search(r"VmRSS:\s+(\d+)", (process / "status").read_text())[1])
        files = list((process / "fd").iterdir())
        watches = sum(
            each.read_text().count("inotify wd:") for each in (process / "fdinfo").iterdir() if each.is_file()
        )
        return memory, len(files), watches


def grown(states):
    """What grew from the first quarter of a session to its last; nothing where all is well."""
    quarter = len(states) // 4
    (early, *held), (late, *rest) = (
        [max(of) for of in zip(*part, strict=True)] for part in (states[1 : 1 + quarter], states[-quarter:])
    )
    if late > GROWTH * early:
        return f"memory grew from {early / 1024:.0f} to {late / 1024:.0f} MB"
    if any(new > old for new, old in zip(rest, held, strict=True)):
        return f"open files and followed folders were {held}, and are {rest}"
    return None


def bites(session):
    """What grows is noticed, and so is what is not told."""
    at_rest = [(100_000 + 4000 * (step % 3), 11, 5) for step in range(21)]
    assert not grown(at_rest)
    assert "memory" in grown([(memory + 1500 * step, *rest) for step, (memory, *rest) in enumerate(at_rest)])
    assert "files" in grown(
        [(memory, files + step // 10, folders) for step, (memory, files, folders) in enumerate(at_rest)]
    )
    assert "files" in grown([(*rest, folders + step // 10) for step, (*rest, folders) in enumerate(at_rest)])
    try:
        session.window.wait(session.heading("第 0 稿"), "what nobody wrote", 0.5)
    except AssertionError:
        return
    raise SystemExit("FAIL  soak  does not notice what is not told")


def main():
    program, source, *number = sys.argv[1:]
    edits = int(number[0]) if number else 2000
    session = Session(program, source)
    bites(session)
    states, done, began = [], 0, time.monotonic()
    print("edits   memory  files  folders  slowest news   elapsed")
    try:
        for count, edit in session.turns():
            if done >= len(states) * edits / 20:
                states.append(session.state())
                memory, files, watches = states[-1]
                print(
                    f"{done:5}  {memory / 1024:4.0f} MB  {files:5}  {watches:7}  {1000 * session.slowest:9.0f} ms"
                    f"  {time.monotonic() - began:6.0f} s",
                    flush=True,
                )
                session.slowest = 0.0
            if done >= edits:
                break
            edit()
            done += count
    except AssertionError as lost:
        print(f"FAIL  soak  after {done} edits: {lost}; the program said: {session.server.said()[-2000:]}")
        return 1
    finally:
        session.server.stop()
        session.project.close()
    fault = grown(states)
    print(f"FAIL  soak  {fault}" if fault else f"PASS  soak  {done} edits, none lost, and nothing grew")
    return fault is not None


if __name__ == "__main__":
    sys.exit(main())
