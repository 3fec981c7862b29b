/** Compares the transformer of an Endpoint with what it should be, and words the difference without showing code. */
import type { TransformerUpdate } from "../cognigy/managementApi";
import type { RemoteTransformer } from "../cognigy/shapes";
import { fitTransformer } from "./fitTransformer";
import { hashOf } from "./hashOf";
import { type EndpointRole, SWITCHES, type SwitchName, switchesOf } from "./transformerRoles";

export interface TransformerPlan {
  /** Nothing to do when empty. */
  changes: string[];
  /** And not only switches. */
  changesCode: boolean;
  /** What is there now. A system that doesn't say is believed. */
  isCompiled: boolean;
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
  const { transpiledTransformer: compiled, ...kept } = current ?? {};
  const isCompiled = typeof compiled !== "string" || compiled.trim() !== "";
  const wanted = fitTransformer((transformer) => ({ ...kept, ...switchesOf(role), transformer }), code);
  const names = Object.keys(SWITCHES).filter((name): name is SwitchName => name in SWITCHES);
  const switched = names.filter((name) => (current?.[name] ?? false) !== wanted.update[name]);
  const before = current?.transformer ?? "";
  const changesCode = !isSameCode(before, wanted.update.transformer);
  return {
    ...wanted,
    changesCode,
    isCompiled,
    changes: [
      ...(!changesCode ? [] : [`code: ${describeCode(before)} -> ${describeCode(wanted.update.transformer)}`]),
      ...(changesCode || isCompiled ? [] : ["code: not compiled -> compiled"]),
      ...switched.map((name) => `${SWITCHES[name]}: ${wanted.update[name] ? "off -> on" : "on -> off"}`),
    ],
  };
}

/** An editor may have changed how lines end. */
function isSameCode(left: string, right: string): boolean {
  const normalised = (code: string) => code.replaceAll("\r\n", "\n").trimEnd();
  return normalised(left) === normalised(right);
}

export function describeCode(code: string): string {
  if (code.trim() === "") {
    return "none";
  }
  return `${code.length} characters, sha256 ${hashOf(code)}`;
}
