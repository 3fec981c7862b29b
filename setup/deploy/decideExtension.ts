/** Decides what becomes of the Extension: uploaded, updated, left alone, or not touched because it is newer. */
import type { InstalledExtension } from "../cognigy/shapes";

export type ExtensionPlan =
  | { kind: "upload" }
  | { kind: "update"; id: string; from: string }
  | { kind: "keep" }
  | { kind: "newer"; version: string };

export function decideExtension(
  built: { name: string; version: string },
  installed: readonly InstalledExtension[],
  isForced: boolean,
): ExtensionPlan {
  const found = installed.find(({ name }) => name === built.name);
  if (!found) {
    return { kind: "upload" };
  }
  const update = { kind: "update", id: found._id, from: found.version } as const;
  if (isForced) {
    return update;
  }
  if (found.version === built.version) {
    return { kind: "keep" };
  }
  return isNewer(found.version, built.version) ? { kind: "newer", version: found.version } : update;
}

/** By the three numbers; what comes after them says nothing about what is newer. */
function isNewer(version: string, than: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(than)];
  const index = left.findIndex((value, place) => value !== (right[place] ?? 0));
  return index >= 0 && (left[index] ?? 0) > (right[index] ?? 0);
}

function numbersOf(version: string): number[] {
  const [core = ""] = version.split(/[-+]/);
  return core.split(".").map((part) => Number.parseInt(part, 10) || 0);
}
