/** Keeps a request within what the API takes: the comments of the CONFIG block can go if the file is too large with them. */
import type { TransformerUpdate } from "../cognigy/managementApi";

/** 60 kB by the documents; whether that is 60,000 or 61,440 they do not say. */
export const MAX_BODY_BYTES = 60_000;

export function fitTransformer(
  toUpdate: (code: string) => TransformerUpdate,
  code: string,
): { update: TransformerUpdate; bytes: number } {
  const whole = measure(toUpdate(code));
  return whole.bytes <= MAX_BODY_BYTES ? whole : measure(toUpdate(withoutComments(code)));
}

function measure(update: TransformerUpdate): { update: TransformerUpdate; bytes: number } {
  return { update, bytes: Buffer.byteLength(JSON.stringify({ transformer: update })) };
}

function withoutComments(code: string): string {
  return code.replace(/^const CONFIG = \{$.*?^\};$/ms, (block) => block.replace(/^ {2}\/\/ .*\n/gm, ""));
}
