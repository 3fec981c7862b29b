/** The time zones that an account may choose from. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import type { Rest } from "../rest";
import { optionalText } from "../schema";

const timeZoneList = once(() =>
  z.array(z.object({ name: optionalText(), utc_offset: z.catch(z.nullish(z.coerce.number()), null) })),
);

export function createTimeZones(rest: Rest) {
  return {
    /** A bare array. */
    listTimeZones: () => rest({ method: "GET", path: ["timezones"], schema: timeZoneList() }),
  };
}
