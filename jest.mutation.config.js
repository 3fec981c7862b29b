const { testEnvironment, transform } = require("./jest.config.js");

/** @type {import("jest").Config} For `npm run mutation`: the pure code alone, which needs no bundles. */
module.exports = {
  testEnvironment,
  transform,
  // Jest looks for the tests of a file among all files here, for each mutant.
  roots: ["<rootDir>/src/core", "<rootDir>/test/core"],
  moduleNameMapper: { "^fast-check$": "<rootDir>/test/core/withoutProperties.js" },
};
