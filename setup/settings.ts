/** Every value that the assistant knows: how it is given, what is asked, where it is found, and what form it has. */
import { EngageError } from "../src/core/errors";
import { parseApiUrl, parseEndpointUrl, parseRealtimeUrl } from "../src/engage/engageUrls";
import { toEndpointBase } from "./cognigy/hosts";

export interface SettingDefinition {
  /** On the command line: `--engage-api-url`. */
  flag: string;
  /** In the environment and in .env. */
  variable: string;
  question: string;
  whereToFind: string;
  isSecret: boolean;
  /** What is wrong with the form of a value, as a sentence; nothing if it may be right. */
  findProblem: (value: string) => string | undefined;
}

const ROUTES = ["bridge", "channel"] as const;
const ENGAGE_ADMIN = "In Engage: Admin";
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/i;

export const SETTINGS = {
  engageApiUrl: define("ENGAGE_API_URL", "Base API URL of Engage", {
    whereToFind:
      "The address of your Engage console with .api in it: {account}.api.engagement.dimelo.com or {account}.api.digital.ringcentral.com.",
    findProblem: problemOf(parseApiUrl),
  }),
  engageAccessToken: secret("ENGAGE_ACCESS_TOKEN", "API access token of Engage", {
    whereToFind: `${ENGAGE_ADMIN} > API access tokens.`,
    findProblem: findTokenProblem,
  }),
  engageBotCategoryId: define("ENGAGE_BOT_CATEGORY_ID", "Bot category", {
    whereToFind: `${ENGAGE_ADMIN} > Categories > Bot; the id is in the address of its edit page. \`provision\` creates it if there is none.`,
    findProblem: findNameProblem,
  }),
  engageAgentCategoryId: define("ENGAGE_AGENT_CATEGORY_ID", "Agent category", {
    whereToFind: `${ENGAGE_ADMIN} > Categories > Agent; the id is in the address of its edit page. \`provision\` creates it if there is none.`,
    findProblem: findNameProblem,
  }),
  engageSourceIds: define(
    "ENGAGE_SOURCE_IDS",
    "Sources on whose channels the bot answers (route channel), separated by commas",
    {
      whereToFind: `${ENGAGE_ADMIN} > Sources; the id is in the address of its edit page.`,
      findProblem: findNameProblem,
    },
  ),
  engageAgentEmails: define(
    "ENGAGE_AGENT_EMAILS",
    "People who take over, separated by commas (they get the Agent category)",
    {
      whereToFind: `${ENGAGE_ADMIN} > Users.`,
      findProblem: (value) => findNameProblem(value),
    },
  ),
  engageRealtimeEndpointUrl: define("ENGAGE_REALTIME_ENDPOINT_URL", "Realtime Endpoint URL of the Channel SDK source", {
    whereToFind: `${ENGAGE_ADMIN} > Sources > your Channel SDK source > Implementation details.`,
    findProblem: problemOf(parseRealtimeUrl),
  }),
  engageRealtimeAccessToken: secret("ENGAGE_REALTIME_ACCESS_TOKEN", "API access token of the Channel SDK source", {
    whereToFind: `${ENGAGE_ADMIN} > Sources > your Channel SDK source > API access token.`,
    findProblem: findTokenProblem,
  }),
  engageWebhookSecret: secret("ENGAGE_WEBHOOK_SECRET", "Secret of the webhook", {
    whereToFind: `${ENGAGE_ADMIN} > Webhooks > your webhook; \`provision\` generates one if there is none.`,
    findProblem: (value) =>
      findTokenProblem(value) ?? (value.length > 255 ? "A secret has fewer than 256 characters." : undefined),
  }),
  engageVerificationToken: secret("ENGAGE_VERIFICATION_TOKEN", "Verification token of the webhook", {
    whereToFind: `${ENGAGE_ADMIN} > Webhooks > your webhook; \`provision\` generates one if there is none.`,
    findProblem: findTokenProblem,
  }),
  engageBaseUriKey: secret("ENGAGE_BASE_URI_KEY", "Key at the end of the source's Base URI (?key=...)", {
    whereToFind: "You choose it; `provision` generates one if there is none.",
    findProblem: findTokenProblem,
  }),
  cognigyHubUrl: define("COGNIGY_HUB_URL", "Endpoint URL of the hub (the Webhook Endpoint that Engage calls)", {
    whereToFind: "In Cognigy.AI: Deploy > Endpoints > the hub's Endpoint > Endpoint URL.",
    findProblem: findEndpointUrlProblem,
  }),
  cognigyCustomerUrls: define(
    "COGNIGY_CUSTOMER_URLS",
    "Endpoint URLs through which customers write (route bridge), separated by commas",
    {
      whereToFind: "In Cognigy.AI: Deploy > Endpoints > the Webchat, Socket.IO or Webhook Endpoint > Endpoint URL.",
      findProblem: (value) => firstProblem(toList(value), findEndpointUrlProblem),
    },
  ),
  cognigyEndpointUrl: define("COGNIGY_ENDPOINT_URL", "Base of the Cognigy Endpoint service", {
    whereToFind:
      "The part of any Endpoint URL before its token, such as https://endpoint-trial.cognigy.ai. It follows from COGNIGY_API_URL if that host begins with api.",
    findProblem: problemOf(parseEndpointUrl),
  }),
  cognigyApiUrl: define("COGNIGY_API_URL", "Base URL of the Cognigy API", {
    whereToFind: "The address of Cognigy.AI with api- in front: https://api-trial.cognigy.ai.",
    findProblem: findWebUrlProblem,
  }),
  cognigyApiKey: secret("COGNIGY_API_KEY", "API key of Cognigy.AI", {
    whereToFind: "In Cognigy.AI: your profile > My Profile > API Keys.",
    findProblem: findTokenProblem,
  }),
  routes: define("ENGAGE_ROUTES", "Where your customers write: bridge, channel, or both, separated by commas", {
    whereToFind: "bridge: in a Cognigy channel such as Webchat. channel: on a channel that Engage owns.",
    findProblem: (value) =>
      firstProblem(toList(value), (one) =>
        ROUTES.some((route) => route === one) ? undefined : `"${one}" is neither bridge nor channel.`,
      ),
  }),
  engageTimeSheetId: define("ENGAGE_TIME_SHEET_ID", "Time sheet with the business hours", {
    whereToFind: `${ENGAGE_ADMIN} > Business hours.`,
    findProblem: findNameProblem,
  }),
  cognigyModelId: define("COGNIGY_MODEL_ID", "Language model for an AI Agent that hands over", {
    whereToFind: "In Cognigy.AI: Build > LLM.",
    findProblem: findNameProblem,
  }),
  rehearsalCustomerUrl: define(
    "REHEARSAL_CUSTOMER_URL",
    "Address that writes as the customer in a rehearsal (stand-ins)",
    {
      whereToFind: "`npm run sandbox:headless` prints it. At real accounts a person writes: leave it empty.",
      findProblem: findWebUrlProblem,
    },
  ),
  cognigyProjectId: define("COGNIGY_PROJECT_ID", "Cognigy Project", {
    whereToFind: "In Cognigy.AI: open the Project; the id comes after /project/ in the address.",
    findProblem: findNameProblem,
  }),
} as const satisfies Record<string, SettingDefinition>;

