/** Makes a Cognigy node of a definition: descriptor, children, config, budgets, result storage, exits and errors. */
import { createNodeDescriptor, type INodeDescriptor, type INodeFunctionBaseParams } from "@cognigy/extension-tools";
import type { ISnippet } from "@cognigy/extension-tools/build/interfaces/descriptor";
import { type Connection, parseConnection } from "../../connection";
import { CONNECTION_TYPE } from "../../connectionSchema";
import { EngageError, toEngageError, toStoredError } from "../../core/errors";
import type { Hmac } from "../../core/hmac";
import { systemClock } from "../../engage/clock";
import { createEngageClient, type EngageClient } from "../../engage/engageClient";
import type { Sealing } from "../../protocol/sealing";
import { type Claims, readClaims } from "./claims";
import { type ConfigOf, connectionField, type Fields, type Section, type ShownIf } from "./field";
import { type Localized, localized } from "./localized";
import { createNodeApi, type NodeApi } from "./nodeApi";
import { type NodeInput, parseNodeInput } from "./nodeInput";
import { fitMessage } from "./reportLimits";
import { errorFields, errorSection, storageFields, storageSection, storeResult } from "./resultStorage";
import { toToolAnswer } from "./toolAnswers";
import { within } from "./within";

/** The platform stops a node after 20 s; ours end within 15 s, whatever Engage does. */
const NODE_BUDGET_MS = 15_000;
/** Kept back for storing the result. */
const RESERVE_MS = 1_000;
const REQUEST_BUDGET_MS = 5_000;

export interface Exit {
  label: Localized;
  kind: "done" | "notNow" | "failed";
}

/** Everything that `run` needs. */
export interface NodeRun<Config> {
  config: Config;
  connection: Connection;
  input: NodeInput;
  claims: Claims;
  profile: Readonly<Record<string, unknown>>;
  api: NodeApi;
  engage: EngageClient;
  hmac: Hmac;
  /** For our own messages, in this input's session. */
  sealing: Sealing;
  nowMs: number;
  /** For seals. */
  newId(): string;
}

export interface NodeOutcome<ExitType extends string> {
  exit?: ExitType;
  result: { status: string } & Record<string, unknown>;
  /** Failed after something was done, which the result says. What did nothing throws instead. */
  error?: EngageError;
}

export interface NodeDefinition<F extends Fields, Exits extends Readonly<Record<string, Exit>>> {
  type: string;
  label: Localized;
  summary: Localized;
  fields: F;
  /** Fields that are in no section come first, in the order of `fields`. */
  sections?: Readonly<Record<string, Section>>;
  /** The field whose value is shown on the node in the Flow. */
  preview: keyof F & string;
  tags: readonly string[];
  tokens?: readonly ISnippet[];
  exits?: Exits;
  errorExit?: keyof Exits & string;
  resultKey: string;
  run(node: NodeRun<ConfigOf<F>>): Promise<NodeOutcome<keyof Exits & string>>;
}

const CONNECTION_LABEL = localized(
  "RingCentral Engage Connection",
  "RingCentral-Engage-Verbindung",
  "Conexión de RingCentral Engage",
);
const COLOR = "#1f5fa8";
const EXIT_COLORS = { done: "#3c9d5d", notNow: "#c77d0a", failed: "#cf142b" } as const;

/** The node's descriptor, followed by those of its exits. */
export function defineNode<
  const F extends Fields,
  const Exits extends Readonly<Record<string, Exit>> = Record<never, Exit>,
>(definition: NodeDefinition<F, Exits>): INodeDescriptor[] {
  const fields = {
    connection: connectionField(CONNECTION_LABEL, CONNECTION_TYPE),
    ...definition.fields,
    ...storageFields(definition.resultKey),
    ...errorFields,
  };
  const sections = { ...definition.sections, storage: storageSection, errors: errorSection };
  const inSections = new Set(Object.values(sections).flatMap((section) => section.fields));
  const exits = Object.entries<Exit>(definition.exits ?? {});
  return [
    createNodeDescriptor({
      type: definition.type,
      defaultLabel: definition.label,
      summary: definition.summary,
      appearance: { color: COLOR, textColor: "white" },
      ...(exits.length > 0 && { dependencies: { children: exits.map(([type]) => type) } }),
      fields: Object.entries(fields).map(([key, field]) => ({ key, ...field.descriptor })),
      sections: Object.entries(sections).map(([key, section]) => ({
        key,
        defaultCollapsed: true,
        ...section,
        fields: [...section.fields],
      })),
      form: [
        ...Object.keys(fields)
          .filter((key) => !inSections.has(key))
          .map((key) => ({ type: "field" as const, key })),
        ...Object.keys(sections).map((key) => ({ type: "section" as const, key })),
      ],
      preview: { type: "text", key: definition.preview },
      tags: ["service", ...definition.tags],
      tokens: [...(definition.tokens ?? [])],
      function: (params) => runNode(definition, params),
    }),
    ...exits.map(([type, exit]) => createExit(definition.type, type, exit)),
  ];
}

function createExit(parentType: string, type: string, exit: Exit): INodeDescriptor {
  return createNodeDescriptor({
    type,
    parentType,
    defaultLabel: exit.label,
    appearance: { variant: "mini", textColor: "white", color: EXIT_COLORS[exit.kind] },
    constraints: {
      editable: false,
      deletable: false,
      creatable: false,
      movable: false,
      placement: { predecessor: { whitelist: [] } },
    },
  });
}

