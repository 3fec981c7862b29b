/** Plans the two Endpoints: the hub that Engage calls, and the Webchat that customers use on route bridge. */
import { isDeepStrictEqual } from "node:util";
import { ManagementError } from "../cognigy/ManagementError";
import type { EndpointItem, RemoteEndpoint, RemoteFlow } from "../cognigy/shapes";
import type { DeployPlan } from "../deploy/DeployPlan";
import type { Finding } from "../report";
import { createEndpoint, type EndpointWish, usesFlow } from "./createEndpoint";
import { createOnce } from "./createOnce";
import { findFlow } from "./findFlow";
import { START_PAYLOAD } from "./flows/botFlow";
import type { FlowRole } from "./flows/FlowPlan";
import { NAMES } from "./marker";
import type { Site, Stage } from "./Site";
import { switchFlow } from "./switchFlow";

type EndpointSettings = Readonly<Record<string, unknown>>;

interface EndpointKind {
  role: "hub" | "webchat";
  name: string;
  channel: EndpointWish["channel"];
  flow: FlowRole;
  variable: "COGNIGY_HUB_URL" | "COGNIGY_CUSTOMER_URLS";
  /** Its transformer, which is set when all values are there. */
  file: string;
  /** The settings that are wanted, from those that are there. An Endpoint that isn't new keeps all that can work. */
  toSettings(present: EndpointSettings, isNew: boolean): EndpointSettings;
}

/** Nothing is ever sent there: the hub's transformer sends itself. */
const NOWHERE = { webhookUrl: "https://example.invalid/", basicAuthUser: "", basicAuthPassword: "" };

const HUB: EndpointKind = {
  role: "hub",
  name: NAMES.hubEndpoint,
  channel: "webhook",
  flow: "hub",
  variable: "COGNIGY_HUB_URL",
  file: "engage-hub.js",
  toSettings: (present, isNew) =>
    isNew || !present.webhookUrl
      ? { ...NOWHERE, ...present, webhookUrl: present.webhookUrl || NOWHERE.webhookUrl }
      : present,
};

const WEBCHAT: EndpointKind = {
  role: "webchat",
  name: NAMES.webchatEndpoint,
  channel: "webchat3",
  flow: "bot",
  variable: "COGNIGY_CUSTOMER_URLS",
  file: "engage-relay.socket.js",
  // All groups go back: a missing one is refused.
  toSettings: (present, isNew) =>
    isNew
      ? {
          ...present,
          startBehavior: {
            ...groupOf(present, "startBehavior"),
            startBehavior: "injection",
            getStartedPayload: START_PAYLOAD,
          },
          demoWebchat: { ...groupOf(present, "demoWebchat"), enabled: true },
        }
      : present,
};

export const hubEndpointStage: Stage = { title: "Endpoint of the hub", plan: (site) => planEndpoint(site, HUB) };
export const webchatEndpointStage: Stage = { title: "Webchat", plan: (site) => planEndpoint(site, WEBCHAT) };

async function planEndpoint(site: Site, kind: EndpointKind): Promise<DeployPlan> {
  const { api, project } = site;
  const item = await findEndpoint(site, kind);
  if (item === undefined) {
    return {
      findings: [],
      steps: [
        {
          summary: `create the Endpoint "${kind.name}" with ${kind.file}`,
          call: "POST /new/v2.0/endpoints",
          changes: [
            `"${kind.name}" (${kind.channel})`,
            "PATCH .../endpoints/...: settings",
            `PATCH .../endpoints/...: ${kind.file} with its switches`,
          ],
          carryOut: () => create(site, kind),
        },
      ],
    };
  }
  const endpoint = await api.readEndpoint(item._id);
  const { present, wanted } = compareSettings(site, kind, endpoint);
  const newFlow = await findNewFlow(site, kind, endpoint);
  const changes = [
    ...(isDeepStrictEqual(present, wanted) ? [] : ["settings"]),
    ...(isSet(site, kind, item) ? [] : [`${kind.variable} in .env`]),
    ...(newFlow === undefined ? [] : ["flowId"]),
  ];
  if (changes.length === 0) {
    const message = `The Endpoint "${item.name}" is set up in "${project.name}".`;
    return { findings: [{ level: "pass", code: "endpoint_current", message }], steps: [] };
  }
  return {
    findings: [],
    steps: [
      {
        summary: `set up the Endpoint "${item.name}": ${changes.join(", ")}`,
        call: `PATCH /new/v2.0/endpoints/${item._id}`,
        changes: [`"${item.name}": ${changes.join(", ")}`],
        async carryOut() {
          if (newFlow !== undefined) {
            await switchFlow(site, item, newFlow);
            await site.state.forgetReplaced(kind.flow);
          }
          return configure(site, kind, endpoint);
        },
      },
    ],
  };
}

