/** How the code of a replaced transformer is kept. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { saveReplaced, toReplacedPath } from "../../setup/deploy/saveReplaced";

test("code that may contain secrets is for its owner alone, also where the file is there already", async () => {
  const folder = mkdtempSync(join(tmpdir(), "replaced-"));
  const path = toReplacedPath(folder, "Tickets", "code");
  await saveReplaced(path, "code");
  rmSync(path);
  writeFileSync(path, "", { mode: 0o644 });
  await saveReplaced(path, "code");
  expect(readFileSync(path, "utf8")).toBe("code");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(path))).toHaveLength(1);
  rmSync(folder, { recursive: true });
});
