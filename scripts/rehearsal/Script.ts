/**
 * A conversation as people write it down: what the customer and the agent do, and what must come of it. The assistant
 * plays it (`npm run setup -- rehearse --script`), and the sandbox's page records it.
 */
import * as z from "zod";
import { isMatchable } from "./matchesText";

const SCRIPT_ROUTES = ["bridge", "channel"] as const;

/** How far a handover is, as Engage shows it. */
const SCRIPT_STATUSES = ["bot", "queue", "active", "completed"] as const;

const MAX_SECONDS = 600;
const MAX_STEPS = 200;

const text = z.string().trim().min(1).max(10_000);
const seconds = z.number().positive().max(MAX_SECONDS);
const file = z.union([
  /** Written here: enough for a text file. */
  z.strictObject({ name: z.string().min(1).max(200), content: z.string().max(100_000) }),
  /** Beside the script. */
  z.strictObject({ path: z.string().min(1).max(1_000) }),
]);

/** Part of the words, or `/a regular expression/`. */
const words = text.refine(isMatchable, "This is no regular expression");

/** Steps that have nothing to say stand alone in the list: `- agent takes`. */
const bare = z.enum(["agent takes", "agent closes"]);
const expectation = z.union([
  z.strictObject({ from: z.enum(["bot", "agent", "customer"]), text: words, within: seconds.optional() }),
  z.strictObject({ from: z.enum(["agent", "customer"]), file: words, within: seconds.optional() }),
  z.strictObject({ status: z.enum(SCRIPT_STATUSES), within: seconds.optional() }),
  /** Of a node, by the name in the docs: `onHandedOver`. */
  z.strictObject({ exit: z.string().regex(/^on[A-Z]\w{0,60}$/), within: seconds.optional() }),
  /** `bot` and `agent` are those of the settings; others by name. */
  z.strictObject({ category: text, within: seconds.optional() }),
]);

const stepSchema = z.union([
  bare,
  z.strictObject({ "customer says": text }),
  z.strictObject({ "customer sends file": file }),
  z.strictObject({ "agent says": text }),
  z.strictObject({ "agent sends file": file }),
  z.strictObject({ "agent sends structured": z.looseObject({ type: z.string().min(1).max(60) }) }),
  z.strictObject({ "agent notes": text }),
  z.strictObject({ expect: expectation }),
]);

export const scriptSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  route: z.enum(SCRIPT_ROUTES).default("bridge"),
  /** Seconds for each expectation that has no `within`. */
  timeout: seconds.default(30),
  steps: z.array(stepSchema).min(1).max(MAX_STEPS),
});

export type Script = z.output<typeof scriptSchema>;
export type ScriptStep = Script["steps"][number];
export type ScriptFile = z.output<typeof file>;
export type Expectation = z.output<typeof expectation>;
