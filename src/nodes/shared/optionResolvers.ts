/**
 * Live options of select fields. Cognigy runs a resolver from its source text, alone: nothing outside a function's own
 * body exists for it, not even `URL`, and it has 5 requests of 1 s each, 5 s and 1 MB. That's why these two repeat each
 * other, and the rules by which `connection.ts` and `engageUrls.ts` read the Connection. A test runs their text out of
 * the packed module and compares.
 */
import type { INodeField } from "@cognigy/extension-tools/build/interfaces/descriptor";

type Resolver = NonNullable<INodeField["optionsResolver"]>["resolverFunction"];

/** The account's categories, children with their parent's name. */
export const resolveCategories: Resolver = async ({ api, config }) => {
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
  const readPage = async (base: string, page: number) => {
    const answer = (await api.httpRequest?.({
      method: "GET",
      url: `${base}/categories?limit=150&offset=${page * 150}`,
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
    })) as { data?: { count?: unknown; records?: unknown } } | undefined;
    if (!Array.isArray(answer?.data?.records)) {
      throw new Error("Engage's API did not answer with a list; check the Base API URL");
    }
    return {
      count: Number(answer.data.count) || 0,
      records: answer.data.records as { id: string; name?: string; parent_id?: string; unselectable?: boolean }[],
    };
  };
  try {
    const base = parseApiUrl();
    const first = await readPage(base, 0);
    const pages = Math.min(5, Math.ceil(first.count / 150));
    const others = await Promise.all(
      Array.from({ length: Math.max(0, pages - 1) }, (_, index) => readPage(base, index + 1)),
    );
    const records = [first, ...others].flatMap((page) => page.records);
    const names = new Map(records.map((record) => [record.id, record.name ?? record.id]));
    const options = records
      .filter((record) => !record.unselectable)
      .map((record) => ({
        label: `${record.parent_id && names.has(record.parent_id) ? `${names.get(record.parent_id)} / ` : ""}${record.name ?? record.id}`,
        value: String(record.id),
      }))
      .sort((a, b) => a.label.localeCompare(b.label));
    const rest = first.count - records.length;
    return [
      { label: "(none chosen here)", value: "" },
      ...options,
      ...(rest > 0 ? [{ label: `... and ${rest} more, not shown here`, value: "" }] : []),
    ];
  } catch (error) {
    const status = (error as { response?: { status?: number } }).response?.status;
    const reason = status ? `it answered ${status}` : error instanceof Error ? error.message : "no reason given";
    const shown = reason.replaceAll(accessToken, "[removed]").slice(0, 150);
    return [{ label: `Categories cannot be read from Engage: ${shown}`, value: "" }];
  }
};

/** The account's channel groups, in which agents have a status. */
export const resolveChannels: Resolver = async ({ api, config }) => {
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
      url: `${parseApiUrl()}/channels?limit=150`,
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
    })) as { data?: { count?: unknown; records?: unknown } } | undefined;
    if (!Array.isArray(answer?.data?.records)) {
      throw new Error("Engage's API did not answer with a list; check the Base API URL");
    }
    const records = answer.data.records as { id: string; name?: string }[];
    const rest = (Number(answer.data.count) || 0) - records.length;
    return [
      { label: "(any channel)", value: "" },
      ...records.map((record) => ({ label: record.name ?? String(record.id), value: String(record.id) })),
      ...(rest > 0 ? [{ label: `... and ${rest} more, not shown here`, value: "" }] : []),
    ];
  } catch (error) {
    const status = (error as { response?: { status?: number } }).response?.status;
    const reason = status ? `it answered ${status}` : error instanceof Error ? error.message : "no reason given";
    const shown = reason.replaceAll(accessToken, "[removed]").slice(0, 150);
    return [{ label: `Channels cannot be read from Engage: ${shown}`, value: "" }];
  }
};
