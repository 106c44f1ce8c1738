"""Judges a Kubernetes manifest, and takes its scripts out of it.

manifest.py schema FILE     by the schemas of every Kubernetes that has all it uses; exit code 1 if anything is wrong
manifest.py scripts FILE    its scripts by shellcheck, and that an indexed job tells them how many pods it has
manifest.py script FILE JOB the script of one job, on stdout
"""

import subprocess
import sys

import kubernetes_validate.utils
import yaml

OLDEST = (1, 29)  # the first to count failures for each index without being asked to


def load(file):
    with open(file, encoding="utf-8") as text:
        return [resource for resource in yaml.safe_load_all(text) if resource]


def containers(resource):
    return resource["spec"]["template"]["spec"]["containers"]


def jobs(resources):
    return [resource for resource in resources if resource["kind"] == "Job"]


def schema(resources):
    versions = {kubernetes_validate.utils.major_minor(version) for version in kubernetes_validate.utils.all_versions()}
    for version in sorted(versions, key=lambda version: tuple(map(int, version.split(".")))):
        if tuple(map(int, version.split("."))) < OLDEST:
            continue
        for resource in resources:
            try:
                kubernetes_validate.validate(resource, version, strict=True)
            except kubernetes_validate.ValidationError as error:
                where = ".".join(map(str, error.path))
                yield f"{version}: {resource['kind']} {resource['metadata']['name']}: {where}: {error.message}"


def shellcheck(name, script):
    run = subprocess.run(
        ["shellcheck", "--shell=sh", "--format=gcc", "-"], input=script, capture_output=True, text=True
    )
    if run.returncode > 1:
        sys.exit(f"shellcheck broke down: {run.stderr}")
    return [line.replace("-:", f"{name}: line ", 1) for line in run.stdout.splitlines()]


def scripts(resources):
    for job in jobs(resources):
        name = job["metadata"]["name"]
        for container in containers(job):
            if container["command"] != ["sh", "-euc"]:
                yield f"{name}: not a script"
            yield from shellcheck(name, "set -eu\n" + container["args"][0])
            env = {variable["name"]: variable["value"] for variable in container.get("env", [])}
            pods = str(job["spec"].get("completions", ""))
            if env.get("SHARDS", "") != pods:
                yield f"{name}: SHARDS is not {pods}, the number of pods"


def main(command, file, job=None):
    resources = load(file)
    if command == "script":
        [script] = [containers(each)[0]["args"][0] for each in jobs(resources) if each["metadata"]["name"] == job]
        print(script)
        return 0
    faults = list({"schema": schema, "scripts": scripts}[command](resources))
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main(*sys.argv[1:]))
