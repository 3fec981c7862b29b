/** Plans the transformer of one Endpoint: the right file for its type, complete, and not there yet. */
import { join } from "node:path";
import { TRANSFORMERS } from "../../scripts/transformerConfig";
import { ManagementError } from "../cognigy/ManagementError";
import type { ManagementApi } from "../cognigy/managementApi";
import type { EndpointItem, RemoteEndpoint } from "../cognigy/shapes";
import type { Finding } from "../report";
import type { DeployPlan, ForeignTransformer } from "./DeployPlan";
import { decideTransformer, describeCode } from "./decideTransformer";
import { findLosses } from "./findLosses";
import { findOtherValues } from "./findOtherValues";
import { MAX_BODY_BYTES } from "./fitTransformer";
import { judgePresent } from "./judgePresent";
import { keepSettings } from "./keepSettings";
import { saveReplaced, toReplacedPath } from "./saveReplaced";
import { type EndpointRole, fileFor } from "./transformerRoles";

export interface EndpointTarget {
  api: ManagementApi;
  /** Those of the Project. */
  endpoints: readonly EndpointItem[];
  readCode: (file: string) => Promise<string>;
  /** Where filled transformers are, in `filled`, and replaced ones, in `replaced`. */
  outputFolder: string;
  /** The settings of this run. */
  environment: Readonly<Record<string, string>>;
}

export interface EndpointWish {
  role: EndpointRole;
  url: string;
}

const ROLES = {
  hub: { setting: "COGNIGY_HUB_URL", types: "Webhook" },
  relay: { setting: "COGNIGY_CUSTOMER_URLS", types: "Webchat, Socket.IO or Webhook" },
} as const;

const entriesOf = (file: string) => TRANSFORMERS.find((one) => one.file === file)?.config ?? [];

export async function planEndpoint(target: EndpointTarget, { role, url }: EndpointWish): Promise<DeployPlan> {
  const { api, endpoints, readCode, outputFolder, environment } = target;
  const { setting, types } = ROLES[role];
  const token = tokenOf(url);
  const item = endpoints.find(({ URLToken }) => URLToken === token);
  if (!item) {
    return failure({
      code: "endpoint_not_found",
      message: `The Project has no Endpoint with the URL ${shorten(url)}.`,
      fix: `Copy the Endpoint URL again into ${setting}, or check COGNIGY_PROJECT_ID: the Endpoint is in another Project.`,
    });
  }
  const file = fileFor(role, item.channel);
  if (file === undefined) {
    return failure({
      code: "endpoint_wrong_type",
      message: `The Endpoint "${item.name}" is of type ${item.channel}; ${setting} needs ${types}.`,
      fix: `Create an Endpoint of such a type under Deploy > Endpoints, and give its URL as ${setting}.`,
    });
  }
  const call = `PATCH /new/v2.0/endpoints/${item._id}`;
  const filledPath = join(outputFolder, "filled", file);
  try {
    const [filled, remote] = await Promise.all([readCode(file), api.readEndpoint(item._id)]);
    const present = remote.transformer?.transformer ?? "";
    const carried = keepSettings(present, filled, entriesOf(file));
    const { code } = carried;
    const { changes, changesCode, update, bytes } = decideTransformer(remote.transformer, role, code);
    if (bytes > MAX_BODY_BYTES) {
      return failure({
        code: "transformer_too_large",
        message: `${file} makes a request of ${bytes} bytes; Cognigy's API takes ${MAX_BODY_BYTES}.`,
        fix: `Paste ${filledPath} into the Transformer editor of "${item.name}" by hand.`,
      });
    }
    const findings = [
      ...findOddities(remote, role),
      ...findStaleness(file, findOtherValues(code, environment)),
      ...findLosses(item.name, carried),
    ];
    const keeps = carried.kept.length === 0 ? [] : [`keeps what you changed in CONFIG: ${carried.kept.join(", ")}`];
    if (changes.length === 0) {
      const message = `The Endpoint "${item.name}" has ${file} and its switches already${keeps.length === 0 ? "" : `; it ${keeps[0]}`}.`;
      return { findings: [...findings, { level: "pass", code: "endpoint_current", message }], steps: [] };
    }
    const author = changesCode ? await judgePresent(present) : "build";
    const savedTo =
      author !== "build" && present.trim() !== "" ? toReplacedPath(outputFolder, item.name, present) : undefined;
    const replaces: ForeignTransformer | undefined =
      author === "foreign" && savedTo !== undefined
        ? { endpointId: item._id, endpointName: item.name, file, present: describeCode(present), savedTo }
        : undefined;
    const carryOut = async (): Promise<Finding> => {
      if (savedTo !== undefined) {
        await saveReplaced(savedTo, present);
      }
      await api.updateTransformer(item._id, update);
      const after = decideTransformer((await api.readEndpoint(item._id)).transformer, role, code);
      if (!after.changesCode && !after.isCompiled) {
        throw new ManagementError(
          "endpoint_not_compiled",
          `Cognigy.AI took ${file} for "${item.name}", but did not compile it, so the Endpoint doesn't run it.`,
          `Open the Transformer editor of "${item.name}" under Deploy > Endpoints, correct what it marks, and run \`install\` again.`,
        );
      }
      if (after.changes.length > 0) {
        throw new ManagementError(
          "endpoint_not_applied",
          `Cognigy.AI took the change of "${item.name}", but reads back differently: ${after.changes.join("; ")}.`,
          `Compare it with ${filledPath} in the Transformer editor, and run \`install\` again.`,
        );
      }
      const saved = savedTo === undefined ? "" : ` The code that it had before is in ${savedTo}.`;
      return { level: "pass", code: "endpoint_deployed", message: `The Endpoint "${item.name}" runs ${file}.${saved}` };
    };
    const replacing = replaces === undefined ? [] : [`replaces a transformer that isn't ours (${replaces.present})`];
    const saving = savedTo === undefined ? [] : [`saves the present code in ${savedTo} first`];
    const notes = [...(replaces === undefined ? [] : [...replacing, ...saving]), ...keeps];
    return {
      findings,
      steps: [
        {
          summary: [`put ${file} into the Endpoint "${item.name}"`, ...notes.map((one) => `it ${one}`)].join("; "),
          call,
          changes: [`"${item.name}": ${file}`, ...changes, ...replacing, ...saving, ...keeps],
          ...(replaces && { replaces }),
          carryOut,
        },
      ],
    };
  } catch (error) {
    if (error instanceof ManagementError) {
      return { findings: [error.toFinding()], steps: [] };
    }
    throw error;
  }
}

