/**
 * What the tests run of the sources. Nodes are run from the sources here, and not from the package as in `npm test`; transformers
 * are only ever run as bundles, which cannot be counted.
 * @type {import("jest").Config}
 */
process.env.NODES_FROM_SOURCES = "1";
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["<rootDir>/test/{core,engage,nodes}/**/*.test.ts", "<rootDir>/test/connection.test.ts"],
  collectCoverage: true,
  collectCoverageFrom: ["src/**/*.ts", "!src/transformers/**", "!src/**/*.d.ts"],
  coverageReporters: ["text", "text-summary"],
};
