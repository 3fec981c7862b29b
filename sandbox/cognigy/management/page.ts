/** One page of a list, in the shape and with the cursor that the reading says. */
import type { ManagementReadings } from "./ManagementReadings";

export type ListShape = Pick<ManagementReadings, "lists" | "cursor">;

export function page<Item extends { _id: string }>(
  kind: string,
  items: readonly Item[],
  query: URLSearchParams,
  size: number,
  { lists, cursor }: ListShape,
): Record<string, unknown> {
  const wanted = Number(query.get("limit") ?? size);
  const limit = Math.min(Math.max(1, Number.isInteger(wanted) ? wanted : size), size);
  const from = query.get("next");
  const filter = query.get("filter")?.toLowerCase();
  const wantedItems = filter ? items.filter((item) => JSON.stringify(item).toLowerCase().includes(filter)) : items;
  const start = from === null ? 0 : Math.max(0, wantedItems.findIndex(({ _id }) => _id === from) + 1);
  const shown = wantedItems.slice(start, start + limit);
  const isLast = start + limit >= wantedItems.length;
  const next = isLast ? null : (shown.at(-1)?._id ?? null);
  const total = wantedItems.length;
  return lists === "hal"
    ? { _embedded: { [kind]: shown.map((item) => toHal(kind, item)) }, total, [cursor]: next }
    : {
        items: shown,
        total,
        [cursor]: next,
        [cursor === "next" ? "previous" : "previousCursor"]: from,
      };
}

/** Without `Accept: application/json` some systems answer so. */
function toHal(kind: string, { _id, ...properties }: { _id: string }): Record<string, unknown> {
  return { _links: { self: { href: `/v2.0/${kind}/${_id}` } }, properties };
}
