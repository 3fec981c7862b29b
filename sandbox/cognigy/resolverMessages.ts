/** The messages between the host and the process that runs an options resolver. */
import * as z from "zod";

/** Host to process. */
export interface ResolverStart {
  modulePath: string;
  nodeType: string;
  fieldKey: string;
  config: Record<string, unknown>;
}

/** Host to process: the response as JSON, or why there is none. */
export interface ResolverAnswer {
  id: number;
  response?: string;
  failure?: string;
}

/** Process to host. Parameters and options are JSON. */
export const resolverMessageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("request"), id: z.number(), parameters: z.string() }),
  z.object({ kind: z.literal("options"), options: z.string() }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
]);
export type ResolverMessage = z.output<typeof resolverMessageSchema>;
