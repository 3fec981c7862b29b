const { testEnvironment, runtime, transform } = require("./jest.config.js");

/**
 * For `npm run test:unit`: pure code alone, from its sources, so nothing is packed before. Properties are left out, since
 * loading fast-check takes longer than all of these tests; `npm test` has them.
 * @type {import("jest").Config}
 */
module.exports = {
  testEnvironment,
  runtime,
  transform,
  testMatch: [
    "<rootDir>/test/{core,protocol}/**/*.test.ts",
    "<rootDir>/test/sandbox/page/*.test.ts",
    "<rootDir>/test/{architecture,connection}.test.ts",
  ],
  // It measures, and that takes its time.
  testPathIgnorePatterns: ["/node_modules/", "/test/core/linear\\.test\\.ts$"],
  // Every core is busy; a loaded machine is no failure.
  maxWorkers: "100%",
  testTimeout: 30_000,
  moduleNameMapper: { "^fast-check$": "<rootDir>/test/core/withoutProperties.js" },
};
