/**
 * An esbuild plugin that leaves out of axios what this Extension cannot use. Cognigy starts a fresh process for every
 * execution of a node, so whatever is loaded costs every customer's message. Each cut is checked: when axios changes
 * so that one no longer fits, the build fails and says which.
 */
import { readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

const axiosLib = join(dirname(require.resolve("axios/package.json")), "lib");

/** Packages that are replaced whole, with what stands in for them. */
const REPLACED_PACKAGES: Record<string, string> = {
  // An instance with the defaults is all that is used of axios' front door.
  axios: `import Axios from "./core/Axios.js"; import defaults from "./defaults/index.js"; export default new Axios(defaults);`,
  // Uploads use the global FormData; this one drags in a table of all media types.
  "form-data": "export default undefined;",
  // Redirects are never followed (maxRedirects: 0).
  "follow-redirects": "export default {};",
  // The client speaks HTTP/1.1.
  http2: "export default { constants: {} };",
  // Loaded when a proxy is in use, not before.
  "https-proxy-agent": `module.exports = function HttpsProxyAgent(...options) { const Agent = require("https-proxy-agent/lazy"); return new Agent(...options); };`,
  // Prints to a terminal that no Extension has.
  debug: "module.exports = () => () => {};",
  // Loaded when an answer is compressed. The numbers are zlib's flush constants, which axios reads at start.
  zlib: `export default {
    constants: { Z_SYNC_FLUSH: 2, BROTLI_OPERATION_FLUSH: 1 },
    createUnzip: (options) => require("node:zlib").createUnzip(options),
    createBrotliDecompress: (options) => require("node:zlib").createBrotliDecompress(options),
  };`,
};

/** Files of axios that serve browsers, HTTP/2, progress events, older APIs and forms made of objects. */
const REPLACED_FILES: Record<string, string> = {
  "adapters/fetch.js": "export const getFetch = undefined;",
  "adapters/xhr.js": "export default false;",
  "helpers/Http2Sessions.js": "export default class {}",
  "helpers/AxiosTransformStream.js": "export default class {}",
  "helpers/progressEventReducer.js":
    "export const progressEventReducer = undefined, progressEventDecorator = undefined, asyncDecorator = undefined;",
  "helpers/toFormData.js": "export default undefined;",
  "helpers/formDataToJSON.js": "export default undefined;",
  "helpers/fromDataURI.js": "export default undefined;",
  "helpers/estimateDataURLDecodedBytes.js": "export const estimateDataURLBufferAllocation = undefined;",
};

/** Expressions that would make Node load undici and the Blob implementation (14 ms) merely by being read. */
const EDITED_FILES: Record<string, readonly [from: string, to: string]> = {
  "utils.js": ["typeof G.FormData !== 'undefined' ? G.FormData : undefined", "undefined"],
  "platform/node/index.js": ["(typeof Blob !== 'undefined' && Blob) || null", "null"],
};

/** A default import of a module of Node's own makes the bundler copy all its members at start; a `require` does not. */
function requireBuiltins(source: string): string {
  return source.replace(/^import (\w+|\{[^}]+\}) from '(\w+)';$/gm, (statement, names: string, module: string) =>
    builtinModules.includes(module) && REPLACED_PACKAGES[module] === undefined
      ? `const ${names.replaceAll(" as ", ": ")} = require('${module}');`
      : statement,
  );
}

export function axiosSlimmer(): Plugin {
  return {
    name: "axios-slimmer",
    setup(build) {
      const used = new Set<string>();
      build.onResolve({ filter: /^https-proxy-agent\/lazy$/ }, () => ({
        path: require.resolve("https-proxy-agent", { paths: [axiosLib] }),
      }));
      build.onResolve({ filter: new RegExp(`^(${Object.keys(REPLACED_PACKAGES).join("|")})$`) }, ({ path }) => ({
        path,
        namespace: "replaced",
      }));
      build.onLoad({ filter: /.*/, namespace: "replaced" }, ({ path }) => {
        used.add(path);
        return { contents: REPLACED_PACKAGES[path] ?? "", resolveDir: axiosLib };
      });
      build.onLoad({ filter: /[\\/]axios[\\/]lib[\\/].*\.js$/ }, async ({ path }) => {
        const name = path.slice(axiosLib.length + 1).replaceAll("\\", "/");
        const replacement = REPLACED_FILES[name];
        const [from, to] = EDITED_FILES[name] ?? ["", ""];
        if (replacement !== undefined || from !== "") {
          used.add(name);
        }
        if (replacement !== undefined) {
          return { contents: replacement };
        }
        const source = await readFile(path, "utf8");
        if (!source.includes(from)) {
          return { errors: [{ text: `axios has changed: ${name} no longer holds "${from}"` }] };
        }
        return { contents: requireBuiltins(source.replace(from, to)), resolveDir: dirname(path) };
      });
      build.onEnd(({ errors }) => {
        // What could not be read stopped the bundler before it came to axios, or half-way.
        if (errors.length > 0) {
          return {};
        }
        const expected = [REPLACED_PACKAGES, REPLACED_FILES, EDITED_FILES].flatMap(Object.keys);
        const unused = expected.filter((name) => !used.has(name));
        return {
          errors: unused.map((name) => ({
            text: `axios has changed: ${name} is no longer part of it; correct scripts/axiosSlimmer.ts`,
          })),
        };
      });
    },
  };
}
