"""Whole processes against each other, round after round, so that a noisy machine is as noisy to all of them.

race.py ROUNDS     on stdin a line for each: NAME <tab> FOLDER <tab> COMMAND

The first one is what the others are measured by. Prints a Markdown table: medians, and the quartiles of each round's
ratio to the first. Every command must succeed. One round that is not counted comes first.
"""

import os
import shlex
import statistics
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Contestant:
    name: str
    folder: str
    command: list
    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    peak: list = field(default_factory=list)

    def run(self, counts):
        """Runs it once. Time in ms; the peak of the largest of its processes in MiB."""
        start = time.perf_counter()
        pid = os.fork()
        if pid == 0:
            os.chdir(self.folder)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nowhere, stream)
            os.execvp(self.command[0], self.command)
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - start
        if status:
            sys.exit(f"{self.name}: {shlex.join(self.command)} failed with status {os.waitstatus_to_exitcode(status)}")
        if counts:
            self.wall.append(wall * 1000)
            self.cpu.append((usage.ru_utime + usage.ru_stime) * 1000)
            self.peak.append(usage.ru_maxrss / 1024)


def quartiles(values):
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high


def digits(value):
    """Three figures of a time are all that a noisy machine tells."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"


def main():
    rounds = int(sys.argv[1])
    contestants = []
    for line in sys.stdin.read().splitlines():
        name, folder, command = line.split("\t")
        contestants.append(Contestant(name, folder, shlex.split(command)))
    for number in range(rounds + 1):
        # Nobody always runs after the same one.
        turn = number % len(contestants)
        for contestant in contestants[turn:] + contestants[:turn]:
            contestant.run(counts=number > 0)
    first = contestants[0]
    print("| | wall, ms | to the first | quartiles | CPU, ms | peak, MiB |")
    print("|---|---:|---:|---:|---:|---:|")
    for one in contestants:
        low, middle, high = quartiles([wall / base for wall, base in zip(one.wall, first.wall)])
        cells = [
            one.name,
            digits(statistics.median(one.wall)),
            f"{middle:.2f}",
            f"{low:.2f}–{high:.2f}",
            digits(statistics.median(one.cpu)),
            digits(statistics.median(one.peak)),
        ]
        print("| " + " | ".join(cells) + " |")


main()
