/** What a node reads of `cognigy.input`: parsed once, and sealed parts believed only when their seal holds. */
import * as z from "zod/mini";
import type { Hmac } from "../../core/hmac";
import { once } from "../../core/once";
import { type SealPurpose, verifySeal } from "../../core/seal";

const text = () => z.catch(z.pipe(z.union([z.string(), z.number()]), z.transform(String)), "");

const flowInput = once(() =>
  z.object({
    text: text(),
    userId: text(),
    sessionId: text(),
    inputId: text(),
    URLToken: text(),
    endpointType: text(),
    language: text(),
    data: z.catch(z.record(z.string(), z.unknown()), {}),
  }),
);
export type FlowInput = z.output<ReturnType<typeof flowInput>>;

export function parseFlowInput(input: unknown): FlowInput {
  return z.parse(flowInput(), input);
}

const optionalId = () =>
  z.pipe(
    z.nullish(z.string()),
    z.transform((value) => value || undefined),
  );

/** Written by the hub: the conversation on route `channel`. */
const engageClaim = once(() =>
  z.object({
    threadId: z.string().check(z.minLength(1)),
    contentId: optionalId(),
    identityId: optionalId(),
    sourceId: optionalId(),
    interventionId: optionalId(),
    sourceType: optionalId(),
    /** Of the customer's message, such as `whats_app/message`. */
    resourceType: optionalId(),
    private: z.catch(z.boolean(), false),
    /** The structured types that the customer's channel shows, as the hub found them. */
    structuredContent: z.catch(z.optional(z.array(z.string())), undefined),
  }),
);
export type EngageClaim = z.output<ReturnType<typeof engageClaim>>;

/** Written by the relay: the customer's Endpoint can carry a bridged handover. */
const relayClaim = once(() => z.object({ version: z.literal(1), handover: z.enum(["on", "off"]) }));
export type RelayClaim = z.output<ReturnType<typeof relayClaim>>;

/** Written by hub or relay: how the handover stands. */
const handoverClaim = once(() =>
  z.object({
    status: z.enum(["queue", "active", "completed", "cancelled", "error"]),
    estimatedWaitTime: z.nullish(z.number()),
    position: z.nullish(z.number()),
    agentId: z.nullish(z.string()),
    agentName: z.nullish(z.string()),
  }),
);
export type HandoverClaim = z.output<ReturnType<typeof handoverClaim>>;

/** Written by the hub into its work sessions; the items are read where they are carried out. */
const workClaim = once(() => z.object({ version: z.literal(1), items: z.array(z.unknown()) }));
export type WorkClaim = z.output<ReturnType<typeof workClaim>>;

export interface Claims {
  engage: EngageClaim | undefined;
  relay: RelayClaim | undefined;
  handover: HandoverClaim | undefined;
  work: WorkClaim | undefined;
  /** Parts of `data` that claim to be ours without a seal that holds, for the log. */
  rejected: string[];
}

export interface ClaimSecrets {
  accessToken: string;
  realtimeAccessToken: string | undefined;
}

/** A Webchat client may send any `data`: what is not sealed, not for this session or not fresh does not exist. */
export function readClaims(input: FlowInput, secrets: ClaimSecrets, hmac: Hmac, nowMs: number): Claims {
  const { accessToken, realtimeAccessToken } = secrets;
  const rejected: string[] = [];
  const read = <Schema extends z.ZodMiniType>(
    member: string,
    purpose: SealPurpose,
    schema: () => Schema,
    accepted: readonly (string | undefined)[],
  ) => {
    const payload = input.data[member];
    const isSealed = accepted.some(
      (secret) =>
        secret !== undefined &&
        verifySeal(hmac, { purpose, secret, sessionId: input.sessionId }, payload, nowMs) !== undefined,
    );
    const parsed = isSealed ? z.safeParse(schema(), payload) : undefined;
    if (parsed?.success) {
      return parsed.data;
    }
    if (payload !== undefined && payload !== null) {
      rejected.push(member);
    }
    return undefined;
  };
  return {
    engage: read("engage", "engage", engageClaim, [accessToken]),
    relay: read("engageRelay", "relay", relayClaim, [realtimeAccessToken]),
    handover: read("handover", "handover", handoverClaim, [accessToken, realtimeAccessToken]),
    work: read("engageWork", "work", workClaim, [accessToken]),
    rejected,
  };
}
