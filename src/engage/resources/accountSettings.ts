/** Settings of the whole account. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import type { Rest } from "../rest";
import { optionalText } from "../schema";

const accountSettings = once(() => z.object({ locale: optionalText(), timezone: optionalText() }));

export function createAccountSettings(rest: Rest) {
  return {
    getAccountSettings: () => rest({ method: "GET", path: ["settings"], schema: accountSettings() }),
  };
}