export type SettingKey = keyof typeof SETTINGS;

export const SETTING_KEYS = Object.keys(SETTINGS).filter((key): key is SettingKey => key in SETTINGS);

/** How a missing value is named to whoever must give it. */
export function nameOf(key: SettingKey): string {
  const { question, flag, variable } = SETTINGS[key];
  return `${question} (--${flag} or ${variable})`;
}

export type Origin = "flag" | "environment" | "file" | "prompt" | "generated";

/** The values of one run, with where each came from. Empty and "-" mean "not set". */
export class Settings {
  private readonly values = new Map<SettingKey, { value: string; origin: Origin }>();

  constructor(
    sources: Readonly<Record<"flag" | "environment" | "file", Readonly<Record<string, string | undefined>>>>,
  ) {
    for (const key of SETTING_KEYS) {
      const { flag, variable } = SETTINGS[key];
      // The first that is given wins, also when it is empty: that is how a run leaves out what .env has.
      const given = [
        { value: sources.flag[flag], origin: "flag" },
        { value: sources.environment[variable], origin: "environment" },
        { value: sources.file[variable], origin: "file" },
      ] as const;
      const first = given.find(({ value }) => value !== undefined);
      if (first?.value !== undefined) {
        this.set(key, first.value, first.origin);
      }
    }
  }

