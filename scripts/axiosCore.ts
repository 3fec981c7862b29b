/**
 * An esbuild plugin that bundles the core of axios and nothing around it. Cognigy starts a fresh process for every
 * execution of a node, so whatever is loaded costs every customer's message. Only whole modules are left out, and the
 * build fails when axios no longer has one of them.
 */
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Plugin } from "esbuild";

const axiosLib = join(dirname(require.resolve("axios/package.json")), "lib");

/** By paths that axios exports. Its front door brings adapters, forms and media types along. */
const CORE =
  'export { default as Axios } from "axios/unsafe/core/Axios.js"; export { default as AxiosError } from "axios/unsafe/core/AxiosError.js";';

const REPLACED: Record<string, string> = {
  // The one adapter is ours, and it comes with the instance.
  "adapters/adapters.js": "export default { getAdapter: (adapter) => adapter };",
  // What differs between browsers and Node: random names, Blob and FormData, none of which is used.
  "platform/node/index.js": "export default { classes: {} };",
  "platform/node/classes/FormData.js": "export default undefined;",
};

/** Node loads much of itself merely because a module asks what these have: FormData is undici (14 ms). Here they have nothing. */
const EMPTIED_GLOBALS: Record<string, string> = {
  "utils.js": "globalThis",
  "core/dispatchRequest.js": "performance",
};

export function axiosCore(): Plugin {
  return {
    name: "axios-core",
    setup(build) {
      const seen = new Set<string>();
      build.onResolve({ filter: /^axios$/ }, () => ({ path: "axios", namespace: "axios-core" }));
      build.onLoad({ filter: /.*/, namespace: "axios-core" }, () => ({ contents: CORE, resolveDir: axiosLib }));
      // It prints to a terminal that no Extension has.
      build.onResolve({ filter: /^debug$/ }, () => ({ path: "debug", namespace: "silent" }));
      build.onLoad({ filter: /.*/, namespace: "silent" }, () => ({ contents: "module.exports = () => () => {};" }));
      build.onLoad({ filter: /[\\/]axios[\\/]lib[\\/].*\.js$/ }, async ({ path }) => {
        const name = relative(axiosLib, path).replaceAll("\\", "/");
        seen.add(name);
        const source = REPLACED[name] ?? (await readFile(path, "utf8"));
        const emptied = EMPTIED_GLOBALS[name];
        return { contents: emptied === undefined ? source : `const ${emptied} = {};\n${source}` };
      });
      build.onEnd(({ errors }) => ({
        errors: [REPLACED, EMPTIED_GLOBALS]
          .flatMap(Object.keys)
          .filter((name) => errors.length === 0 && seen.size > 0 && !seen.has(name))
          .map((name) => ({ text: `axios no longer has lib/${name}: correct scripts/axiosCore.ts` })),
      }));
    },
  };
}
