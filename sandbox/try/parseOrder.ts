/** What was asked for on the command line. */
import { parseArgs } from "node:util";
import { UsageFault } from "./UsageFault";

export const USAGE = `npm run try -- <node> --config config.json [--input input.json] [--context context.json] [--yes]
  [--simulate-channel threadId=... contentId=... identityId=... sourceId=... interventionId=...]

Executes one node of the built Extension against the account whose values are in .env or the environment
(ENGAGE_API_URL, ENGAGE_ACCESS_TOKEN, ...) and prints what came of it. --simulate-channel makes the input that of a
customer's message on a channel of Engage. Without a node: the nodes and their fields.`;

/** The members of input.data.engage that nodes read. */
const CLAIM_MEMBERS = ["threadId", "contentId", "identityId", "sourceId", "interventionId"];

export interface Order {
  /** Undefined: list the nodes. */
  node: string | undefined;
  /** Paths of JSON files. */
  config: string | undefined;
  input: string | undefined;
  context: string | undefined;
  /** Do not ask before something is written to the account. */
  yes: boolean;
  claim: Readonly<Record<string, string>> | undefined;
}

export function parseOrder(args: readonly string[]): Order {
  const { values, positionals } = parse(args);
  const [node, ...pairs] = positionals;
  const simulates = values["simulate-channel"] === true;
  if (pairs.length > 0 && !simulates) {
    throw new UsageFault(`"${pairs[0]}" is not understood. Usage: ${USAGE}`);
  }
  return {
    node: values.help ? undefined : node,
    config: values.config,
    input: values.input,
    context: values.context,
    yes: values.yes === true,
    claim: simulates ? parseClaim(pairs) : undefined,
  };
}

function parse(args: readonly string[]) {
  const file = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: file, input: file, context: file, yes: flag, "simulate-channel": flag, help: flag },
    });
  } catch (error) {
    // Node.js goes on with advice that fits few cases.
    const [fault] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new UsageFault(`${fault}.\nUsage: ${USAGE}`);
  }
}

function parseClaim(pairs: readonly string[]): Record<string, string> {
  const claim = Object.fromEntries(
    pairs.map((pair) => {
      const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
      if (!CLAIM_MEMBERS.includes(name) || value === "") {
        throw new UsageFault(
          `--simulate-channel takes ${CLAIM_MEMBERS.map((member) => `${member}=...`).join(" ")}; "${pair}" is none of them.`,
        );
      }
      return [name, value];
    }),
  );
  if (claim.threadId === undefined) {
    throw new UsageFault("--simulate-channel needs at least threadId=..., the id of a thread in Engage.");
  }
  return claim;
}
