/** Images by URL as attachments in Engage. One that was uploaded is known for the life of the process. */
import { fetchImage, type ImageRules } from "./fetchImage";
import type { AttachmentFile } from "./resources/attachments";

export type ImageWish = Pick<ImageRules, "types"> & { isPrivate: boolean };

interface Uploading {
  apiUrl: string;
  /** For the download of one image. */
  timeoutMs(): number;
  upload(file: AttachmentFile): Promise<{ id: string }>;
}

/** Far more than one bot has; the oldest goes first. */
const MAX_KNOWN = 1_000;
const known = new Map<string, string>();

const LOOPBACK_HOST = /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/i;

export function createImageUploads({ apiUrl, timeoutMs, upload }: Uploading) {
  // The API's address stands for the account.
  const toKey = (url: string, wish: ImageWish) => [apiUrl, wish.isPrivate, wish.types.join(), url].join("\n");
  return {
    /** The attachment's id. */
    async uploadImage(url: string, wish: ImageWish): Promise<string> {
      const key = toKey(url, wish);
      const earlier = known.get(key);
      if (earlier !== undefined) {
        return earlier;
      }
      const image = await fetchImage(url, {
        types: wish.types,
        timeoutMs: timeoutMs(),
        allowLoopback: LOOPBACK_HOST.test(apiUrl),
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
