/** What import rules (.dependency-cruiser.js) and knip cannot see: globals need no import, members no export. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/paths";

const sourcesOf = (...folders: string[]) =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    )
    .filter((name) => name.endsWith(".ts"));
const read = (file: string) => readFileSync(join(root, file), "utf8");

test.each(sourcesOf("src/core", "src/protocol"))(
  "%s is pure: no clock, no randomness and no I/O of its own",
  (file) => {
    expect(read(file)).not.toMatch(/Date\.now|new Date\(\)|Math\.random|process\.|setTimeout|fetch\(/);
  },
);

test("Each call of Engage's client is used", () => {
  const resources = sourcesOf("src/engage/resources");
  const calls = resources.flatMap((file) =>
    [...read(file).matchAll(/^ {4}(?:async )?(\w+)(?:\(|: (?:async )?\()/gm)].map(([, name]) => name),
  );
  const users = sourcesOf("src", "setup")
    .filter((file) => !resources.includes(file))
    .map(read)
    .join("\n");
  const unused = calls.filter((name) => !new RegExp(`\\.${name}\\b`).test(users));
  expect(calls).toContain("getThread");
  expect(unused).toEqual([]);
});
