/** The sandbox with the Flow of all structured messages, on an account whose "Engage Messaging" shows every type. */
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../sandbox/app/startSandbox";
import type { EngageStandIn } from "../sandbox/engage/startEngage";
import { STRUCTURED_TYPES } from "../src/core/content/channelLimits";
import { PATIENT_COGNIGY, PATIENT_ENGAGE } from "./patience";
import { structuredFlow } from "./structuredFlow";

export interface Shop {
  sandbox: Sandbox;
  close(): Promise<void>;
}

export async function startShop(pictures: { lamp: Buffer; chair: Buffer }): Promise<Shop> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "sandbox-shop-"));
  const flowFile = join(folder, "structured.json");
  const ids = { lamp: "66b1aa000000000000000001", chair: "66b1aa000000000000000002" };
  await writeFile(flowFile, JSON.stringify(structuredFlow(ids)));
  const sandbox = await startSandbox({
    runNodesInProcess: true,
    flowFile,
    engage: PATIENT_ENGAGE,
    cognigy: PATIENT_COGNIGY,
  });
  addPicture(sandbox.engage, ids.lamp, "lamp.png", pictures.lamp);
  addPicture(sandbox.engage, ids.chair, "chair.png", pictures.chair);
  // Five of the types are Apple's and WhatsApp's alone: a real source of Engage Messaging does not list them.
  sandbox.engage.seed.sources.messaging.structured_types = [...STRUCTURED_TYPES];
  return {
    sandbox,
    close: async () => {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function addPicture({ domain }: EngageStandIn, id: string, filename: string, bytes: Buffer): void {
  const times = domain.timestamps();
  const file = { id, filename, content_type: "image/png", size: bytes.length, isPublic: true, foreign_id: null, bytes };
  domain.attachments.set(id, { ...file, ...times });
}
