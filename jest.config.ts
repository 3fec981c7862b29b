import type { Config } from "jest";

const config: Config = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  // Most tests wait for processes and sockets of their own, so there may be more workers than cores.
  maxWorkers: 4,
  globalSetup: "<rootDir>/test/support/buildOnce.ts",
};

export default config;
