/**
 * Jest's loader of modules, with changes for the sake of time: modules are compiled for Node's own globals (environment.js),
 * packages (Jest's own as well) are loaded by Node, and both they and our stand-ins only once for all suites of a worker. The
 * packed Extension is loaded by Node as well, anew for each suite. Of `src`, `setup` and the tests each suite has its own
 * modules, as ever.
 */
const { isBuiltin } = require("node:module");
const { join } = require("node:path");
const { compileFunction } = require("node:vm");
const { default: JestRuntime } = require("jest-runtime");

const root = join(__dirname, "../..");
/** Without state, but for what they make once. */
const SHARED = ["harness", "sandbox", "scripts"].map((folder) => join(root, folder, "/"));

/** Files of the packed Extension, in a temporary folder: its name is new in each run, so Jest's cache would only grow. */
const isPacked = (path) => !path.startsWith(join(root, "/")) && !path.includes("/node_modules/");

const shared = new Map();
let current;

module.exports = class Runtime extends JestRuntime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    if (typeof executor?.compile !== "function" || !Array.isArray(executor.injectedModuleParameters)) {
      throw new Error("This version of jest compiles modules in another way: adapt harness/jest/Runtime.js.");
    }
    executor.compile = (source, filename) => compileFunction(source, executor.injectedModuleParameters, { filename });
    current = this;
    for (const path of Object.keys(require.cache).filter(isPacked)) {
      delete require.cache[path];
    }
    module.children = module.children.filter(({ filename }) => !isPacked(filename));
  }

  /** What a shared module asks for later than at its start is the affair of the suite that runs then. */
  requireModuleOrMock(from, name) {
    return this === current ? super.requireModuleOrMock(from, name) : current.requireModuleOrMock(from, name);
  }

  requireModule(from, name, options, isActual) {
    if (name === undefined || isBuiltin(name)) {
      return super.requireModule(from, name, options, isActual);
    }
    const path = this._resolution.resolveCjs(from, name);
    // It keeps the tests of its suite.
    if (path.includes("/jest-circus/")) {
      return super.requireModule(from, name, options, isActual);
    }
    if (path.includes("/node_modules/") || isPacked(path)) {
      return require(path);
    }
    if (!SHARED.some((folder) => path.startsWith(folder))) {
      return super.requireModule(from, name, options, isActual);
    }
    if (!shared.has(path)) {
      shared.set(path, super.requireModule(from, name, options, isActual));
    }
    return shared.get(path);
  }
};
