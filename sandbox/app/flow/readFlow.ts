/** The text of a Flow file as a Flow: with the page's address in it, and the Connection in every node of the Extension. */
import { transformSync } from "esbuild";
import * as z from "zod";
import { isMembers } from "../../cognigy/endpoint/InboundMessage";

export interface FlowSurroundings {
  connection: Readonly<Record<string, string>>;
  sandboxUrl: string;
}

const failureSchema = z.object({
  errors: z.array(z.object({ text: z.string(), location: z.object({ line: z.number(), column: z.number() }) })),
});

/** Not checked: that is done where the Flow is taken. Throws an error that names line and column. */
export function readFlow(text: string, { connection, sandboxUrl }: FlowSurroundings): unknown {
  return withConnection(parse(text.replaceAll("{{sandbox.url}}", sandboxUrl)), connection);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(findMistake(text) ?? `The file is no valid JSON: ${String(error)}`);
  }
}

/** Node.js does not always say where a mistake is; the bundler does. */
function findMistake(text: string): string | undefined {
  try {
    transformSync(text, { loader: "json", logLevel: "silent" });
    return undefined;
  } catch (error) {
    const mistake = failureSchema.safeParse(error).data?.errors[0];
    if (!mistake) {
      return undefined;
    }
    const { line, column } = mistake.location;
    return `The file is no valid JSON at line ${line}, column ${column + 1}: ${mistake.text}`;
  }
}

function withConnection(value: unknown, connection: FlowSurroundings["connection"]): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withConnection(item, connection));
  }
  if (!isMembers(value)) {
    return value;
  }
  const members = Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withConnection(member, connection)]),
  );
  if (members.type !== "extension" || !isMembers(members.config ?? {})) {
    return members;
  }
  return { ...members, config: { connection, ...Object(members.config) } };
}
