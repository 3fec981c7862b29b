/** A message as a person sees it: its words, its files, and what there is to choose from. */
import type { Content } from "../sandbox/engage/domain/records";
import type { EngageDomain } from "../sandbox/engage/startEngage";

export function describeContent(domain: EngageDomain, content: Content): string {
  const files = content.attachment_ids.flatMap((id) => domain.attachments.get(id)?.filename ?? []);
  const place = content.location === null ? [] : ["a place"];
  const shown = [...files, ...titlesIn(content.structured_content), ...place];
  const isReply = content.structured_reply !== null;
  const isPrivate = content.private_message ? "private " : "";
  return `${isPrivate}${join(content.body, shown)}${isReply ? " (chosen)" : ""}`;
}

export function describeOutput(text: string | null, data: unknown): string {
  const files = [...new Set(JSON.stringify(data ?? {}).match(/(?:customers|agents)\.pdf/g))];
  // Addresses hold ids, which depend on what else there is.
  const words = wordsOf(text, data).replace(/http:\S+/g, "(link)");
  return join(words, [...files, ...titlesIn(data)]);
}

/** Above choices and cards, the words are in the data. */
export function wordsOf(text: string | null, data: unknown): string {
  return text || (/"text":"([^"]*)"/.exec(JSON.stringify(data ?? {}))?.[1] ?? "");
}

/** Of quick replies and buttons, in whatever form they are. */
function titlesIn(value: unknown): string[] {
  const titles = JSON.stringify(value ?? null).matchAll(/"title":"([^"]*)"/g);
  return [...new Set([...titles].flatMap(([, title]) => title ?? []))];
}

function join(text: string, extras: readonly string[]): string {
  return [text, ...extras.map((extra) => `[${extra}]`)].filter((part) => part !== "").join(" ");
}
