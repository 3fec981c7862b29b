/** Says at the end which suites took longest: what a change costs everybody is seen at once. */
const { relative } = require("node:path");

const LISTED = 10;

module.exports = class SlowestSuites {
  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, { testResults }) {
    const slowest = [...testResults].sort((left, right) => seconds(right) - seconds(left)).slice(0, LISTED);
    if (slowest.length > 1) {
      const lines = slowest.map(
        (one) => `${seconds(one).toFixed(1).padStart(7)} s  ${relative(this.rootDir, one.testFilePath)}`,
      );
      process.stderr.write(`\nThe slowest of ${testResults.length} suites:\n${lines.join("\n")}\n`);
    }
  }
};

function seconds({ perfStats }) {
  return perfStats.runtime / 1_000;
}
