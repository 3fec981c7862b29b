/** Downloads an image that a Flow names by its URL: public addresses only, no redirects, a known type, a limited size. */
import type { IncomingMessage, RequestOptions } from "node:http";
import { EngageError } from "../core/errors";
import { cutText } from "../core/text";
import { parseUrl } from "../core/url";
import { IMAGE_TYPES, type ImageType, toImageType } from "./imageType";
import { isLoopbackAddress, isPublicAddress } from "./publicAddress";
import { USER_AGENT } from "./rest";

/** What Engage documents for images in structured messages. */
const MAX_IMAGE_BYTES = 5 * 1024 * 1024;

export interface FetchedImage {
  filename: string;
  contentType: ImageType;
  bytes: Buffer;
}

type LookupFunction = NonNullable<RequestOptions["lookup"]>;

export interface ImageRules {
  types: readonly ImageType[];
  /** For all of it, name look-up included. */
  timeoutMs: number;
  /** Only where Engage itself is on this machine, as in the sandbox. */
  allowLoopback: boolean;
  lookup?: LookupFunction;
}

export async function fetchImage(address: string, rules: ImageRules): Promise<FetchedImage> {
  const url = parseImageUrl(address);
  const signal = AbortSignal.timeout(rules.timeoutMs);
  try {
    const response = await open(url, rules, signal);
    try {
      const type = checkHead(url, response, rules.types);
      const bytes = await readBytes(url, response);
      if (!IMAGE_TYPES[type].isIn(bytes)) {
        throw refuse(url, `it is not the ${IMAGE_TYPES[type].name} file that its server says it is`);
      }
      return { filename: toFilename(url, type), contentType: type, bytes };
    } finally {
      response.destroy();
    }
  } catch (thrown) {
    if (thrown instanceof EngageError) {
      throw thrown;
    }
    const problem = signal.aborted ? `it did not arrive within ${rules.timeoutMs} ms` : describeFailure(thrown);
    throw refuse(url, problem, true);
  }
}

function parseImageUrl(address: string): URL {
  const url = parseUrl(address);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "" || url.password !== "") {
    throw new EngageError("image_unusable", `"${cutText(address, 80)}" is not the URL of an image.`, { hint: HINT });
  }
  return url;
}

function open(url: URL, rules: ImageRules, signal: AbortSignal): Promise<IncomingMessage> {
  const isAllowed = (host: string) => isPublicAddress(host) || (rules.allowLoopback && isLoopbackAddress(host));
  const host = url.hostname.replace(/^\[|\]$/g, "");
  // Node asks no look-up function about an address that is one already.
  const isAddress = host.includes(":") || /^[\d.]+$/.test(host);
  if (isAddress && !isAllowed(host)) {
    throw refuse(url, PRIVATE);
  }
  // Loaded when first needed, as all that speaks HTTP.
  const { get }: typeof import("node:http") = require(url.protocol === "https:" ? "node:https" : "node:http");
  const options = {
    // A connection of its own: one that is kept alive was checked by other rules.
    agent: false,
    lookup: allowOnly(isAllowed, url, rules.lookup ?? systemLookup),
    headers: { Accept: rules.types.join(", "), "User-Agent": USER_AGENT },
    signal,
  } as const;
  return new Promise((resolve, reject) => get(url, options, resolve).on("error", reject));
}

/** Node's own, loaded when first needed. */
const systemLookup: LookupFunction = (hostname, options, callback) => {
  const { lookup }: typeof import("node:dns") = require("node:dns");
  lookup(hostname, options, callback);
};

/** The addresses that pass here are those that are connected to: a name cannot point elsewhere after it was checked. */
function allowOnly(isAllowed: (address: string) => boolean, url: URL, lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) {
        return callback(error, []);
      }
      const addresses = Array.isArray(found) ? found.filter(({ address }) => isAllowed(address)) : [];
      const [first] = addresses;
      if (!first) {
        return callback(refuse(url, PRIVATE), []);
      }
      if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
}

function checkHead(url: URL, { statusCode = 0, headers }: IncomingMessage, types: readonly ImageType[]): ImageType {
  if (statusCode >= 300 && statusCode < 400) {
    throw refuse(url, "its server redirects to another address, and redirects are not followed");
  }
  if (statusCode !== 200) {
    throw refuse(url, `its server answered ${statusCode}`, statusCode >= 500);
  }
  const type = toImageType(headers["content-type"]);
  if (type === undefined || !types.includes(type)) {
    const allowed = types.map((one) => IMAGE_TYPES[one].name).join(" or ");
    const said = cutText(headers["content-type"] ?? "no type at all", 60);
    throw refuse(url, `its server says it is ${said}, and only ${allowed} is taken`);
  }
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw refuse(url, "its server sends it compressed");
  }
  if (Number(headers["content-length"]) > MAX_IMAGE_BYTES) {
    throw refuse(url, TOO_LARGE);
  }
  return type;
}

/** Counts what really comes: a declared length may be missing or wrong. */
async function readBytes(url: URL, response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > MAX_IMAGE_BYTES) {
      throw refuse(url, TOO_LARGE);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const TOO_LARGE = "it is larger than 5 MB";
const PRIVATE = "it is at a private address, and only public ones are used";
const HINT =
  "Give the address of a PNG or JPEG file of at most 5 MB that anybody on the internet can open, or the ID of an attachment that is in Engage already.";

/** Without the query: signed addresses hold secrets there. */
function refuse(url: URL, problem: string, retryable = false): EngageError {
  const shown = cutText(url.origin + url.pathname, 120);
  return new EngageError("image_unusable", `The image ${shown} cannot be used: ${problem}.`, { retryable, hint: HINT });
}

function describeFailure(thrown: unknown): string {
  // Not `instanceof Error`: in a virtual machine of its own, Node's errors are of another one.
  const code = typeof thrown === "object" && thrown !== null && "code" in thrown ? thrown.code : "no reason given";
  return `its server cannot be reached (${code})`;
}

/** The name that people see in Engage, with the extension that its type has. */
function toFilename(url: URL, type: ImageType): string {
  const last = url.pathname.split("/").at(-1) ?? "";
  const name = last.replace(/\.\w*$/, "").replace(/%[\da-f]{2}|[^\w-]/gi, "_");
  return `${name.slice(0, 80) || "image"}.${IMAGE_TYPES[type].extension}`;
}
