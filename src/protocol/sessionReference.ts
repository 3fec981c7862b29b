/**
 * The session reference: a Cognigy session (user, session, Endpoint) written into the thread id that Engage keeps for us,
 * so what Engage sends finds its way back. The Channel SDK's thread id is ours to choose.
 *
 * @where `thread_id` of Channel SDK messages, `foreign_id` of threads in Engage
 * @writer Handover to RingCentral, relay
 * @reader hub, nodes
 * @secret `realtimeAccessToken`
 * @purpose `reference`
 * @limits 255 characters; never expires
 * @foreign the call is rejected permanently, and logged as `session_reference_invalid`
 */
import { EngageError } from "../core/errors";
import { type Hmac, isEqualConstantTime } from "../core/hmac";
import { deriveSealKey } from "../core/seal";
import type { SealPurpose } from "./sealing";

export interface CognigySession {
  userId: string;
  sessionId: string;
  /** Token in the URL of the Endpoint that the customer uses. */
  URLToken: string;
}

const PREFIX = "c1";
const MAX_LENGTH = 255;
/** 96 bits: short, and far beyond what can be guessed over HTTP. */
const MAC_BYTES = 12;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const HEX = /^(?:[\da-f]{2})+$/;
enum Form {
  Text = 0,
  Uuid = 1,
  Hex = 2,
}

export function writeSessionReference(hmac: Hmac, secret: string, session: CognigySession): string {
  const payload = Buffer.concat([session.userId, session.sessionId, session.URLToken].map(encodeField));
  const reference = PREFIX + Buffer.concat([payload, macOf(hmac, secret, payload)]).toString("base64url");
  if (reference.length > MAX_LENGTH) {
    throw new EngageError(
      "session_reference_too_long",
      `The ids of this session make a reference of ${reference.length} characters; Engage allows ${MAX_LENGTH}.`,
      { hint: "Use shorter user and session ids on the customer's Endpoint (a UUID each is ideal)." },
    );
  }
  return reference;
}

/** `undefined` for anything that was not written with this secret. A reference does not expire. */
export function readSessionReference(hmac: Hmac, secret: string, reference: string): CognigySession | undefined {
  if (reference.slice(0, PREFIX.length) !== PREFIX || reference.length > MAX_LENGTH) {
    return undefined;
  }
  const encoded = reference.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, "base64url");
  if (bytes.toString("base64url") !== encoded) {
    return undefined;
  }
  const payload = bytes.subarray(0, -MAC_BYTES);
  const mac = bytes.subarray(-MAC_BYTES);
  if (!isEqualConstantTime(mac.toString("hex"), macOf(hmac, secret, payload).toString("hex"))) {
    return undefined;
  }
  const [userId, sessionId, URLToken] = decodeFields(payload);
  return userId !== undefined && sessionId !== undefined && URLToken !== undefined
    ? { userId, sessionId, URLToken }
    : undefined;
}

function macOf(hmac: Hmac, secret: string, payload: Buffer): Buffer {
  const purpose: SealPurpose = "reference";
  return hmac("sha256", deriveSealKey(hmac, secret, purpose), payload).subarray(0, MAC_BYTES);
}

/** A field is its length in bytes times 4 plus its form (two bytes), then the bytes. */
function encodeField(text: string): Buffer {
  const [form, bytes] = UUID.test(text)
    ? [Form.Uuid, Buffer.from(text.replace(/-/g, ""), "hex")]
    : HEX.test(text)
      ? [Form.Hex, Buffer.from(text, "hex")]
      : [Form.Text, Buffer.from(text)];
  const head = bytes.length * 4 + form;
  return Buffer.concat([Buffer.from([head >> 8, head & 0xff]), bytes]);
}

function decodeFields(payload: Buffer): string[] {
  const fields: string[] = [];
  for (let at = 0; at + 2 <= payload.length; ) {
    const head = payload.readUInt16BE(at);
    const bytes = payload.subarray(at + 2, at + 2 + (head >> 2));
    const form = head & 3;
    fields.push(form === Form.Uuid ? toUuid(bytes) : bytes.toString(form === Form.Hex ? "hex" : "utf8"));
    at += 2 + bytes.length;
  }
  return fields;
}

function toUuid(bytes: Buffer): string {
  return bytes.toString("hex").replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
