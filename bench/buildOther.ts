/** Builds another commit in a separate worktree, with the packages of this one. */
import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../scripts/paths";

const run = promisify(execFile);

export interface OtherBuild {
  dist: string;
  close(): Promise<void>;
}

export async function buildOther(ref: string): Promise<OtherBuild> {
  const temporary = await mkdtemp(join(await realpath(tmpdir()), "bench-compare-"));
  const folder = join(temporary, "other");
  await run("git", ["worktree", "add", "--detach", folder, ref], { cwd: root });
  const close = async () => {
    await run("git", ["worktree", "remove", "--force", folder], { cwd: root });
    await rm(temporary, { recursive: true });
  };
  try {
    await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    await run(process.execPath, ["-r", "ts-node/register/transpile-only", "scripts/build.ts"], { cwd: folder });
    return { dist: join(folder, "dist"), close };
  } catch (error) {
    await close();
    throw error;
  }
}
