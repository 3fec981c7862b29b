/** Reads the body of a request, and refuses it in the platform's words. */
import type * as z from "zod";
import { ManagementRefusal } from "./ManagementRefusal";

export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) {
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  if (issue?.code === "unrecognized_keys") {
    throw new ManagementRefusal(400, `Field '${issue.keys[0]}' is not allowed`, 1000);
  }
  throw new ManagementRefusal(400, `Invalid field: ${issue?.path.join(".") || "body"}: ${issue?.message}`);
}
