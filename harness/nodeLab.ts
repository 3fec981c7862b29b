/** Nodes as a Flow runs them: out of the packed Extension, against the Engage stand-in. */

import { join } from "node:path";
import type { LoadedExtension } from "../sandbox/cognigy/loadExtension";
import { type NodeExecution, type NodeRun, runNode } from "../sandbox/cognigy/runNode";
import { forgetModule, runNodeInProcess } from "../sandbox/cognigy/runNodeInProcess";
import { type EngageOptions, type EngageStandIn, type Exchange, startEngage } from "../sandbox/engage/startEngage";
import { root } from "../scripts/paths";
import { bridgeInputOf, channelInputOf, connectionOf, SESSION_INPUT } from "./flowSituations";
import { installLeapingTime, type LeapingTime } from "./leapingTime";
import { checkExchanges } from "./openapi";
import { packedExtension } from "./packedExtension";

interface SentRequest {
  /** `PUT /content_threads/{id}/update_categories`; realtime calls by their whole path. */
  call: string;
  query?: Record<string, string | string[]>;
  body?: unknown;
}

export interface LabExecution extends NodeExecution {
  /** What the node stored under its default key, without the sentence that every result has. */
  result: Record<string, unknown>;
  toolAnswer: string;
}

export interface NodeLab {
  engage: EngageStandIn;
  extension: LoadedExtension;
  /** All fields of the Connection, right ones. */
  connection: Record<string, string>;
  /** Runs in this process without waiting. With `env` or `limits` it runs in a new process, as on the platform. */
  run(node: string, config?: Record<string, unknown>, rest?: LabRun): Promise<LabExecution>;
  /** Lets time leap during other work in this process. */
  leapDuring<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Every request since the test began, in the order of arrival, as the client built it. */
  sent(): SentRequest[];
  /** The calls alone, sorted, for requests that run at the same time. */
  calls(): string[];
}

export { referenceOf, SESSION, sealed, URL_TOKEN, USER } from "./flowSituations";

export interface LabRun extends Omit<NodeRun, "node" | "config"> {
  /** With a module that remembers nothing, as that of a new process. */
  fresh?: boolean;
}

/** `npm run coverage` cannot look into the package. */
const countsSources = process.env.NODES_FROM_SOURCES !== undefined;

export function useNodeLab(options: EngageOptions = {}): NodeLab {
  let engage: EngageStandIn | undefined;
  let extension: LoadedExtension | undefined;
  let time: LeapingTime | undefined;
  const running = () => {
    if (!engage || !extension || !time) {
      throw new Error("The lab is open during tests only");
    }
    return { engage, extension, time };
  };

  beforeAll(async () => {
    time = installLeapingTime();
    [engage, extension] = await Promise.all([startEngage(options), packedExtension()]);
  });
  beforeEach(() => running().engage.reset());
  afterEach(() => {
    expect(checkExchanges(running().engage.exchanges)).toEqual([]);
  });
  afterAll(async () => {
    await Promise.all([engage?.close(), extension?.close()]);
    time?.uninstall();
  });

  const lab: NodeLab = {
    get engage() {
      return running().engage;
    },
    get extension() {
      return running().extension;
    },
    get connection() {
      return connectionOf(running().engage);
    },
    async run(node, config = {}, { fresh = false, ...rest } = {}) {
      const loaded = running().extension;
      const run: NodeRun = {
        node,
        config: { connection: lab.connection, ...config },
        ...rest,
        input: { ...SESSION_INPUT, ...rest.input },
      };
      const inProcess = () => {
        if (fresh) {
          forgetModule(loaded.modulePath);
          return runNodeInProcess(loaded, { ...run, clockShiftMs: 0 });
        }
        return runNodeInProcess(countsSources ? { ...loaded, modulePath: join(root, "src/module.ts") } : loaded, run);
      };
      const ownProcess = rest.env !== undefined || rest.limits !== undefined;
      const execution = await (ownProcess ? runNode(loaded, run) : running().time.leapDuring(inProcess));
      const { toolAnswer, ...result } = findResult(execution);
      return { ...execution, result, toolAnswer: checkToolAnswer(node, result.status, toolAnswer) };
    },
    leapDuring: (work) => running().time.leapDuring(work),
    sent: () => running().engage.exchanges.map(toSentRequest),
    calls: () =>
      lab
        .sent()
        .map(({ call }) => call)
        .sort(),
  };
  return lab;
}

/** The last thing that the node wrote to input or context: its result. */
function findResult(execution: NodeExecution): Record<string, unknown> {
  const write = [...execution.apiCalls].reverse().find(({ name }) => name === "addToInput" || name === "addToContext");
  const value = write?.args[1];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Every outcome must have its sentence; each test that reaches an outcome checks it. */
function checkToolAnswer(node: string, status: unknown, toolAnswer: unknown): string {
  const text = String(toolAnswer ?? "");
  if (status !== undefined && !isOwnToolAnswer(text)) {
    throw new Error(`${node} has no toolAnswer for the outcome "${status}": "${text}"`);
  }
  return text;
}

function isOwnToolAnswer(text: string): boolean {
  return text.endsWith(".") && text.length < 400 && !text.startsWith("This step ");
}

function toSentRequest({ method, path, query, body, headers, rawBody }: Exchange): SentRequest {
  const values = toLists(query);
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  return {
    call: `${method} ${path.replace(/^\/1\.0/, "")}`,
    ...(values.size > 0 && { query: Object.fromEntries(values) }),
    ...(body !== undefined && { body: isForm ? Object.fromEntries(toLists(new URLSearchParams(rawBody))) : body }),
  };
}

/** `name[]` is a list even with one value. */
function toLists(pairs: Iterable<[string, string]>): Map<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    values.set(name, name.endsWith("[]") ? [...(values.get(name) ?? []), value] : value);
  }
  return values;
}

export function channelInput(lab: NodeLab, change: Record<string, unknown> = {}): Record<string, unknown> {
  return channelInputOf(lab.engage, change);
}

export function bridgeInput(lab: NodeLab, handover: "on" | "off" = "off"): Record<string, unknown> {
  return bridgeInputOf(lab.engage, handover);
}
