/** Certificates for loopback servers, signed by themselves. Node has no way to make one, so the bytes are put together here. */
import { generateKeyPairSync, sign } from "node:crypto";

export interface Certificate {
  key: string;
  cert: string;
}

const DAY_MS = 86_400_000;

/** Good for `host` until tomorrow, unless it says otherwise. */
export function createCertificate(host: string, expiresMs = Date.now() + DAY_MS): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(OID.commonName, der(0x0c, Buffer.from(host)))));
  const signing = sequence(OID.ecdsaWithSha256);
  const contents = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    signing,
    name,
    sequence(time(expiresMs - 2 * DAY_MS), time(expiresMs)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(OID.subjectAltName, der(0x04, sequence(der(0x82, Buffer.from(host))))))),
  );
  const signature = sign("sha256", contents, privateKey);
  const bytes = sequence(contents, signing, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: ["-----BEGIN CERTIFICATE-----", ...toLines(bytes), "-----END CERTIFICATE-----", ""].join("\n"),
  };
}

function toLines(bytes: Buffer): string[] {
  return bytes.toString("base64").match(/.{1,64}/g) ?? [];
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function set(...parts: Buffer[]): Buffer {
  return der(0x31, ...parts);
}

function time(atMs: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(atMs).toISOString().replace(/\D/g, "").slice(0, 14)}Z`));
}

const OID = {
  commonName: der(0x06, Buffer.from("550403", "hex")),
  subjectAltName: der(0x06, Buffer.from("551d11", "hex")),
  ecdsaWithSha256: der(0x06, Buffer.from("2a8648ce3d040302", "hex")),
};
