/** The GET by which Engage makes sure that a webhook's address is meant: only the challenge is ever echoed. */
import { isEqualConstantTime } from "../hmac";
import { type Json, readText } from "./read";

export type Handshake = { ok: true; challenge: string } | { ok: false; reason: string };

/** What Engage sends is random; anything longer or stranger is not from there. */
const CHALLENGE = /^[\w.~+/=-]{1,512}$/;

export function checkHandshake(query: Json, verificationToken: string): Handshake {
  const challenge = readText(query, "hub.challenge");
  const token = readText(query, "hub.verify_token");
  if ((readText(query, "hub.mode") || "").toLowerCase() !== "subscribe") {
    return { ok: false, reason: "the mode is not subscribe" };
  }
  if (challenge === undefined || !CHALLENGE.test(challenge)) {
    return { ok: false, reason: "the challenge is missing" };
  }
  if (token === undefined || !isEqualConstantTime(token, verificationToken)) {
    return { ok: false, reason: "the verification token is wrong" };
  }
  return { ok: true, challenge };
}

/** Several secrets are accepted while one replaces the other. */
export function isKnownSecret(given: string | undefined, secrets: readonly string[]): boolean {
  if (given === undefined) {
    return false;
  }
  return secrets.map((secret) => isEqualConstantTime(given, secret)).includes(true);
}
