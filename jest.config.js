/** @type {import("jest").Config} In JavaScript, so that every start of jest does not begin with a compiler. */
module.exports = {
  testEnvironment: "<rootDir>/harness/jest/environment.js",
  runtime: "<rootDir>/harness/jest/Runtime.js",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  // Two cores are busy with two; the third uses the time in which tests wait for processes and sockets.
  maxWorkers: 3,
  // Starting a browser or three pairs of platforms beside other workers takes long; a hung test still ends.
  testTimeout: 90_000,
  // Every suite is timed in the log.
  slowTestThreshold: 0,
  reporters: ["default", "<rootDir>/harness/jest/SlowestSuites.js"],
  testSequencer: "<rootDir>/harness/longestFirst.js",
  globalSetup: "<rootDir>/harness/buildOnce.ts",
  globalTeardown: "<rootDir>/harness/removeOnce.ts",
};
