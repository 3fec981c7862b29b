/** The pages that people read, by their paths from the root of the repository. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths";

export function listPages(): string[] {
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`);
  return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...docs].sort();
}
