/** The scripts of transformer threads: written in TypeScript, bundled once. */
import { join } from "node:path";
import { buildSync } from "esbuild";

let bundled: { prelude: string; thread: string } | undefined;

export function threadScripts(): { prelude: string; thread: string } {
  bundled ??= {
    // In functions, because a variable at the top of a script would be a global.
    prelude: `(() => { ${bundle(join("prelude", "prelude.ts"), "iife")}\nreturn prelude; })()`,
    thread: `(() => { ${bundle("contextThread.ts", "cjs")} })()`,
  };
  return bundled;
}

/** Synchronously, because the asynchronous functions of esbuild leave a service process running. */
function bundle(file: string, format: "iife" | "cjs"): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, file)],
    bundle: true,
    format,
    platform: "node",
    target: "node20",
    write: false,
    ...(format === "iife" ? { globalName: "prelude" } : {}),
  });
  return outputFiles[0]?.text ?? "";
}
