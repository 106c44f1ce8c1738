"""Judges what a recipe runs: shell scripts by shellcheck, inputs of the project's own actions by their declaration.

    scripts.py FILE      a GitHub workflow or action, or a GitLab pipeline; exit code 1 if anything is wrong
"""

import re
import subprocess
import sys
from pathlib import Path

from ruamel.yaml import YAML

EXPRESSION = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)


def load(file):
    return YAML(typ="safe").load(Path(file))


def shellcheck(name, script):
    """Findings in one script; an expression stands for a word. Runners stop at the first command that fails."""
    script = "set -eo pipefail; " + EXPRESSION.sub("expression", script)
    run = subprocess.run(
        ["shellcheck", "--shell=bash", "--format=gcc", "-"], input=script, capture_output=True, text=True
    )
    if run.returncode > 1:
        sys.exit(f"shellcheck broke down: {run.stderr}")
    return [line.replace("-:", f"{name}: line ", 1) for line in run.stdout.splitlines()]


def of_steps(where, steps):
    faults = []
    for number, step in enumerate(steps, 1):
        name = f"{where}, step {number}"
        if "run" in step:
            if EXPRESSION.search(step["run"]):
                # What an expression holds would become source of the script.
                faults.append(f"{name}: an expression within a script")
            faults += shellcheck(name, step["run"])
        uses = step.get("uses", "")
        if uses.startswith("./"):
            action = Path(uses, "action.yml")
            if not action.is_file():
                faults.append(f"{name}: no {action}")
                continue
            unknown = set(step.get("with", {})) - set(load(action).get("inputs", {}))
            faults += [f"{name}: {uses} has no input {key}" for key in sorted(unknown)]
        elif uses and not re.fullmatch(r"[\w.-]+/[\w./-]+@v\d+", uses):
            faults.append(f"{name}: {uses} is not pinned to a major version")
    return faults


def of_pipeline(pipeline):
    faults = []
    for job, content in pipeline.items():
        if isinstance(content, dict):
            for key in ("before_script", "script", "after_script"):
                if key in content:
                    faults += shellcheck(f"{job}, {key}", "\n".join(content[key]))
    return faults


def main(file):
    recipe = load(file)
    if "runs" in recipe:
        faults = of_steps("action", recipe["runs"]["steps"])
    elif "jobs" in recipe:
        faults = [fault for job, content in recipe["jobs"].items() for fault in of_steps(job, content["steps"])]
    else:
        faults = of_pipeline(recipe)
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main(sys.argv[1]))
