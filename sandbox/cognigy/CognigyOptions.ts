/** What can be set on the stand-in of Cognigy.AI. */
import type { LoadedExtension } from "./loadExtension";
import type { ManagementOptions } from "./management/ManagementOptions";
import type { NodeLimits } from "./NodeLimits";
import type { HttpLibraryName, HttpResult } from "./transformer/HttpLibrary";
import type { StorageConduct } from "./transformer/StorageView";
import type { ContextPause } from "./transformer/TransformerHost";
import type { TransformerLimits } from "./transformer/TransformerLimits";

/** An answer that the platform gives when no handler has given one. */
interface PlatformAnswer {
  status: number;
  body: unknown;
}

/**
 * How the outputs of one execution reach the output transformer. The platform promises no order: by default each starts
 * when the Flow makes it, and none waits for another. `serial`: each waits for the one before. A seed: they are held back
 * until the Flow has ended and then go one by one in an order that the seed decides.
 */
export type OutputOrder = "overlapping" | "serial" | { shuffleSeed: number };

export interface CognigyOptions {
  /** Without one no Flow can have nodes of an Extension. */
  extension?: LoadedExtension;
  /** Default: any free port. */
  port?: number;
  now?: () => number;
  /** Called when a record came or changed. */
  onChange?: () => void;
  /** For load tests: no process per node, and so no isolation. */
  runNodesInProcess?: boolean;
  /** Environment variables of the nodes' processes. */
  env?: Record<string, string>;
  nodeLimits?: Partial<NodeLimits>;
  transformerLimits?: Partial<TransformerLimits>;
  /** What carries out the requests of transformers. Default: axios, as since release 2025.25. */
  httpLibrary?: HttpLibraryName;
  /** Default: the body. */
  httpResult?: HttpResult;
  /** Whether `httpRequest` keeps the option `timeout`. Default: `request` does, axios does not. */
  httpTimeout?: "kept" | "ignored";
  /** How transformers see what they keep for a session. Default: live. */
  sessionStorage?: StorageConduct;
  /** Whether a second input of a session waits until the Flow has ended for the first. Default: side by side. */
  sessionInputs?: "sideBySide" | "inTurn";
  /** When a request is answered that no handler answers. Default: at once. */
  silentAnswer?: "atOnce" | "afterFlow" | "never";
  /** `source` of a notify as the customer's client sees it. Default: bot. */
  notifySource?: "bot" | "agent";
  /** Input Sanitization of Endpoints: what is left of HTML in the text and the data of an input. Default: off, all of it. */
  sanitizesInput?: boolean;
  /** Whether a node sees at once, in its `input`, what it adds with `addToInput`. Default: no. */
  addToInputIsVisible?: boolean;
  /** For simulations: transformers run in this thread, and wait so long before they take what the platform gives them. */
  transformerPauseMs?: ContextPause;
  bodyLimitBytes?: number;
  outputOrder?: OutputOrder;
  /** Whether what a node of an Extension says leaves while the node runs. Default: it does. */
  nodeOutputs?: "atEnd" | "atOnce";
  /** Whether a notify passes the output transformer: so on most releases. */
  notifyThroughOutput?: boolean;
  /** Whether a notify's `source`, as its handler returns it, reaches the customer. Not documented; default: no. */
  keepNotifySource?: boolean;
  /** Whether a Webchat Endpoint makes `_webchat` of the `_default` in a notify, too, as in every output of a Flow. Default: yes. */
  convertNotify?: boolean;
  /** What nodes get of `getConversationTranscript`, which older platforms do not have. Default: what they ask for. */
  transcript?: "asAsked" | "text" | "absent" | "fails" | "hangs";
  /** Between the loss of a socket and its event `user-disconnected`: 3 s on the platform, none here. */
  disconnectGraceMs?: number;
  /** Also starts the REST API of the platform, on a port of its own as it has a host of its own. */
  management?: boolean | ManagementOptions;
  /** Not documented by the platform, so settable. */
  answers?: Partial<PlatformAnswers>;
}

export interface PlatformAnswers {
  /** Taken, or discarded by the transformer. */
  accepted: PlatformAnswer;
  /** Neither transformer nor Endpoint can make a message of it. */
  invalid: PlatformAnswer;
  /** The transformer failed, and the Endpoint aborts on errors. */
  aborted: PlatformAnswer;
}

export const PLATFORM_ANSWERS: Readonly<PlatformAnswers> = {
  accepted: { status: 200, body: {} },
  invalid: { status: 400, body: { error: "Bad Request" } },
  aborted: { status: 500, body: { error: "Internal Server Error" } },
};

export const DEFAULT_BODY_LIMIT_BYTES = 10 * 1024 * 1024;
