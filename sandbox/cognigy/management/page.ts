/** One page of a list, as the API's cursors give it: `next` is the id to go on from. */

export interface Page<Item> {
  items: Item[];
  total: number;
  next: string | null;
  previous: string | null;
}

export function page<Item extends { _id: string }>(
  items: readonly Item[],
  query: URLSearchParams,
  size: number,
): Page<Item> {
  const wanted = Number(query.get("limit") ?? size);
  const limit = Math.min(Math.max(1, Number.isInteger(wanted) ? wanted : size), size);
  const from = query.get("next");
  const start = from === null ? 0 : Math.max(0, items.findIndex(({ _id }) => _id === from) + 1);
  const shown = items.slice(start, start + limit);
  const isLast = start + limit >= items.length;
  return {
    items: shown,
    total: items.length,
    next: isLast ? null : (shown.at(-1)?._id ?? null),
    previous: from,
  };
}