/** Ends within the budget, in an exit, with a stored result. Throws only when the Flow's author asked for it. */
async function runNode<F extends Fields, Exits extends Readonly<Record<string, Exit>>>(
  definition: NodeDefinition<F, Exits>,
  { cognigy, config, childConfigs }: INodeFunctionBaseParams,
): Promise<void> {
  const api = createNodeApi(cognigy);
  const stored: Readonly<Record<string, unknown>> = { ...config };
  let engage: EngageClient | undefined;
  const run = () =>
    startRun(definition, cognigy, stored, api, (client) => {
      engage = client;
    });
  const outcome = await within(NODE_BUDGET_MS - RESERVE_MS / 2, run(), outOfTime).catch(
    (thrown): NodeOutcome<keyof Exits & string> => ({ result: { status: "error" }, error: toEngageError(thrown) }),
  );
  const { error, result } = outcome;
  if (error) {
    api.log("error", `RingCentral Engage ${definition.type}: ${error.code}: ${error.message}`);
  }
  const calls = engage?.countCalls() ?? 0;
  engage?.close();

  const failure = error ? { status: "error", error: toStoredError(error) } : {};
  const reported = { ...result, ...failure, calls };
  const toolAnswer = toToolAnswer(definition.type, reported);
  storeResult(api, stored, definition.resultKey, { ...reported, toolAnswer });
  if (error && errorFields.stopOnError.parse(stored.stopOnError)) {
    const { code, message, hint } = error;
    throw new Error(`${definition.type}: ${code}: ${fitMessage(message)}${hint ? ` ${fitMessage(hint)}` : ""}`);
  }
  const exitType = error ? definition.errorExit : outcome.exit;
  const exit = childConfigs.find(({ type }) => type === exitType);
  if (exit) {
    api.setNextNode(exit.id);
  }
}

async function startRun<F extends Fields, Exits extends Readonly<Record<string, Exit>>>(
  definition: NodeDefinition<F, Exits>,
  cognigy: INodeFunctionBaseParams["cognigy"],
  stored: Readonly<Record<string, unknown>>,
  api: NodeApi,
  onStart: (engage: EngageClient) => void,
): Promise<NodeOutcome<keyof Exits & string>> {
  const nowMs = systemClock.now();
  const connection = parseConnection(stored.connection);
  const input = parseNodeInput(cognigy.input);
  const sealing: Sealing = {
    hmac,
    accessToken: connection.engage.accessToken,
    realtimeAccessToken: connection.realtimeAccessToken,
    sessionId: input.sessionId,
    nowMs,
  };
  const claims = readClaims(sealing, input.data);
  if (claims.rejected.length > 0) {
    const members = claims.rejected.map((member) => `input.data.${member}`).join(", ");
    api.log(
      "warn",
      `RingCentral Engage ${definition.type}: ${members} carries no seal of this Connection's tokens and is ignored`,
    );
  }
  const engage = createEngageClient({
    settings: connection.engage,
    hmac,
    clock: systemClock,
    budget: { deadlineMs: nowMs + NODE_BUDGET_MS - RESERVE_MS, requestMs: REQUEST_BUDGET_MS },
    onCall: ({ method, path, status, failure, ms, attempt }) =>
      api.log("debug", `RingCentral Engage ${method} ${path} ${status ?? failure ?? ""} ${ms} ms (attempt ${attempt})`),
  });
  onStart(engage);
  return definition.run({
    config: parseConfig(definition.fields, Object.values(definition.sections ?? {}), stored),
    connection,
    input,
    claims,
    profile: { ...cognigy.profile },
    api,
    engage,
    hmac,
    sealing,
    nowMs,
    newId: () => loadCrypto().randomBytes(9).toString("base64url"),
  });
}

const hmac: Hmac = (algorithm, key, data) => loadCrypto().createHmac(algorithm, key).update(data).digest();

/** Takes Node some milliseconds, and many executions neither seal nor check anything. */
function loadCrypto(): typeof import("node:crypto") {
  return require("node:crypto");
}

/**
 * A field that is hidden, by itself or with its section, keeps its stored value. It counts as if it had never been set,
 * and a mistake in it as none.
 */
function parseConfig<F extends Fields>(
  fields: F,
  sections: readonly Section[],
  stored: Readonly<Record<string, unknown>>,
): ConfigOf<F> {
  const config: Record<string, unknown> = {};
  // The field that a condition names comes before.
  const isMet = (condition: ShownIf | undefined) =>
    condition === undefined || [condition.value].flat().some((value) => value === config[condition.key]);
  for (const [key, { descriptor, parse }] of Object.entries(fields)) {
    const section = sections.find((one) => one.fields.includes(key));
    const isShown = isMet(descriptor.condition) && isMet(section?.condition);
    config[key] = parse(isShown ? stored[key] : undefined);
  }
  return config as ConfigOf<F>;
}

function outOfTime(): EngageError {
  return new EngageError("timeout", `The node did not end within ${NODE_BUDGET_MS / 1000} seconds.`, {
    retryable: true,
    hint: "Try again; Cognigy.AI or Engage is slow at the moment.",
  });
}
