/** What a node reads of `cognigy.input`, parsed once. */
import * as z from "zod/mini";
import { once } from "../../core/once";

const text = () => z.catch(z.pipe(z.union([z.string(), z.number()]), z.transform(String)), "");

const nodeInput = once(() =>
  z.object({
    text: text(),
    userId: text(),
    sessionId: text(),
    inputId: text(),
    URLToken: text(),
    endpointType: text(),
    language: text(),
    data: z.catch(z.record(z.string(), z.unknown()), {}),
    /** While a tool of an AI Agent is called. */
    aiAgent: z.catch(z.record(z.string(), z.unknown()), {}),
  }),
);
export type NodeInput = z.output<ReturnType<typeof nodeInput>>;

export function parseNodeInput(input: unknown): NodeInput {
  return z.parse(nodeInput(), input);
}
