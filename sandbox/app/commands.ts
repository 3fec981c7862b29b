/** What the page can ask for: `POST /api/commands` with one of these. */
import * as z from "zod";

/** A month. */
const MAX_SECONDS = 31 * 24 * 3600;

const id = z.string().min(1).max(200);
export const fileSchema = z.strictObject({
  name: z.string().min(1).max(200),
  contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  /** Base64, up to 5 MB of content. */
  content: z.string().max(7_000_000),
});

export const commandSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("customerWrites"),
    customerId: id,
    text: z.string().max(10_000),
    attachment: fileSchema.optional(),
    /** A choice of a structured message: what was chosen, and in which message. */
    reply: z.strictObject({ payload: z.string().max(1000).optional(), inReplyTo: id }).optional(),
  }),
  /** Added by the server: a file that a customer of Webchat sends along. Answers with `{ url, name, contentType }`. */
  z.strictObject({ type: z.literal("uploadFile"), file: fileSchema }),
  z.strictObject({ type: z.literal("customerTypes"), customerId: id, text: z.string().max(10_000) }),
  /** Answers with `{ customerId }`. */
  z.strictObject({ type: z.literal("newCustomer"), name: z.string().trim().min(1).max(60).optional() }),
  z.strictObject({ type: z.literal("setAgentStatus"), agentId: id, status: z.enum(["available", "away", "offline"]) }),
  z.strictObject({ type: z.literal("takeTask"), taskId: id, agentId: id }),
  z.strictObject({
    type: z.literal("agentReplies"),
    threadId: id,
    agentId: id,
    text: z.string().max(20_000),
    format: z.enum(["text", "html"]),
    attachment: fileSchema.optional(),
  }),
  /** What Engage's survey asks after the last conversation with an agent: 1 to 5. */
  z.strictObject({ type: z.literal("answerSurvey"), customerId: id, score: z.number().int().min(1).max(5) }),
  /** No agent takes it in time: Engage gives up offering it. */
  z.strictObject({ type: z.literal("ignoreTask"), taskId: id }),
  z.strictObject({ type: z.literal("agentTypes"), threadId: id, agentId: id, isTyping: z.boolean() }),
  z.strictObject({ type: z.literal("deferThread"), threadId: id, agentId: id }),
  z.strictObject({
    type: z.literal("transferTask"),
    taskId: id,
    to: z.union([z.strictObject({ agentId: id }), z.strictObject({ teamId: id })]),
  }),
  z.strictObject({ type: z.literal("closeIntervention"), interventionId: id, agentId: id }),
  z.strictObject({ type: z.literal("categorizeThread"), threadId: id, categoryIds: z.array(id).max(20) }),
  z.strictObject({
    type: z.literal("setFaults"),
    faults: z
      .strictObject({
        engage: z.enum(["none", "slow", "errors", "throttling", "resets"]),
        webhooksDuplicated: z.boolean(),
        webhooksReordered: z.boolean(),
        webhooksDelayed: z.boolean(),
        wrongSecret: z.boolean(),
        retrySpeed: z.union([z.literal(1), z.literal(10), z.literal(100)]),
      })
      .partial(),
  }),
  z.strictObject({ type: z.literal("resetFaults") }),
  /** Forward only, for both platforms; the reset of the sandbox brings the machine's time back. */
  z.strictObject({ type: z.literal("moveClock"), seconds: z.number().int().min(1).max(MAX_SECONDS) }),
  z.strictObject({ type: z.literal("setShopHours"), hours: z.enum(["always", "shop"]) }),
  /** Answers with `{ script }`: the conversation as YAML for `npm run setup -- rehearse --script`. */
  z.strictObject({
    type: z.literal("saveScript"),
    of: z.union([z.strictObject({ sessionId: id }), z.strictObject({ customerId: id })]),
  }),
  /** Reads a saved script, which the page plays. Answers with `{ script }`: the script as JSON. */
  z.strictObject({ type: z.literal("readScript"), text: z.string().max(500_000) }),
  /** Readings by question; those that are missing are read by default. Starts both platforms anew. */
  z.strictObject({ type: z.literal("setReadings"), readings: z.record(z.string().max(100), z.string().max(100)) }),
  /** Both platforms as they were at the start; the Flow stays. */
  z.strictObject({ type: z.literal("resetSandbox") }),
]);

export type Command = z.output<typeof commandSchema>;

/** Answer with status 422 when the platform refuses: its own words. */
export interface CommandRefusal {
  error: { message: string };
}
