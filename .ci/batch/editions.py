"""A list of editions as CSV on stdout: each has its own title and its own numbers.

editions.py DATA COUNT [QUESTIONS]

DATA       a survey, named in the list as it is here
QUESTIONS  how many questions have other numbers in each edition; all of them unless it is said
"""

import csv
import json
import random
import sys


def shares(question, chance):
    """Percentages for each option, to two decimals; those of a single choice add up to 100."""
    count = len(question["options"])
    if question["kind"] == "single":
        cuts = sorted(chance.sample(range(1, 10000), count - 1))
        hundredths = [high - low for low, high in zip([0, *cuts], [*cuts, 10000])]
    else:
        hundredths = [chance.randint(100, 9900) for _ in range(count)]
    return [f"{value / 100:.2f}" for value in hundredths]


def main(data, count, asked=None):
    with open(data, encoding="utf-8") as file:
        survey = json.load(file)
    chance = random.Random(7)
    questions = [question for question in survey["questions"] if "percent" in (question.get("options") or [{}])[0]]
    questions = questions[:asked]
    paths = [f"{question['id']}.{option['id']}.percent" for question in questions for option in question["options"]]
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["output", "data", "report.title", *paths])
    for number in range(count):
        name = f"{number % 6}/edition-{number:02}.pdf"
        title = f"{survey['report']['title']} {number:02}"
        table.writerow([name, data, title, *(share for question in questions for share in shares(question, chance))])


main(sys.argv[1], *map(int, sys.argv[2:]))
