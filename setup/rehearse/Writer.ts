/** Who writes on a channel of Engage: a person who is asked to, or an address that does it (stand-ins have one). */
import type { Report } from "../report";
import type { PlayedFile } from "./Customer";
import { failHop } from "./Hop";
import { type Patience, PERSON_DELAYS_MS } from "./waitFor";

export interface Writer {
  write(text: string, file: PlayedFile | undefined): Promise<void>;
  patience: Pick<Patience, "withinMs" | "delaysMs">;
}

const REQUEST_MS = 10_000;
const PERSON_MS = 5 * 60_000;
const SCRIPT_MS = 30_000;

export function createPersonWriter(report: Report): Writer {
  return {
    patience: { withinMs: PERSON_MS, delaysMs: PERSON_DELAYS_MS },
    async write(text, file) {
      report.note(
        file === undefined
          ? `As the customer, write on the channel within 5 minutes: ${text}`
          : "As the customer, send any picture or file on the channel within 5 minutes.",
      );
    },
  };
}

/** One customer for each code, so that no conversation continues another one. */
export function createScriptWriter(url: string, code: string): Writer {
  return {
    patience: { withinMs: SCRIPT_MS, delaysMs: [400, 800, 1_500, 3_000] },
    async write(text, file) {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          conversation: code,
          text,
          ...(file && {
            file: {
              name: file.name,
              contentType: file.contentType,
              content: Buffer.from(file.bytes).toString("base64"),
            },
          }),
        }),
        signal: AbortSignal.timeout(REQUEST_MS),
      }).catch(() => undefined);
      if (answer?.ok !== true) {
        throw failHop(
          `REHEARSAL_CUSTOMER_URL doesn't write (${answer?.status ?? "no answer"}).`,
          "Check that the stand-ins are running, or remove REHEARSAL_CUSTOMER_URL: then a person is asked to write.",
        );
      }
    },
  };
}
