/** Writes a script as people read it: what a recording becomes. */
import { Document } from "yaml";
import type { Script } from "./Script";

export function writeScript(script: Script): string {
  const document = new Document(script);
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}