  set(key: SettingKey, value: string, origin: Origin): void {
    const text = value.trim();
    if (text === "" || text === "-") {
      this.values.delete(key);
    } else {
      this.values.set(key, { value: text, origin });
    }
  }

  get(key: SettingKey): string | undefined {
    return this.values.get(key)?.value ?? (key === "cognigyEndpointUrl" ? this.deriveEndpointBase() : undefined);
  }

  /** Endpoint URLs differ in their end alone, so the hub's shows what all of them begin with. So does the API's host. */
  private deriveEndpointBase(): string | undefined {
    const hub = this.values.get("cognigyHubUrl")?.value;
    if (hub === undefined || findEndpointUrlProblem(hub) !== undefined) {
      return toEndpointBase(this.values.get("cognigyApiUrl")?.value ?? "");
    }
    const { origin, pathname } = new URL(hub);
    return origin + pathname.replace(/\/[^/]*\/*$/, "");
  }

  /** Several values in one, separated by commas or white space. */
  list(key: SettingKey): string[] {
    return toList(this.get(key) ?? "");
  }

  /** Nothing for one that is not set, or derived from another. */
  originOf(key: SettingKey): Origin | undefined {
    return this.values.get(key)?.origin;
  }

  /** By the names of the environment variables, as scripts/fill.ts takes them. */
  toEnvironment(): Record<string, string> {
    return Object.fromEntries(
      SETTING_KEYS.flatMap((key) => {
        const value = this.get(key);
        return value === undefined ? [] : [[SETTINGS[key].variable, value]];
      }),
    );
  }

  secrets(): string[] {
    return SETTING_KEYS.flatMap((key) => (SETTINGS[key].isSecret ? (this.get(key) ?? []) : []));
  }

  /** Route bridge is wanted as soon as one of its values is there. */
  get usesBridge(): boolean {
    return this.list("routes").includes("bridge") || this.hasRealtime;
  }

  /** One of the values of the Channel SDK source is there. */
  get hasRealtime(): boolean {
    return this.get("engageRealtimeEndpointUrl") !== undefined || this.get("engageRealtimeAccessToken") !== undefined;
  }
}

function define(
  variable: string,
  question: string,
  rest: Pick<SettingDefinition, "whereToFind" | "findProblem">,
): SettingDefinition {
  return { flag: variable.toLowerCase().replaceAll("_", "-"), variable, question, isSecret: false, ...rest };
}

function secret(...parameters: Parameters<typeof define>): SettingDefinition {
  return { ...define(...parameters), isSecret: true };
}

function toList(value: string): string[] {
  return value.split(/[\s,]+/).filter((item) => item !== "");
}

function firstProblem(values: readonly string[], findProblem: SettingDefinition["findProblem"]): string | undefined {
  return values.map(findProblem).find((problem) => problem !== undefined);
}

function problemOf(parse: (value: string) => unknown): SettingDefinition["findProblem"] {
  return (value) => {
    try {
      parse(value);
      return undefined;
    } catch (error) {
      // The hints speak of the Connection's field, which has the same value.
      const hint =
        error instanceof EngageError ? error.hint?.replace(/ (of|in) the RingCentral Engage Connection/, "") : "";
      return error instanceof Error ? `${error.message} ${hint ?? ""}`.trim() : String(error);
    }
  };
}

function findTokenProblem(value: string): string | undefined {
  return /^[\x21-\x7E]+$/.test(value) ? undefined : "It contains spaces or characters that no token has.";
}

/** Ids, and names that are looked up. */
function findNameProblem(value: string): string | undefined {
  return /^[^\p{Cc}]+$/u.test(value) ? undefined : `"${value}" is neither an id nor a name.`;
}

function findWebUrlProblem(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined) {
    return `"${value}" is not a URL with https:// in front.`;
  }
  if (url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname))) {
    return undefined;
  }
  return `"${value}" must begin with https://, because secrets are sent to it.`;
}

function findEndpointUrlProblem(value: string): string | undefined {
  const problem = findWebUrlProblem(value);
  if (problem !== undefined || new URL(value).pathname !== "/") {
    return problem;
  }
  return `"${value}" lacks the token at its end: copy the whole Endpoint URL, such as https://endpoint-trial.cognigy.ai/3f5a0c... .`;
}
