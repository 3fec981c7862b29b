/** Files that customers of Webchat upload before they send them: kept in memory, the oldest go first. */
import { randomUUID } from "node:crypto";

export interface StoredFile {
  contentType: string;
  bytes: Uint8Array;
}

/** What the widget sends on in `data.attachments`; it adds the file's name. */
export interface UploadedFile {
  runtimeFileId: string;
  status: "scanned";
  mimeType: string;
  size: number;
  url: string;
}

const MAX_FILES = 50;
const MAX_TOKENS = 200;

export class UploadService {
  private readonly tokens = new Set<string>();
  private readonly files = new Map<string, StoredFile>();

  /** Good for as many files as the customer adds at once. */
  issueToken(): string {
    const token = randomUUID();
    this.tokens.add(token);
    forgetOldest(this.tokens, MAX_TOKENS);
    return token;
  }

  isAuthorized(header: string | undefined): boolean {
    return this.tokens.has(/^Bearer (.+)$/.exec(header ?? "")?.[1] ?? "");
  }

  /** `baseUrl`: where the files are served, with the slash at its end. */
  add(file: StoredFile, baseUrl: string): UploadedFile {
    const id = randomUUID();
    this.files.set(id, file);
    forgetOldest(this.files, MAX_FILES);
    const { contentType: mimeType, bytes } = file;
    return { runtimeFileId: id, status: "scanned", mimeType, size: bytes.length, url: `${baseUrl}${id}` };
  }

  find(id: string): StoredFile | undefined {
    return this.files.get(id);
  }
}

function forgetOldest(kept: Set<string> | Map<string, unknown>, max: number): void {
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size > max) {
    kept.delete(oldest);
  }
}
