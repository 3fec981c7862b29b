/** Identities (one person on one network) and identity groups (the customer record), and the users of Engage itself. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import type { Rest } from "../rest";
import { id, idList, optionalId, optionalText, pageOf } from "../schema";

const identity = once(() =>
  z.object({
    id: id(),
    foreign_id: optionalText(),
    screenname: optionalText(),
    avatar_url: optionalText(),
    identity_group_id: optionalId(),
    /** Not empty: controlled by agents, so its messages are the brand's. */
    user_ids: idList(),
  }),
);
export type Identity = z.output<ReturnType<typeof identity>>;

const textList = () =>
  z.pipe(
    z.nullish(z.array(z.nullable(z.string()))),
    z.transform((values) => (values ?? []).filter((value) => value !== null)),
  );
const identityGroup = once(() =>
  z.object({
    id: id(),
    firstname: optionalText(),
    lastname: optionalText(),
    company: optionalText(),
    gender: optionalText(),
    notes: optionalText(),
    emails: textList(),
    home_phones: textList(),
    mobile_phones: textList(),
    tag_ids: idList(),
    custom_field_values: z.pipe(
      z.nullish(z.record(z.string(), z.unknown())),
      z.transform((values) => values ?? {}),
    ),
  }),
);

export interface IdentityGroupChange {
  firstname?: string;
  lastname?: string;
  company?: string;
  gender?: string;
  notes?: string;
  /** Lists replace what Engage has: send the merged list. */
  emails?: readonly string[];
  home_phones?: readonly string[];
  mobile_phones?: readonly string[];
  tag_ids?: readonly string[];
  custom_field_values?: Readonly<Record<string, string | readonly string[]>>;
}

const user = once(() => z.object({ id: id() }));

const person = once(() =>
  z.object({ id: id(), firstname: optionalText(), lastname: optionalText(), nickname: optionalText() }),
);

export function createIdentities(rest: Rest) {
  return {
    getIdentity: (identityId: string) => rest({ method: "GET", path: ["identities", identityId], schema: identity() }),

    async findIdentityByForeignId(foreignId: string, sourceId: string): Promise<Identity | undefined> {
      const page = await rest({
        method: "GET",
        path: ["identities"],
        query: { foreign_id: foreignId, source_id: sourceId },
        schema: pageOf(identity()),
      });
      return page.records.find((found) => found.foreign_id === foreignId);
    },

    getIdentityGroup: (groupId: string) =>
      rest({ method: "GET", path: ["identity_groups", groupId], schema: identityGroup() }),

    updateIdentityGroup: (groupId: string, change: IdentityGroupChange) =>
      rest({ method: "PUT", path: ["identity_groups", groupId], form: { ...change }, schema: identityGroup() }),

    /** An agent. The token's user may need the right to see users (`read_user`). */
    getUser: (userId: string) => rest({ method: "GET", path: ["users", userId], schema: person() }),

    /** The user behind the token. Missing from the published API file, used by Engage's own clients. */
    getTokenUser: () => rest({ method: "GET", path: ["users", "me"], schema: user() }),
  };
}
