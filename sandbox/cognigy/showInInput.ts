/** On some platforms a node sees at once what it adds to its input; on others only the nodes after it. */
import { writeKey } from "./contextPath";
import type { StartMessage } from "./executionMessages";

export function showInInput(
  { addToInputIsVisible }: Pick<StartMessage, "addToInputIsVisible">,
  name: string,
  [key, value]: readonly unknown[],
  input: Record<string, unknown>,
): void {
  if (name === "addToInput" && addToInputIsVisible) {
    writeKey(input, String(key), value);
  }
}
