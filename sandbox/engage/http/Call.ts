/** One authenticated REST call, as the routes see it. */
import type { EngageDomain } from "../domain/EngageDomain";
import { EngageRefusal } from "../domain/EngageRefusal";
import { find, hasPermission, hasRight } from "../domain/find";
import type { User } from "../domain/records";
import type { Parameters } from "./Parameters";

export interface UploadedFile {
  filename: string;
  contentType: string;
  bytes: Uint8Array;
}

export class Call {
  constructor(
    readonly domain: EngageDomain,
    readonly user: User,
    readonly token: string,
    readonly parameters: Parameters,
    private readonly path: Readonly<Record<string, string>>,
    readonly origin: string,
    readonly file: UploadedFile | undefined,
  ) {}

  /** A variable part of the path. */
  pathId(name: string): string {
    return this.path[name] ?? "";
  }

  canRead(sourceId: string): boolean {
    return hasPermission(this.user, sourceId, "read");
  }

  /** A record that belongs to a source which the user cannot read does not exist for that user. */
  findReadable<Value extends { source_id: string }>(
    records: ReadonlyMap<string, Value>,
    id: string | undefined,
  ): Value {
    const record = find(records, id);
    if (!this.canRead(record.source_id)) {
      throw new EngageRefusal("unknown", "Record not found");
    }
    return record;
  }

  demandRight(...anyOf: string[]): void {
    if (!anyOf.some((right) => hasRight(this.user, right))) {
      throw new EngageRefusal("forbidden", "You are not allowed to perform this action");
    }
  }

  /** Communities of the sources that the user may read. */
  readableCommunityIds(): string[] {
    return [...this.domain.sources.values()]
      .filter((source) => this.canRead(source.id))
      .map((source) => source.community_id);
  }
}
