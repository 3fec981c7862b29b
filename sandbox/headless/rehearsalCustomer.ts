/** The customer of a rehearsal on Engage's channel: one for each conversation, who writes what the assistant asks for. */
import * as z from "zod";
import type { Customers } from "../app/Customers";
import { type Command, fileSchema } from "../app/commands";

const wordsSchema = z.strictObject({
  /** The code of the rehearsal. */
  conversation: z.string().min(1).max(60),
  text: z.string().max(10_000),
  file: fileSchema.optional(),
});

/** Turns such a request into a command, or says what is wrong with it. */
export function createRehearsalCustomer(customers: Customers): (body: unknown) => Command | { fault: string } {
  const known = new Map<string, string>();
  return (body) => {
    const parsed = wordsSchema.safeParse(body);
    if (!parsed.success) {
      return { fault: z.prettifyError(parsed.error) };
    }
    const { conversation, text, file } = parsed.data;
    const customerId = known.get(conversation) ?? customers.add(`Rehearsal ${conversation}`).id;
    known.set(conversation, customerId);
    return { type: "customerWrites", customerId, text, ...(file && { attachment: file }) };
  };
}
