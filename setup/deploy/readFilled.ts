/** Reads a filled transformer, and refuses one that is incomplete or was filled from another build. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GENERATED } from "../../scripts/transformerConfig";
import { ManagementError } from "../cognigy/ManagementError";

export async function readFilled(filledFolder: string, builtFolder: string, file: string): Promise<string> {
  const again = "Run `npm run setup -- write`, then `install` again.";
  const code = await readFile(join(filledFolder, file), "utf8").catch(() => undefined);
  if (code === undefined) {
    throw new ManagementError("filled_missing", `${file} has not been filled in yet (${filledFolder}).`, again);
  }
  const config = code.slice(0, code.indexOf(GENERATED));
  const open = [...new Set(config.match(/"<[A-Z_]+>"/g))].map((placeholder) => placeholder.slice(2, -2));
  if (open.length > 0) {
    throw new ManagementError("filled_incomplete", `${file} still lacks ${open.join(", ")}.`, `Set them. ${again}`);
  }
  const built = await readFile(join(builtFolder, file), "utf8").catch(() => undefined);
  if (built === undefined || generatedPart(built) !== generatedPart(code)) {
    throw new ManagementError(
      "filled_outdated",
      `${file} was filled in from another build than the present one.`,
      again,
    );
  }
  return code;
}

function generatedPart(code: string): string {
  return code.slice(code.indexOf(GENERATED)).replaceAll("\r\n", "\n").trimEnd();
}