/** What is not ours to change, but keeps the transformer from working. */
function findOddities({ name, active, handoverSettings }: RemoteEndpoint, role: EndpointRole): Finding[] {
  const provider = handoverSettings?.provider ?? "none";
  return [
    ...(active === false
      ? [
          {
            level: "warn",
            code: "endpoint_inactive",
            message: `The Endpoint "${name}" is switched off.`,
            fix: "Switch it on.",
            place: "In Cognigy.AI: Deploy > Endpoints",
          } as const,
        ]
      : []),
    ...(role === "relay" && provider !== "none"
      ? [
          {
            level: "warn",
            code: "endpoint_has_provider",
            message: `The Endpoint "${name}" has the handover provider ${provider}. The setting is read-only since 2026.4.`,
            fix: "Check that no Flow of this Endpoint has a Handover to Human Agent node: engage-relay brings the customer to the agent.",
            place: "In Cognigy.AI: Build > Flows",
          } as const,
        ]
      : []),
  ];
}

function findStaleness(file: string, names: readonly string[]): Finding[] {
  if (names.length === 0) {
    return [];
  }
  return [
    {
      level: "warn",
      code: "filled_differs",
      message: `The filled ${file} has another value of ${names.join(", ")} than the settings.`,
      fix: "Unless you changed the file yourself, run `npm run setup -- write`, then `install` again.",
    },
  ];
}

export function tokenOf(url: string): string {
  return (
    new URL(url).pathname
      .split("/")
      .filter((part) => part !== "")
      .at(-1) ?? ""
  );
}

/** Whoever has an Endpoint URL can write to the Endpoint. */
function shorten(url: string): string {
  return `${new URL(url).host}/${tokenOf(url).slice(0, 6)}...`;
}

function failure(finding: Omit<Finding, "level">): DeployPlan {
  return { findings: [{ level: "fail", ...finding }], steps: [] };
}
