/** Transformers as scripts that contexts of this thread run: many stand-ins of one process have the same few. */
import { Script } from "node:vm";
import { threadScripts } from "./threadScripts";

const MAX_KNOWN = 8;
const known = new Map<string, Script>();
let prelude: Script | undefined;

export function preludeScript(): Script {
  prelude ??= new Script(threadScripts().prelude, { filename: "transformer-prelude.js" });
  return prelude;
}

/** Throws where the text is no script. */
export function transformerScript(source: string): Script {
  const script = known.get(source) ?? new Script(source, { filename: "transformer.js" });
  // The latest used last.
  known.delete(source);
  known.set(source, script);
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size > MAX_KNOWN) {
    known.delete(oldest);
  }
  return script;
}
