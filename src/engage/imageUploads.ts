/** Images by URL as attachments in Engage. One that was uploaded is known for the life of the process. */
import { isLoopbackHost } from "./engageUrls";
import type { ImageRules } from "./fetchImage";
import type { AttachmentFile } from "./resources/attachments";

export type ImageWish = Pick<ImageRules, "types"> & { isPrivate: boolean };

interface Uploading {
  apiUrl: string;
  /** Stands for the account and the user whose token it is, without naming the token. */
  account(): string;
  /** For the download of one image. */
  timeoutMs(): number;
  upload(file: AttachmentFile): Promise<{ id: string }>;
}

/** Far more than one bot has; the oldest goes first. */
const MAX_KNOWN = 1_000;
const known = new Map<string, string>();

export function createImageUploads({ apiUrl, account, timeoutMs, upload }: Uploading) {
  const toKey = (url: string, wish: ImageWish) => [account(), wish.isPrivate, wish.types.join(), url].join("\n");
  return {
    /** The attachment's id. */
    async uploadImage(url: string, wish: ImageWish): Promise<string> {
      const key = toKey(url, wish);
      const earlier = known.get(key);
      if (earlier !== undefined) {
        return earlier;
      }
      // Loaded by the few messages that have images.
      const { fetchImage }: typeof import("./fetchImage") = require("./fetchImage");
      const image = await fetchImage(url, {
        types: wish.types,
        timeoutMs: timeoutMs(),
        allowLoopback: isLoopbackHost(new URL(apiUrl).hostname),
      });
      const { id } = await upload({ ...image, isPrivate: wish.isPrivate });
      const [oldest] = known.keys();
      if (known.size >= MAX_KNOWN && oldest !== undefined) {
        known.delete(oldest);
      }
      known.set(key, id);
      return id;
    },

    /** Engage may have lost an attachment that this process still knows. */
    forgetImage(url: string, wish: ImageWish): void {
      known.delete(toKey(url, wish));
    },
  };
}
