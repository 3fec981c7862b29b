/**
 * Pieces of Engage's records: tolerant to unknown members and to null, strict on what is used. All are functions:
 * building a schema takes time, and a fresh process that executes one node needs few of them.
 */
import * as z from "zod/mini";

/** Ids are 24 hex digits, but samples also show integers. */
export const id = () => z.pipe(z.union([z.string().check(z.minLength(1)), z.number()]), z.transform(String));

export const optionalId = () =>
  z.pipe(
    z.nullish(z.union([z.string(), z.number()])),
    z.transform((value) => (value == null || value === "" ? null : String(value))),
  );

export const optionalText = () =>
  z.pipe(
    z.nullish(z.string()),
    z.transform((value) => value ?? null),
  );

/** null, missing and [] mean the same; null within a list means nothing. */
export const idList = () =>
  z.pipe(
    z.nullish(z.array(z.nullable(z.union([z.string(), z.number()])))),
    z.transform((values) => (values ?? []).filter((value) => value !== null).map(String)),
  );

/** Some samples hold booleans as strings. */
export const flag = () =>
  z.pipe(
    z.nullish(z.union([z.boolean(), z.string(), z.number()])),
    z.transform((value) => value === true || value === "true" || value === 1 || value === "1"),
  );

export const count = () =>
  z.pipe(
    z.nullish(z.number()),
    z.transform((value) => value ?? 0),
  );

/** Anything that is no number counts as none. */
export const optionalNumber = () =>
  z.pipe(
    z.optional(z.unknown()),
    z.transform((value) => {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : null;
    }),
  );

/** null, missing and [] mean the same. */
export const listOf = <Schema extends z.ZodMiniType>(item: Schema) =>
  z.pipe(
    z.nullish(z.array(item)),
    z.transform((items) => items ?? []),
  );

export const pageOf = <Schema extends z.ZodMiniType>(record: Schema) =>
  z.object({ count: count(), records: listOf(record) });
