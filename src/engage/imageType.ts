/** The kinds of image files that structured messages carry, and how a file shows its kind. */

export const IMAGE_TYPES = {
  "image/png": { extension: "png", name: "PNG", isIn: (bytes: Buffer) => startsWith(bytes, "89504e470d0a1a0a") },
  "image/jpeg": { extension: "jpg", name: "JPEG", isIn: (bytes: Buffer) => startsWith(bytes, "ffd8ff") },
  /** On a few channels only. The first box of an MP4 file is `ftyp`, behind four bytes of its length. */
  "video/mp4": { extension: "mp4", name: "MP4", isIn: (bytes: Buffer) => startsWith(bytes.subarray(4), "66747970") },
} as const;

export type ImageType = keyof typeof IMAGE_TYPES;

function startsWith(bytes: Buffer, hex: string): boolean {
  return bytes.subarray(0, hex.length / 2).toString("hex") === hex;
}

/** `image/PNG; charset=binary` -> `image/png`; undefined for whatever is none of the three. */
export function toImageType(contentType: string | undefined): ImageType | undefined {
  const name = (contentType ?? "").split(";")[0]?.trim().toLowerCase();
  // Not a registered name, but a common one.
  if (name === "image/jpg") {
    return "image/jpeg";
  }
  return name !== undefined && isImageType(name) ? name : undefined;
}

function isImageType(name: string): name is ImageType {
  return Object.hasOwn(IMAGE_TYPES, name);
}