/** Only after --new-flow, also an interrupted one: an Endpoint that people gave another Flow keeps it. */
async function findNewFlow(site: Site, kind: EndpointKind, endpoint: RemoteEndpoint): Promise<RemoteFlow | undefined> {
  const flow = await findFlow(site, kind.flow);
  const replaced = site.state.project.replaced[kind.flow] ?? [];
  const isLeftBehind = replaced.some((old) => usesFlow(endpoint, old));
  const isOther = flow !== undefined && !usesFlow(endpoint, flow);
  if (replaced.length > 0 && !isLeftBehind) {
    // A person has switched it: from here on the choice is theirs.
    await site.state.forgetReplaced(kind.flow);
  }
  return isLeftBehind || (site.replacesChangedFlows && isOther) ? flow : undefined;
}

async function create(site: Site, kind: EndpointKind): Promise<Finding> {
  const flow = await findFlow(site, kind.flow);
  if (flow === undefined) {
    throw new ManagementError("flow_missing", `The Flow for "${kind.name}" is missing.`, "Run `install` again.");
  }
  const { item } = await createOnce<EndpointItem>(
    () => findEndpoint(site, kind),
    () => createEndpoint(site, { name: kind.name, channel: kind.channel, flow }),
  );
  await site.state.noteCreated("endpoints", item._id, item.name);
  await site.state.forgetReplaced(kind.flow);
  return configure(site, kind, await site.api.readEndpoint(item._id));
}

async function configure(site: Site, kind: EndpointKind, endpoint: RemoteEndpoint): Promise<Finding> {
  const { api, state } = site;
  const { present, wanted } = compareSettings(site, kind, endpoint);
  if (!isDeepStrictEqual(present, wanted)) {
    await api.updateEndpoint(endpoint._id, { settings: wanted });
    const after = (await api.readEndpoint(endpoint._id)).settings ?? {};
    if (!isDeepStrictEqual(after, { ...after, ...wanted })) {
      throw new ManagementError(
        "endpoint_not_applied",
        `Cognigy.AI took the settings of "${endpoint.name}", but reads back differently.`,
        `Compare them under Deploy > Endpoints > ${endpoint.name}, and run \`install\` again.`,
      );
    }
  }
  state.project.endpoints[kind.role] = endpoint._id;
  await state.save();
  if (!isSet(site, kind, endpoint)) {
    const others = kind.role === "webchat" ? site.settings.list("cognigyCustomerUrls") : [];
    await site.keep({ [kind.variable]: [...others, urlOf(site, endpoint)].join(",") });
  }
  return { level: "pass", code: "endpoint_ready", message: `The Endpoint "${endpoint.name}" is set up.` };
}

function compareSettings({ state }: Site, { role, toSettings }: EndpointKind, { _id, settings }: RemoteEndpoint) {
  const present = settings ?? {};
  return { present, wanted: toSettings(present, state.project.endpoints[role] !== _id) };
}

async function findEndpoint({ api, project, state }: Site, kind: EndpointKind): Promise<EndpointItem | undefined> {
  const endpoints = await api.listEndpoints(project._id);
  return (
    endpoints.find(({ _id }) => _id === state.project.endpoints[kind.role]) ??
    endpoints.find(({ name, channel }) => name === kind.name && channel === kind.channel)
  );
}

function urlOf({ settings }: Site, { URLToken }: EndpointItem): string {
  const base = settings.get("cognigyEndpointUrl");
  if (base === undefined) {
    throw new Error("An Endpoint was created before the address of the Endpoints is known");
  }
  return `${base.replace(/\/+$/, "")}/${URLToken}`;
}

function isSet(site: Site, { variable }: EndpointKind, item: EndpointItem): boolean {
  const { settings } = site;
  const urls = variable === "COGNIGY_HUB_URL" ? settings.list("cognigyHubUrl") : settings.list("cognigyCustomerUrls");
  return urls.some((url) => url.replace(/\/+$/, "").endsWith(`/${item.URLToken}`));
}

function groupOf(settings: EndpointSettings, name: string): EndpointSettings {
  const group = settings[name];
  return typeof group === "object" && group !== null ? { ...group } : {};
}
