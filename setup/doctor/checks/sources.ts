/** The sources: the one of type Channel SDK (route bridge), and those on whose channels the bot answers (route channel). */
import { EngageError } from "../../../src/core/errors";
import { parseRealtimeUrl } from "../../../src/engage/engageUrls";
import type { AccountSource } from "../../engage/account";
import type { Finding } from "../../report";
import type { Settings } from "../../settings";
import { type Check, type CheckContext, fail, pass, warn } from "../check";

export function withoutBridge(settings: Settings): string | undefined {
  return settings.usesBridge ? undefined : "route bridge is not set up";
}

export function bridgeSourceIdOf(realtimeUrl: string): string {
  return parseRealtimeUrl(realtimeUrl).sourceId;
}

export const bridgeSource: Check = {
  id: "bridgeSource",
  title: "Channel SDK source",
  needs: ["engageRealtimeEndpointUrl"],
  after: ["api"],
  unless: withoutBridge,
  async run(context) {
    const sourceId = bridgeSourceIdOf(context.value("engageRealtimeEndpointUrl"));
    const source = await readSource(context, sourceId);
    if (source === undefined) {
      return [missing(context, sourceId)];
    }
    if (!/sdk/i.test(source.type ?? "")) {
      return [
        fail(
          "source_wrong_type",
          `The source "${source.name}" is of type ${source.type}, not Channel SDK.`,
          "Copy the Realtime Endpoint URL of a source of type Engage Digital Source SDK into ENGAGE_REALTIME_ENDPOINT_URL.",
          sourcePlace(context, source),
        ),
      ];
    }
    return checkSource(context, source);
  },
};

export const channelSources: Check = {
  id: "channelSources",
  title: "Sources of route channel",
  needs: [],
  after: ["api"],
  unless: (settings) =>
    settings.list("engageSourceIds").length > 0 ? undefined : "no source is named (ENGAGE_SOURCE_IDS)",
  async run(context) {
    const found = await Promise.all(
      context.settings.list("engageSourceIds").map(async (sourceId) => {
        const source = await readSource(context, sourceId);
        return source === undefined ? [missing(context, sourceId)] : checkSource(context, source);
      }),
    );
    return found.flat();
  },
};

export function sourceIdsOf(settings: Settings, which: "bridgeSource" | "channelSources"): string[] {
  if (which === "channelSources") {
    return settings.list("engageSourceIds");
  }
  const realtimeUrl = settings.get("engageRealtimeEndpointUrl");
  try {
    return realtimeUrl === undefined ? [] : [bridgeSourceIdOf(realtimeUrl)];
  } catch {
    // The settings' own check tells what is wrong with it.
    return [];
  }
}

export function allSourceIds(settings: Settings): string[] {
  return [...new Set([...sourceIdsOf(settings, "bridgeSource"), ...sourceIdsOf(settings, "channelSources")])];
}

export async function readSource({ account }: CheckContext, sourceId: string): Promise<AccountSource | undefined> {
  try {
    return await account().source(sourceId);
  } catch (error) {
    if (error instanceof EngageError && error.code === "not_found") {
      return undefined;
    }
    throw error;
  }
}

function missing({ engage }: CheckContext, sourceId: string): Finding {
  return fail(
    "source_missing",
    `There is no source ${sourceId}, or the token's user may not read it.`,
    "Check the id (for route bridge it is the end of the Realtime Endpoint URL), and give the token's user read and reply on the source.",
    engage("Admin", "Sources"),
  );
}

function checkSource(context: CheckContext, source: AccountSource): Finding[] {
  if (!source.active) {
    return [
      fail(
        "source_inactive",
        `The source "${source.name}" is not active.`,
        "Switch Active on.",
        sourcePlace(context, source),
      ),
    ];
  }
  const found = [pass("source", `The source "${source.name}" (${source.type}) is active`)];
  if (source.error_message) {
    return [
      warn(
        "source_error",
        `Engage reports an error of "${source.name}": ${source.error_message}.`,
        "For a Channel SDK source: see that the Base URI is the hub's Endpoint URL with the right key, then save the source again.",
        sourcePlace(context, source),
      ),
    ];
  }
  return found;
}

export function sourcePlace({ engage }: CheckContext, { name, id }: AccountSource): string {
  return engage("Admin", "Sources", name ?? id);
}
