/**
 * Live options: the account's time sheets. Self-contained like those in `optionResolvers.ts`, whose header says why, and
 * for that reason a copy of most of them.
 */
import type { INodeField } from "@cognigy/extension-tools/build/interfaces/descriptor";

type Resolver = NonNullable<INodeField["optionsResolver"]>["resolverFunction"];

export const resolveTimeSheets: Resolver = async ({ api, config }) => {
  const read = (field: string) =>
    String(config.connection?.[field] ?? "")
      .trim()
      .replace(/^-$/, "");
  const [apiUrl, accessToken] = [read("apiUrl"), read("accessToken")];
  if (apiUrl === "" || accessToken === "") {
    return [{ label: "Choose a Connection with Base API URL and API Access Token first", value: "" }];
  }
  const parseApiUrl = () => {
    const form = /^(?:(https?):\/\/)?([a-z\d.-]+|\[[\da-f:]+\])(:\d+)?(\/[^\s?#\\]*)?(?:[?#]\S*)?$/i;
    const [, scheme = "https", name, port = "", path = ""] = form.exec(apiUrl) ?? [];
    if (name === undefined) {
      throw new Error("the Base API URL is not a URL");
    }
    const host = name.toLowerCase();
    if (scheme.toLowerCase() === "http" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(host)) {
      throw new Error("the Base API URL must start with https://");
    }
    const consoleHost = /^([a-z\d-]+)\.(engagement\.dimelo\.com|(?:lab\.)?digital\.ringcentral\.com)$/.exec(host);
    if (consoleHost) {
      throw new Error(`the Base API URL is Engage's console; enter ${consoleHost[1]}.api.${consoleHost[2]}`);
    }
    if (!/^[\x21-\x7E]+$/.test(accessToken)) {
      throw new Error("the API Access Token contains characters that no token has");
    }
    return `${scheme.toLowerCase()}://${host}${port}${path.replace(/\/+$/, "") || "/1.0"}`;
  };
  try {
    const answer = (await api.httpRequest?.({
      method: "GET",
      url: `${parseApiUrl()}/time_sheets?limit=150`,
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
    })) as { data?: { count?: unknown; records?: unknown } } | undefined;
    if (!Array.isArray(answer?.data?.records)) {
      throw new Error("Engage's API did not answer with a list; check the Base API URL");
    }
    const records = answer.data.records as { id: string; label?: string; active?: boolean }[];
    const rest = (Number(answer.data.count) || 0) - records.length;
    return [
      { label: "(none chosen here)", value: "" },
      ...records.map((record) => ({
        label: `${record.label ?? record.id}${record.active === false ? " (switched off)" : ""}`,
        value: String(record.id),
      })),
      ...(rest > 0 ? [{ label: `... and ${rest} more, not shown here`, value: "" }] : []),
    ];
  } catch (error) {
    const status = (error as { response?: { status?: number } }).response?.status;
    const reason = status ? `it answered ${status}` : error instanceof Error ? error.message : "no reason given";
    const shown = reason.replaceAll(accessToken, "[removed]").slice(0, 150);
    return [{ label: `Time sheets cannot be read from Engage: ${shown}`, value: "" }];
  }
};
