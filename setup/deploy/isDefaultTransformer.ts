/**
 * Whether a transformer is what an Endpoint has before anybody has written one. What Cognigy.AI puts there is not
 * documented: nothing, comments alone, or handlers that pass on what they get.
 */
import { type Token, tokenizer } from "acorn";

/** All that code can name which only passes on. */
const NAMES: ReadonlySet<string> = new Set([
  ...["createRestTransformer", "createWebhookTransformer", "createSocketTransformer"],
  ...["handleInput", "handleOutput", "handleExecutionFinished", "handleInject", "handleNotify"],
  ...["request", "response", "body", "payload", "endpoint", "output", "outputs", "processedOutput"],
  ...["userId", "sessionId", "text", "data", "async", "const", "return", "undefined", "null"],
]);
const PUNCTUATION: ReadonlySet<string> = new Set(["(", ")", "{", "}", "[", "]", ",", ";", ":", ".", "=>", "="]);

export function isDefaultTransformer(code: string): boolean {
  try {
    return [...tokenizer(code, { ecmaVersion: "latest" })].every((token) => isHarmless(token, code));
  } catch {
    return false;
  }
}

/** A text is somebody's, unless it is empty. */
function isHarmless({ type: { label }, start, end }: Token, code: string): boolean {
  const text = code.slice(start, end);
  return label === "string" ? end - start === 2 : PUNCTUATION.has(text) || NAMES.has(text);
}
