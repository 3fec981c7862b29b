/** A text body as HTML, as Engage shows it in `body_formatted.html` and sends it where no text option is declared. */

export function encodeHtml(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<p>${escaped.replaceAll("\n", "<br />")}</p>`;
}
