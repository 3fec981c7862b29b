/** A structured message as outputs of Cognigy that the platform takes. All are measured before the first one is given. */
import { type RichOutput, toCognigyOutputs } from "../../core/content/engageToCognigy";
import type { StructuredMessage } from "../../core/content/structuredMessage";
import { EngageError } from "../../core/errors";
import { readRecords } from "../../core/inbound/read";
import { MAX_OUTPUT_BYTES, toOutputBytes } from "../shared/reportLimits";

export interface Output {
  text: string;
  data: object;
}

/** Cognigy allows 10 calls per execution; one of them stores the result. */
const MAX_OUTPUTS = 8;

export function toFittingOutputs(message: StructuredMessage | undefined, words: string): Output[] {
  const outputs = message ? toRichOutputs(message, words) : [{ text: words }];
  return checkOutputs(outputs.map(toOutput));
}

export function checkOutputs(outputs: Output[]): Output[] {
  const bytes = outputs.map(({ text, data }) => toOutputBytes(text, data));
  const largest = Math.max(...bytes);
  if (largest > MAX_OUTPUT_BYTES || outputs.length > MAX_OUTPUTS) {
    const problem =
      largest > MAX_OUTPUT_BYTES
        ? `an output of it has ${largest} bytes; ${MAX_OUTPUT_BYTES} are allowed`
        : `it has ${bytes.reduce((sum, one) => sum + one, 0)} bytes and would take ${outputs.length} outputs; ${MAX_OUTPUTS} are allowed`;
    throw new EngageError("invalid_message", `The message was not sent: ${problem}.`, {
      hint: "Cognigy.AI takes no larger ones. Use fewer or shorter entries, texts and addresses, or send several messages.",
    });
  }
  return outputs;
}

/** Cards that do not fit into one gallery go on in the next. */
function toRichOutputs(message: StructuredMessage, words: string): RichOutput[] {
  const fits = (outputs: readonly RichOutput[]) =>
    outputs.map(toOutput).every(({ text, data }) => toOutputBytes(text, data) <= MAX_OUTPUT_BYTES);
  const whole = toCognigyOutputs(message, words);
  if (message.type !== "carousel" || fits(whole)) {
    return whole;
  }
  const galleries: unknown[][] = [];
  for (const card of readRecords(message, "items")) {
    const last = galleries.at(-1);
    if (last && fits(toCognigyOutputs({ ...message, items: [...last, card] }, ""))) {
      last.push(card);
    } else {
      galleries.push([card]);
    }
  }
  return galleries.flatMap((items, index) => toCognigyOutputs({ ...message, items }, index === 0 ? words : ""));
}

function toOutput({ text, content }: RichOutput): Output {
  return { text, data: content ? { _cognigy: { _default: content } } : {} };
}
