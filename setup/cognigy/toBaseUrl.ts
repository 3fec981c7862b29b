/** People copy the address with the path of the documentation's examples. */
export function toBaseUrl(url: string): string {
  return url
    .replace(/\/+$/, "")
    .replace(/(\/new)?\/v2\.0$/, "")
    .replace(/\/new$/, "");
}
