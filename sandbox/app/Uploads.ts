/** Files that customers of Webchat sent: the page's server keeps them, as a Webchat's upload service does. */
import { randomUUID } from "node:crypto";

export interface Upload {
  /** On the page's server. */
  path: string;
  name: string;
  contentType: string;
  bytes: Buffer;
}

const MAX_UPLOADS = 50;
const PATH = "/api/uploads/";

export class Uploads {
  private readonly files = new Map<string, Upload>();

  add(file: { name: string; contentType: string; content: string }): Upload {
    const id = randomUUID();
    const { name, contentType } = file;
    const upload: Upload = { path: `${PATH}${id}`, name, contentType, bytes: Buffer.from(file.content, "base64") };
    this.files.set(id, upload);
    const [oldest] = this.files.keys();
    if (oldest !== undefined && this.files.size > MAX_UPLOADS) {
      this.files.delete(oldest);
    }
    return upload;
  }

  find(id: string): Upload | undefined {
    return this.files.get(id);
  }

  findByUrl(url: string): Upload | undefined {
    const start = url.indexOf(PATH);
    return start === -1 ? undefined : this.files.get(url.slice(start + PATH.length));
  }

  clear(): void {
    this.files.clear();
  }
}
