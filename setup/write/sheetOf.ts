/** The sheet with what is entered by hand. */
import { join } from "node:path";

export function sheetOf(outputFolder: string): string {
  return join(outputFolder, "connection.txt");
}
