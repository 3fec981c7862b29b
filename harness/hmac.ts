/** The pure code's HMAC, by Node's crypto. */
import { createHmac } from "node:crypto";
import type { Hmac } from "../src/core/hmac";

export const hmac: Hmac = (algorithm, key, data) => createHmac(algorithm, key).update(data).digest();
