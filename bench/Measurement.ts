/** One figure of a bench: the middle of what was measured, and how far it was spread. */
import * as z from "zod";

export const measurementSchema = z.object({
  bench: z.string(),
  name: z.string(),
  unit: z.string(),
  median: z.number(),
  /** A tenth of the values is below `low`, a tenth above `high`. */
  low: z.number(),
  high: z.number(),
  runs: z.int(),
  note: z.string().optional(),
});

export type Measurement = z.infer<typeof measurementSchema>;
