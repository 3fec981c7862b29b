/** Cognigy's side as its REST API shows it: the key, and the switches of the Endpoints' transformers. */
import { parseEndpointUrl } from "../../../src/engage/engageUrls";
import { findProject } from "../../cognigy/findProject";
import { ManagementError } from "../../cognigy/ManagementError";
import { createManagementApi, type ManagementApi } from "../../cognigy/managementApi";
import { tokenOf } from "../../deploy/planEndpoint";
import { type EndpointRole, SWITCHES, type SwitchName, switchesOf } from "../../deploy/transformerRoles";
import type { Finding } from "../../report";
import { SETTINGS, type Settings } from "../../settings";
import { type Check, type CheckContext, fail, pass, warn } from "../check";

const REQUEST_MS = 8_000;
const LONGEST_PAUSE_MS = 2_000;

export const endpointBase: Check = {
  id: "endpointBase",
  title: "Base of the Endpoint service",
  needs: ["cognigyEndpointUrl"],
  after: [],
  async run({ settings, value }) {
    const base = parseEndpointUrl(value("cognigyEndpointUrl"));
    const others = [settings.get("cognigyHubUrl") ?? [], settings.list("cognigyCustomerUrls")]
      .flat()
      // One that is no Endpoint URL is told with the values.
      .filter((url) => SETTINGS.cognigyHubUrl.findProblem(url) === undefined && !url.startsWith(`${base}/`));
    if (others.length === 0) {
      return [pass("endpoint_base", "COGNIGY_ENDPOINT_URL is the base of the Endpoint URLs")];
    }
    return [
      fail(
        "endpoint_base_differs",
        `COGNIGY_ENDPOINT_URL is ${base}, but there are Endpoints at ${[...new Set(others.map((url) => new URL(url).origin))].join(", ")}: deliveries would go astray.`,
        "Use the part of the Endpoint URLs before their token, here and in the Connection (cognigyEndpointUrl).",
        "Cognigy.AI > Deploy > Endpoints",
      ),
    ];
  },
};

function openApi({ value }: CheckContext): ManagementApi {
  const baseUrl = new URL(value("cognigyApiUrl")).origin;
  return createManagementApi({
    baseUrl,
    apiKey: value("cognigyApiKey"),
    timeoutMs: REQUEST_MS,
    longestPauseMs: LONGEST_PAUSE_MS,
  });
}

function withoutKey(settings: Settings): string | undefined {
  return settings.get("cognigyApiKey") === undefined
    ? "there is no API key of Cognigy.AI (COGNIGY_API_KEY)"
    : undefined;
}

export const cognigyKey: Check = {
  id: "cognigyKey",
  title: "API key of Cognigy.AI",
  needs: ["cognigyApiUrl", "cognigyApiKey"],
  after: [],
  unless: withoutKey,
  run: (context) =>
    orFinding(async () => {
      const { name } = await findProject(openApi(context), context.settings.get("cognigyProjectId"));
      return [pass("cognigy_key", `The API key can see the Project "${name}"`)];
    }),
};

export const cognigyEndpoints: Check = {
  id: "cognigyEndpoints",
  title: "Switches of the transformers",
  needs: ["cognigyApiUrl", "cognigyApiKey", "cognigyHubUrl"],
  after: ["cognigyKey", "hubHandshake", "relay"],
  unless: withoutKey,
  run: (context) =>
    orFinding(async () => {
      const api = openApi(context);
      const { _id } = await findProject(api, context.settings.get("cognigyProjectId"));
      const items = await api.listEndpoints(_id);
      const wishes = [
        { role: "hub", url: context.value("cognigyHubUrl") } as const,
        ...(context.settings.usesBridge ? context.settings.list("cognigyCustomerUrls") : []).map(
          (url) => ({ role: "relay", url }) as const,
        ),
      ];
      return Promise.all(
        wishes.map(async ({ role, url }) => {
          const item = items.find(({ URLToken }) => URLToken === tokenOf(url));
          if (item === undefined) {
            return warn(
              "endpoint_elsewhere",
              `The Endpoint of the ${role} is not in this Project.`,
              "Check COGNIGY_PROJECT_ID, or look at its switches yourself.",
            );
          }
          return checkSwitches(role, item.name, (await api.readEndpoint(item._id)).transformer ?? {});
        }),
      );
    }),
};

function checkSwitches(role: EndpointRole, name: string, found: Readonly<Record<string, unknown>>): Finding {
  const wanted = switchesOf(role);
  const wrong = Object.keys(SWITCHES)
    .filter((key): key is SwitchName => key in SWITCHES)
    .filter((key) => (found[key] === true) !== wanted[key] && !isHarmless(role, key));
  if (wrong.length === 0) {
    return pass("switches", `The switches of "${name}" (${role}) are right`);
  }
  const what = wrong.map((key) => `${SWITCHES[key]} must be ${wanted[key] ? "on" : "off"}`).join(", ");
  return fail(
    "switches_wrong",
    `In the Endpoint "${name}" (${role}): ${what}.`,
    "Set the switches in the Transformer section of the Endpoint, or let `install` do it.",
    `Cognigy.AI > Deploy > Endpoints > ${name} > Transformer`,
  );
}

/** The files have no such handlers, so that their switches change nothing. */
function isHarmless(role: EndpointRole, key: SwitchName): boolean {
  return key === "finalPingTransformerEnabled" || (role === "hub" && key === "notifyTransformerEnabled");
}

async function orFinding(look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ManagementError) {
      return [error.toFinding()];
    }
    throw error;
  }
}
