/** The text of an HTML body, as Engage shows it in `body_formatted.text`. */

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: "\u00a0" };

export function decodeHtml(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/p>\s*(?=.)/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(#39|[a-z]+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
