"""Do live pages follow their sources in a real browser, and does nobody else see them?

    test.py KANYIN PROJECT [CASE…]    KANYIN: the program; PROJECT: a folder with data/ and templates/, which is copied

One line a case: PASS or FAIL, its name, and why. Then each check is made to fail: the page is hindered in what the
check is about, and the check must notice ("bites"). Exit 0: all pass; 1: one fails.
Needs Playwright for Python, Debian's Chromium and poppler-utils.
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor

from playwright.sync_api import Error, sync_playwright

import live
from bites import BITES
from desk import Desk
from follow import (
    broken_data,
    broken_prose,
    careful_saves,
    first_load,
    live_update,
    painted,
    place_kept,
    server_again,
    two_tabs,
)
from hands import (
    finding_to_place,
    hover,
    keyboard,
    number_to_source,
    phones,
    reload_keeps_place,
    small_phones,
    words_to_source,
)
from patched import patched
from printed import paper, printing
from strangers import strangers

CASES = [
    first_load,
    live_update,
    painted,
    patched,
    place_kept,
    broken_prose,
    broken_data,
    careful_saves,
    two_tabs,
    server_again,
    number_to_source,
    finding_to_place,
    words_to_source,
    hover,
    keyboard,
    reload_keeps_place,
    phones,
    small_phones,
    paper,
    printing,
    strangers,
]

# How long a hindered page is waited for, and how long once more where the machine was busy with something else.
BITE_PATIENCE = (1.5, 12)


def attempt(desk, case):
    """What is wrong; nothing where all is well."""
    try:
        case(desk)
    except (AssertionError, Error) as fault:
        return (str(fault).strip() or type(fault).__name__).splitlines()[0]
    finally:
        desk.clear()
    return None


def work(program, source, jobs, patience):
    """Does what is to be done on a desk of its own, with one patience after the other; the number of failures."""
    failures = 0
    with sync_playwright() as playwright, live.browser(playwright) as chromium:
        desk = Desk(program, source, chromium)
        try:
            for name, case, hindrance, sign in jobs:
                started = time.monotonic()
                desk.hindrance = hindrance
                for desk.patience in patience:
                    fault = attempt(desk, case)
                    if sign:
                        fault = None if fault and sign in fault else f"not noticed, but: {fault}"
                    if not fault:
                        break
                failures += fault is not None
                took = f"{time.monotonic() - started:.1f} s"
                print(f"FAIL  {name}  {fault}\n" if fault else f"PASS  {name}  {took}\n", end="", flush=True)
        finally:
            desk.close()
    return failures


def main():
    program, source, *wanted = sys.argv[1:]
    cases = [(case.__name__, case, None, None) for case in CASES]
    bites = [(f"{case.__name__} bites: {what}", case, hindrance, sign) for what, case, hindrance, sign in BITES]
    with ProcessPoolExecutor() as pool:
        done = [
            pool.submit(
                work, program, source, [job for job in jobs if not wanted or job[1].__name__ in wanted], patience
            )
            for jobs, patience in ((cases, (live.PATIENCE,)), (bites, BITE_PATIENCE))
        ]
        return sum(each.result() for each in done) > 0


if __name__ == "__main__":
    sys.exit(main())
