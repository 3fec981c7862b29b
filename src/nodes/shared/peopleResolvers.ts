/** Live options of the fields that say who shall get a conversation. For why these repeat each other, see `optionResolvers.ts`. */
import type { INodeField } from "@cognigy/extension-tools/build/interfaces/descriptor";

type Resolver = NonNullable<INodeField["optionsResolver"]>["resolverFunction"];

/** The account's teams. */
export const resolveTeams: Resolver = async ({ api, config }) => {
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
      url: `${base}/teams?limit=150&offset=${page * 150}`,
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
    })) as { data?: { count?: unknown; records?: unknown } } | undefined;
    if (!Array.isArray(answer?.data?.records)) {
      throw new Error("Engage's API did not answer with a list; check the Base API URL");
    }
    return { count: Number(answer.data.count) || 0, records: answer.data.records as { id: string; name?: string }[] };
  };
  try {
    const base = parseApiUrl();
    const first = await readPage(base, 0);
    const pages = Math.min(5, Math.ceil(first.count / 150));
    const others = await Promise.all(
      Array.from({ length: Math.max(0, pages - 1) }, (_, index) => readPage(base, index + 1)),
    );
    const records = [first, ...others].flatMap((page) => page.records);
    const rest = first.count - records.length;
    return [
      { label: "(any team)", value: "" },
      ...records
        .map((record) => ({ label: record.name ?? String(record.id), value: String(record.id) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
      ...(rest > 0 ? [{ label: `... and ${rest} more, not shown here`, value: "" }] : []),
    ];
  } catch (error) {
    const status = (error as { response?: { status?: number } }).response?.status;
    const reason = status ? `it answered ${status}` : error instanceof Error ? error.message : "no reason given";
    const shown = reason.replaceAll(accessToken, "[removed]").slice(0, 150);
    return [{ label: `Teams cannot be read from Engage: ${shown}`, value: "" }];
  }
};

/** The account's users who are switched on. Engage doesn't say which of them are agents. */
export const resolveAgents: Resolver = async ({ api, config }) => {
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
      url: `${base}/users?limit=150&offset=${page * 150}`,
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
    })) as { data?: { count?: unknown; records?: unknown } } | undefined;
    if (!Array.isArray(answer?.data?.records)) {
      throw new Error("Engage's API did not answer with a list; check the Base API URL");
    }
    return {
      count: Number(answer.data.count) || 0,
      records: answer.data.records as {
        id: string;
        firstname?: string;
        lastname?: string;
        email?: string;
        enabled?: boolean;
      }[],
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
    const rest = first.count - records.length;
    return [
      { label: "(any agent)", value: "" },
      ...records
        .filter((record) => record.enabled !== false)
        .map((record) => ({
          label: [record.firstname, record.lastname].filter(Boolean).join(" ") || record.email || String(record.id),
          value: String(record.id),
        }))
        .sort((a, b) => a.label.localeCompare(b.label)),
      ...(rest > 0 ? [{ label: `... and ${rest} more, not shown here`, value: "" }] : []),
    ];
  } catch (error) {
    const status = (error as { response?: { status?: number } }).response?.status;
    const reason = status ? `it answered ${status}` : error instanceof Error ? error.message : "no reason given";
    const shown = reason.replaceAll(accessToken, "[removed]").slice(0, 150);
    return [{ label: `Users cannot be read from Engage: ${shown}`, value: "" }];
  }
};

/** Engage has no list of languages, but its users say which they speak. */
export const resolveLanguages: Resolver = async ({ api, config }) => {
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
      url: `${base}/users?limit=150&offset=${page * 150}`,
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
    })) as { data?: { count?: unknown; records?: unknown } } | undefined;
    if (!Array.isArray(answer?.data?.records)) {
      throw new Error("Engage's API did not answer with a list; check the Base API URL");
    }
    return {
      count: Number(answer.data.count) || 0,
      records: answer.data.records as { enabled?: boolean; spoken_languages?: string[] | null }[],
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
    const rest = first.count - records.length;
    const speakers = new Map<string, number>();
    for (const { enabled, spoken_languages } of records) {
      for (const language of new Set(enabled === false ? [] : (spoken_languages ?? []))) {
        speakers.set(language, (speakers.get(language) ?? 0) + 1);
      }
    }
    return [
      { label: "(any language)", value: "" },
      ...[...speakers]
        .map(([language, count]) => ({ label: `${language} (spoken by ${count})`, value: language }))
        .sort((a, b) => a.label.localeCompare(b.label)),
      ...(rest > 0 ? [{ label: `... and ${rest} users more, not read here`, value: "" }] : []),
    ];
  } catch (error) {
    const status = (error as { response?: { status?: number } }).response?.status;
    const reason = status ? `it answered ${status}` : error instanceof Error ? error.message : "no reason given";
    const shown = reason.replaceAll(accessToken, "[removed]").slice(0, 150);
    return [{ label: `Languages cannot be read from Engage: ${shown}`, value: "" }];
  }
};
