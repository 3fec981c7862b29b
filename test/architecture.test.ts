/** What the import rules (.dependency-cruiser.js) cannot see: globals need no import. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/paths";

const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => /^(core|protocol)\/.*\.ts$/.test(name))
  .map((name) => join("src", name));

test.each(files)("%s is pure: no clock, no randomness and no I/O of its own", (file) => {
  expect(readFileSync(join(root, file), "utf8")).not.toMatch(
    /Date\.now|new Date\(\)|Math\.random|process\.|setTimeout|fetch\(/,
  );
});
