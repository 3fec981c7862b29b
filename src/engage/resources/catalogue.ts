/** What an admin has set up: categories, channels, sources. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import { listPages, type Rest } from "../rest";
import { flag, id, idList, optionalId, optionalText } from "../schema";

const category = once(() =>
  z.object({
    id: id(),
    name: optionalText(),
    parent_id: optionalId(),
    unselectable: flag(),
    /** Missing from the published API file; live records have it. */
    non_routable: flag(),
  }),
);
const channel = once(() => z.object({ id: id(), name: optionalText(), source_ids: idList() }));
const source = once(() =>
  z.object({
    id: id(),
    name: optionalText(),
    type: optionalText(),
    active: flag(),
    channel_id: optionalId(),
    community_id: optionalId(),
    default_category_ids: idList(),
    /** One at most. */
    time_sheet_ids: idList(),
    auto_response_trigger_enabled: z.catch(z.nullish(z.object({ out_of_office_hours_message: flag() })), null),
  }),
);

export type Source = z.output<ReturnType<typeof source>>;

export function createCatalogue(rest: Rest) {
  return {
    listCategories: (maxPages: number) => listPages(rest, { path: ["categories"] }, category(), maxPages),
    getCategory: (categoryId: string) => rest({ method: "GET", path: ["categories", categoryId], schema: category() }),
    listChannels: (maxPages: number) => listPages(rest, { path: ["channels"] }, channel(), maxPages),
    getSource: (sourceId: string) => rest({ method: "GET", path: ["content_sources", sourceId], schema: source() }),
  };
}
