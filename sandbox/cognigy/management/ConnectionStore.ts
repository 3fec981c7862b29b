/** The Connections of all Projects. What is in their secret fields is never given out. */
import * as z from "zod";
import type { Platform } from "../Platform";
import { createId, createReferenceId } from "./createId";
import type { ManagementReadings } from "./ManagementReadings";
import { ManagementRefusal } from "./ManagementRefusal";
import { parseBody } from "./parseBody";

export interface StoredConnection {
  _id: string;
  referenceId: string;
  projectId: string;
  name: string;
  extension: string;
  type: string;
  fields: Record<string, string>;
}

const fields = z.record(z.string(), z.string());
const createSchema = z.strictObject({
  projectId: z.string(),
  resourceLevel: z.string().optional(),
  name: z.string().min(1),
  extension: z.string(),
  type: z.string(),
  fields,
});
const MAX_FIELDS = 10;

export class ConnectionStore {
  readonly items: StoredConnection[] = [];

  constructor(
    private readonly platform: Platform,
    private readonly readings: ManagementReadings,
  ) {}

  create(body: unknown): StoredConnection {
    const given = parseBody(createSchema, body);
    if (given.resourceLevel !== undefined && !this.readings.knowsResourceLevel) {
      throw new ManagementRefusal(400, "Field 'resourceLevel' is not allowed", 1000);
    }
    const { extension } = this.platform;
    if (extension?.name !== given.extension || !extension.connections.some(({ type }) => type === given.type)) {
      throw new ManagementRefusal(404, "Resource not found");
    }
    checkFields(given.fields);
    const { resourceLevel: _level, ...rest } = given;
    const connection = { _id: createId(), referenceId: createReferenceId(), ...rest };
    this.items.push(connection);
    return connection;
  }

  patch(connection: StoredConnection, body: unknown): void {
    const given = parseBody(z.strictObject({ fields }), body);
    checkFields(given.fields);
    connection.fields = given.fields;
  }

  remove(connection: StoredConnection): void {
    this.items.splice(this.items.indexOf(connection), 1);
  }
}

function checkFields(given: Readonly<Record<string, string>>): void {
  const count = Object.keys(given).length;
  if (count < 1 || count > MAX_FIELDS) {
    throw new ManagementRefusal(400, `Invalid field: fields: 1 to ${MAX_FIELDS} are allowed`);
  }
}

/** Without the values: secrets cannot be read back. */
export function connectionView({ fields: given, projectId: _project, type, ...rest }: StoredConnection) {
  return {
    ...rest,
    type,
    connectionSchema: { type },
    isDeprecated: false,
    fields: Object.fromEntries(Object.keys(given).map((key) => [key, null])),
  };
}
