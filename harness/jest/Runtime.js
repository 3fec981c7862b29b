/**
 * Jest's loader of modules, with two changes for the sake of time: modules are compiled for Node's own globals
 * (see environment.js), and packages are loaded by Node, once for all suites of a worker. Our own modules are loaded anew for
 * each suite, as ever.
 */
const { compileFunction } = require("node:vm");
const { isBuiltin } = require("node:module");
const { default: JestRuntime } = require("jest-runtime");

const BARE = /^[@a-z]/i;

module.exports = class Runtime extends JestRuntime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    if (typeof executor?.compile !== "function" || !Array.isArray(executor.injectedModuleParameters)) {
      throw new Error("This version of jest compiles modules in another way: adapt harness/jest/Runtime.js.");
    }
    executor.compile = (source, filename) => compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  requireModule(from, name, options, isActual) {
    if (BARE.test(name ?? "") && options?.isInternalModule !== true && !isBuiltin(name)) {
      const path = this._resolution.resolveCjs(from, name);
      if (path.includes("/node_modules/")) {
        return require(path);
      }
    }
    return super.requireModule(from, name, options, isActual);
  }
};
