/** Compares the transformer of an Endpoint with what it should be, and words the difference without showing code. */
import { createHash } from "node:crypto";
import type { TransformerUpdate } from "../cognigy/managementApi";
import type { RemoteTransformer } from "../cognigy/shapes";
import { fitTransformer } from "./fitTransformer";
import { type EndpointRole, SWITCHES, type SwitchName, switchesOf } from "./transformerRoles";

export interface TransformerPlan {
  /** Nothing to do when empty. */
  changes: string[];
  update: TransformerUpdate;
  /** Of the request's JSON. */
  bytes: number;
}

/** A PATCH replaces the member `transformer`, so that whatever else is in it goes along; what runs is made by the platform. */
export function decideTransformer(
  current: RemoteTransformer | null | undefined,
  role: EndpointRole,
  code: string,
): TransformerPlan {
  const { transpiledTransformer: _made, ...kept } = current ?? {};
  const wanted = fitTransformer((transformer) => ({ ...kept, ...switchesOf(role), transformer }), code);
  const names = Object.keys(SWITCHES).filter((name): name is SwitchName => name in SWITCHES);
  const switched = names.filter((name) => (current?.[name] ?? false) !== wanted.update[name]);
  const before = current?.transformer ?? "";
  return {
    ...wanted,
    changes: [
      ...(isSameCode(before, wanted.update.transformer)
        ? []
        : [`code: ${describeCode(before)} -> ${describeCode(wanted.update.transformer)}`]),
      ...switched.map((name) => `${SWITCHES[name]}: ${wanted.update[name] ? "off -> on" : "on -> off"}`),
    ],
  };
}

/** An editor may have changed how lines end. */
function isSameCode(left: string, right: string): boolean {
  const normalised = (code: string) => code.replaceAll("\r\n", "\n").trimEnd();
  return normalised(left) === normalised(right);
}

function describeCode(code: string): string {
  if (code.trim() === "") {
    return "none";
  }
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 12);
  return `${code.length} characters, sha256 ${hash}`;
}
