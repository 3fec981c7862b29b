/**
 * Tests run among Node's own globals, as the code that they test does, and not in a context of their own: there every use of
 * a global (`Object`, `JSON`, `Buffer`) costs ten times as much. What a suite leaves at the globals is cleared after it.
 */
const { AsyncLocalStorage } = require("node:async_hooks");
const { LegacyFakeTimers, ModernFakeTimers } = require("@jest/fake-timers");
const { ModuleMocker } = require("jest-mock");

/** Of the suite that runs. Jest makes a new one for each, and Node informs all of them of every promise until they are disabled. */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...given) {
  storages.add(this);
  return run.apply(this, given);
};

module.exports = class Environment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  #restore = [restoreProperties(globalThis), restoreProperties(process), restoreEnvironment()];

  constructor({ projectConfig: config }) {
    const global = globalThis;
    const timerConfig = { idToRef: (id) => id, refToId: (timer) => timer };
    this.fakeTimers = new LegacyFakeTimers({ config, global, moduleMocker: this.moduleMocker, timerConfig });
    this.fakeTimersModern = new ModernFakeTimers({ config, global });
  }

  async setup() {}

  async teardown() {
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    for (const restore of this.#restore) {
      restore();
    }
    for (const storage of storages) {
      storage.disable();
    }
    storages.clear();
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  /** Jest asks whether there is one; harness/jest/Runtime.js does without. */
  getVmContext() {
    return {};
  }
};

/** Takes away what was added, and puts back what was changed. */
function restoreProperties(object) {
  const before = new Map(Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]));
  return () => {
    for (const key of Reflect.ownKeys(object)) {
      if (!before.has(key)) {
        Reflect.deleteProperty(object, key);
      }
    }
    for (const [key, descriptor] of before) {
      const { value, get } = Object.getOwnPropertyDescriptor(object, key) ?? {};
      if (value !== descriptor.value || get !== descriptor.get) {
        Object.defineProperty(object, key, descriptor);
      }
    }
  };
}

function restoreEnvironment() {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) {
        delete process.env[name];
      }
    }
    Object.assign(process.env, before);
  };
}
