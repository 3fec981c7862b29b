/** A label of a descriptor in the language of the page, which is English. */
export function localizedText(label: string | { default: string } | null | undefined): string {
  return typeof label === "string" ? label : (label?.default ?? "");
}
