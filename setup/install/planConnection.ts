/** Plans the Connection: created once, and its fields sent again whenever a value is another one. */
import { createHash, randomBytes } from "node:crypto";
import { CONNECTION_TYPE } from "../../src/connectionSchema";
import { ManagementError } from "../cognigy/ManagementError";
import type { ManagementApi } from "../cognigy/managementApi";
import type { RemoteConnection } from "../cognigy/shapes";
import type { DeployPlan } from "../deploy/DeployPlan";
import { toConnectionFields } from "../write/connectionFields";
import { createOnce } from "./createOnce";
import { EXTENSION_NAME } from "./extensionName";
import { NAMES } from "./marker";
import type { Site, Stage } from "./Site";
import { toSortedJson } from "./toSortedJson";

export async function findConnection({ api, project }: Site): Promise<RemoteConnection | undefined> {
  return (await api.listConnections(project._id)).find(
    ({ name, type, connectionSchema }) =>
      name === NAMES.connection && (connectionSchema?.type ?? type) === CONNECTION_TYPE,
  );
}

export const connectionStage: Stage = {
  title: "Connection",
  async plan(site): Promise<DeployPlan> {
    const { api, state } = site;
    const fields = toConnectionFields(site.settings);
    const shown = `fields: ${Object.entries(fields)
      .map(([name, value]) => `${name} ${value === "-" ? "not set" : "set"}`)
      .join(", ")}`;
    const found = await findConnection(site);
    const known = state.project.connection;
    if (found === undefined) {
      return {
        findings: [],
        steps: [
          {
            summary: `create the Connection "${NAMES.connection}"`,
            call: "POST /new/v2.0/connections",
            changes: [`"${NAMES.connection}" (RingCentral Engage)`, shown],
            async carryOut() {
              const { item } = await createOnce(
                () => findConnection(site),
                () => create(api, site.project._id, fields),
              );
              await state.noteCreated("connections", item._id, item.name);
              await remember(site, item._id, fields);
              return { level: "pass", code: "connection_created", message: `Created the Connection "${item.name}".` };
            },
          },
        ],
      };
    }
    if (known?.id === found._id && known.digest === digestOf(known.salt, fields)) {
      const message = `The Connection "${found.name}" has these values already.`;
      return { findings: [{ level: "pass", code: "connection_current", message }], steps: [] };
    }
    return {
      findings: [],
      steps: [
        {
          summary: `update the values of the Connection "${found.name}"`,
          call: `PATCH /new/v2.0/connections/${found._id}`,
          changes: [`"${found.name}"`, shown],
          async carryOut() {
            await api.updateConnection(found._id, fields);
            await remember(site, found._id, fields);
            return { level: "pass", code: "connection_updated", message: `Updated the Connection "${found.name}".` };
          },
        },
      ],
    };
  },
};

async function create(api: ManagementApi, projectId: string, fields: Readonly<Record<string, string>>) {
  const body = { projectId, name: NAMES.connection, extension: EXTENSION_NAME, type: CONNECTION_TYPE, fields };
  try {
    return await api.createConnection({ ...body, resourceLevel: "project" });
  } catch (error) {
    // Older releases don't know this member.
    if (error instanceof ManagementError && error.status === 400 && error.message.includes("resourceLevel")) {
      return api.createConnection(body);
    }
    throw error;
  }
}

async function remember({ state }: Site, id: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const salt = randomBytes(16).toString("hex");
  state.project.connection = { id, salt, digest: digestOf(salt, fields) };
  await state.save();
}

function digestOf(salt: string, fields: Readonly<Record<string, string>>): string {
  return createHash("sha256")
    .update(`${salt}\n${toSortedJson(fields)}`)
    .digest("hex");
}
