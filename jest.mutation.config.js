const { transform } = require("./jest.config.js");

/** @type {import("jest").Config} For `npm run mutation`: the pure code alone, which needs no bundles. */
module.exports = {
  // Stryker puts its own around it.
  testEnvironment: "node",
  transform,
  // Jest looks for the tests of a file among all files here, for each mutant.
  roots: ["<rootDir>/src/core", "<rootDir>/test/core"],
  moduleNameMapper: { "^fast-check$": "<rootDir>/test/core/withoutProperties.js" },
};
