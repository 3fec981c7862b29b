/** All pages of a list, in either shape: `items`, or HAL with `_embedded`. */
import * as z from "zod";
import type { CognigyHttp } from "./createCognigyHttp";
import { unreadableAnswer } from "./explainAnswer";

const PAGE_SIZE = 100;

const plainSchema = z.object({
  items: z.array(z.unknown()),
  nextCursor: z.string().nullish(),
  next: z.string().nullish(),
});
const halSchema = z.object({
  _embedded: z.record(z.string(), z.array(z.unknown())),
  nextCursor: z.string().nullish(),
  next: z.string().nullish(),
});
const halItemSchema = z.object({
  _links: z.object({ self: z.object({ href: z.string() }) }),
  properties: z.record(z.string(), z.unknown()).default({}),
});

export async function readList<Schema extends z.ZodType<{ _id: string }>>(
  http: CognigyHttp,
  path: string,
  query: Readonly<Record<string, string>>,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const found = new Map<string, z.output<Schema>>();
  let next: string | undefined;
  for (;;) {
    const answer = await http({ method: "GET", path, query: { ...query, limit: PAGE_SIZE, next } });
    const page = readPage(path, answer);
    const before = found.size;
    for (const [index, item] of page.items.entries()) {
      const parsed = schema.safeParse(item);
      if (!parsed.success) {
        throw unreadableAnswer(path, `unexpected at "items.${index}.${parsed.error.issues[0]?.path.join(".") ?? ""}"`);
      }
      found.set(parsed.data._id, parsed.data);
    }
    next = page.next;
    // Ends at a page without anything new, should a release not know the cursor.
    if (!next || found.size === before) {
      return [...found.values()];
    }
  }
}

function readPage(path: string, answer: unknown): { items: unknown[]; next: string | undefined } {
  const plain = plainSchema.safeParse(answer);
  if (plain.success) {
    return { items: plain.data.items, next: plain.data.nextCursor ?? plain.data.next ?? undefined };
  }
  const hal = halSchema.safeParse(answer);
  if (hal.success) {
    const [items = []] = Object.values(hal.data._embedded);
    return { items: items.map(fromHal), next: hal.data.nextCursor ?? hal.data.next ?? undefined };
  }
  throw unreadableAnswer(path, 'unexpected at "items"');
}

function fromHal(item: unknown): unknown {
  const parsed = halItemSchema.safeParse(item);
  return parsed.success
    ? { ...parsed.data.properties, _id: parsed.data._links.self.href.split("/").filter(Boolean).at(-1) }
    : item;
}
