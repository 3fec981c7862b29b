/** Writes the sheet, readable by its owner alone. */
import { chmod, mkdir, writeFile } from "node:fs/promises";
import type { Settings } from "../settings";
import { toConnectionSheet } from "./connectionSheet";
import { sheetOf } from "./sheetOf";

export async function writeSheet(settings: Settings, outputFolder: string): Promise<string> {
  const sheet = sheetOf(outputFolder);
  await mkdir(outputFolder, { recursive: true });
  await writeFile(sheet, toConnectionSheet(settings, outputFolder), { mode: 0o600 });
  await chmod(sheet, 0o600);
  return sheet;
}
