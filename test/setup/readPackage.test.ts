/** The built Extension is unpacked once, and again when it was built anew. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tar from "tar";
import { readPackage } from "../../setup/deploy/readPackage";

const folder = mkdtempSync(join(tmpdir(), "package-"));
const tarball = join(folder, "extension.tar.gz");
afterAll(() => rmSync(folder, { recursive: true }));

async function pack(version: string): Promise<void> {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "ringcentral-engage", version }));
  await tar.create({ file: tarball, cwd: folder, gzip: true }, ["package.json"]);
}

test("Each reading gives the version that is there", async () => {
  for (const version of ["1.0.0", "2.0.0-with-a-longer-name"]) {
    await pack(version);
    expect(await readPackage(tarball)).toMatchObject({ version });
    expect(await readPackage(tarball)).toBe(await readPackage(tarball));
  }
});

test("A package that has gone isn't remembered", async () => {
  await pack("1.0.0");
  await readPackage(tarball);
  rmSync(tarball);
  await expect(readPackage(tarball)).rejects.toMatchObject({ code: "package_missing" });
});
