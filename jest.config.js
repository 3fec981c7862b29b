/** @type {import("jest").Config} In JavaScript, so that every start of jest does not begin with a compiler. */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  // Most tests wait for processes and sockets of their own, so there may be more workers than cores.
  maxWorkers: 5,
  testSequencer: "<rootDir>/test/support/longestFirst.js",
  globalSetup: "<rootDir>/test/support/buildOnce.ts",
};
