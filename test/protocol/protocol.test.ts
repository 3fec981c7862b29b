/** The messages between nodes, hub and relay: written by one, read by the other, and believed from nobody else. */
import { hmac } from "../../harness/hmac";
import { readProtocol } from "../../scripts/docs/protocolTable";
import type { Json } from "../../src/core/inbound/read";
import { readControl, writeControl } from "../../src/protocol/control";
import { readDelivery, writeDelivery } from "../../src/protocol/delivery";
import { readEngageClaim, writeEngageClaim } from "../../src/protocol/engageClaim";
import { readHandoverUpdate, writeHandoverUpdate } from "../../src/protocol/handoverUpdate";
import { MEMBERS, withoutOurMembers } from "../../src/protocol/members";
import {
  isForwardedId,
  isHandoverId,
  readHandoverId,
  toAgentMessageId,
  toForwardedId,
  toHandoverId,
} from "../../src/protocol/messageIds";
import { readRelayMark, writeRelayMark } from "../../src/protocol/relayMark";
import type { Reading, Sealing } from "../../src/protocol/sealing";
import { readWork, type WorkItem, writeWork } from "../../src/protocol/work";

const NOW = Date.UTC(2026, 0, 1);
const BOTH: Sealing = { hmac, accessToken: "rest", realtimeAccessToken: "realtime", sessionId: "s1", nowMs: NOW };
const RELAY: Sealing = { ...BOTH, accessToken: undefined };

const session = { userId: "u", sessionId: "s", URLToken: "t" };
const items: WorkItem[] = [
  {
    kind: "agentMessage",
    session,
    threadRef: "r",
    id: "agent-c1",
    createdAt: "2026-01-01T10:00:00Z",
    handoverId: "handover-1",
    text: "Hi",
    contentId: "c1",
    agentName: "Ana",
    agentId: "a1",
    attachments: [{ url: "https://x.test/f", type: "image/png", name: "f" }],
    structured: { type: "select" },
  },
  { kind: "queue", session, threadRef: "r", id: "q1", atMs: 5, position: 3, estimatedWaitTime: null },
  {
    kind: "bridgeUpdate",
    threadId: "t1",
    id: "e1",
    atMs: 6,
    handoverId: "handover-1",
    interventionId: "i1",
    update: { status: "completed", agentId: "a1" },
  },
  {
    kind: "imported",
    threadId: "t1",
    contentId: "c2",
    id: "e2",
    atMs: 7,
    handoverId: "handover-1",
    categoryIds: ["k"],
  },
  {
    kind: "customerMessage",
    userId: "u",
    sessionId: "s",
    id: "e3",
    contentId: "c3",
    text: "Hello",
    data: { engage: {} },
    hasAttachment: true,
  },
  { kind: "channelUpdate", userId: "u", sessionId: "s", id: "e4", update: { status: "queue" }, data: { engage: {} } },
];

interface Case {
  write(sealing: Sealing): Json | undefined;
  read(sealing: Sealing, data: Json): Reading<unknown>;
  /** What comes back, or what went in. */
  expected: unknown;
  /** Who else may write it: a part with these tokens alone. */
  writer: Sealing;
}

const claim = {
  threadId: "t1",
  contentId: "c1",
  sourceType: "whats_app",
  private: true,
  structuredContent: ["select"],
};
const delivery = {
  userId: "u",
  sessionId: "s1",
  text: "Hi",
  data: { a: 1 },
  ref: "r",
  handoverId: "handover-1",
  atMs: 9,
};
const start = { action: "start", handoverId: "handover-1", ref: "r", name: "Kim" } as const;
const toJson = (written: object | undefined): Json | undefined => written && { ...written };
const CASES: Record<string, Case> = {
  engageClaim: {
    write: (sealing) => writeEngageClaim(sealing, claim, "id1"),
    read: readEngageClaim,
    expected: claim,
    writer: { ...BOTH, realtimeAccessToken: undefined },
  },
  "handoverUpdate of the hub": {
    write: (sealing) => writeHandoverUpdate(sealing, { status: "queue", position: 2 }, "id1"),
    read: readHandoverUpdate,
    expected: { status: "queue", position: 2 },
    writer: { ...BOTH, realtimeAccessToken: undefined },
  },
  "handoverUpdate of the relay": {
    write: (sealing) => writeHandoverUpdate(sealing, { status: "active", agentName: "Ana" }, "id1"),
    read: readHandoverUpdate,
    expected: { status: "active", agentName: "Ana" },
    writer: RELAY,
  },
  relayMark: {
    write: (sealing) => writeRelayMark(sealing, { handover: "on", handoverId: "handover-1" }, "id1"),
    read: readRelayMark,
    expected: { handover: "on", handoverId: "handover-1" },
    writer: RELAY,
  },
  work: {
    write: (sealing) => writeWork(sealing, items, "id1"),
    read: readWork,
    expected: items,
    writer: { ...BOTH, realtimeAccessToken: undefined },
  },
  "control, start": {
    write: (sealing) => writeControl("relay", sealing, start, "id1"),
    read: (sealing, data) => readControl("relay", sealing, data),
    expected: start,
    writer: BOTH,
  },
  "control, end": {
    write: (sealing) => writeControl("relay", sealing, { action: "end", handoverId: "handover-1" }, "id1"),
    read: (sealing, data) => readControl("relay", sealing, data),
    expected: { action: "end", handoverId: "handover-1" },
    writer: BOTH,
  },
  "control to the hub": {
    write: (sealing) => writeControl("hub", sealing, { action: "closing", interventionId: "i1" }, "id1"),
    read: (sealing, data) => readControl("hub", sealing, data),
    expected: { action: "closing", interventionId: "i1" },
    writer: BOTH,
  },
  "control to the hub, opened": {
    write: (sealing) =>
      writeControl("hub", sealing, { action: "opened", interventionId: "i1", userId: "bot-user" }, "id1"),
    read: (sealing, data) => readControl("hub", sealing, data),
    expected: { action: "opened", interventionId: "i1", userId: "bot-user" },
    writer: BOTH,
  },
  "delivery to the relay": {
    write: (sealing) => toJson(writeDelivery("relay", sealing, delivery, "id1")),
    read: (sealing, data) => readDelivery("relay", sealing, data),
    expected: delivery,
    writer: BOTH,
  },
  "delivery to the hub": {
    write: (sealing) => toJson(writeDelivery("hub", sealing, delivery, "id1")),
    read: (sealing, data) => readDelivery("hub", sealing, data),
    expected: delivery,
    writer: BOTH,
  },
};

describe.each(Object.entries(CASES))("%s", (name, { write, read, expected, writer }) => {
  const written = write(writer) ?? {};

  test("is read as it was written", () => {
    const reading = read(BOTH, JSON.parse(JSON.stringify(written)));
    expect(reading).toMatchObject({ ok: true, sealId: "id1", sealedAtMs: NOW });
    expect(reading.ok && JSON.parse(JSON.stringify(reading.value))).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  test.each<[string, Partial<Sealing>]>([
    ["another session", { sessionId: "s2" }],
    ["other tokens", { accessToken: "x", realtimeAccessToken: "y" }],
    ["no tokens", { accessToken: undefined, realtimeAccessToken: "" }],
    ["six minutes later", { nowMs: NOW + 360_000 }],
  ])("is not believed in %s", (__, change) => {
    expect(read({ ...BOTH, ...change }, written)).toEqual({ ok: false, reason: "unproven" });
  });

  test("isn't written for a session whose id could break the seal", () => {
    expect(write({ ...writer, sessionId: "s\n1" })).toBeUndefined();
  });

  test("passes for no other message", () => {
    const [payload] = "seal" in written ? [written] : Object.values(written);
    for (const [other, { read: readOther }] of Object.entries(CASES)) {
      if (other.split(/[ ,]/)[0] === name.split(/[ ,]/)[0]) {
        continue;
      }
      for (const member of Object.values(MEMBERS)) {
        expect([other, readOther(BOTH, { [member]: payload }).ok]).toEqual([other, false]);
      }
      expect([other, readOther(BOTH, Object(payload)).ok]).toEqual([other, false]);
    }
  });
});

test("An absent message is told from one that isn't believed", () => {
  expect(readEngageClaim(BOTH, {})).toEqual({ ok: false, reason: "absent" });
  expect(readEngageClaim(BOTH, { [MEMBERS.engageClaim]: {} })).toEqual({ ok: false, reason: "unproven" });
  const newer = writeRelayMark({ ...BOTH }, Object({ version: 2, handover: "on" }), "id1");
  expect(readRelayMark(BOTH, { ...newer })).toEqual({ ok: false, reason: "malformed" });
});

test("A work item of a version that isn't known is told from the others", () => {
  const written = writeWork(BOTH, [Object({ kind: "newer", id: "n" }), ...items], "id1");
  const reading = readWork(BOTH, { ...written });
  expect(reading.ok && reading.value.map((item) => item?.kind)).toEqual([undefined, ...items.map(({ kind }) => kind)]);
});

test("None of our members survives in what a customer sends", () => {
  const sent = Object.fromEntries(Object.values(MEMBERS).map((name) => [name, {}]));
  expect(withoutOurMembers({ ...sent, mine: 1 })).toEqual({ mine: 1 });
});

describe("Ids of messages", () => {
  test("say which handover a message belongs to", () => {
    const handoverId = toHandoverId("2c44d1d3-98a4-469e-91c4-186298e22e5b");
    expect(isHandoverId(handoverId)).toBe(true);
    expect(readHandoverId(handoverId)).toBe(handoverId);
    const forwarded = toForwardedId(handoverId, "a1b2");
    expect([isForwardedId(forwarded), isHandoverId(forwarded)]).toEqual([true, false]);
    expect(readHandoverId(forwarded)).toBe(handoverId);
  });

  test.each([null, undefined, "", "wamid-001", toForwardedId("", "a1"), toAgentMessageId("c1")])(
    "%j belongs to no handover that we know",
    (id) => expect(readHandoverId(id)).toBeUndefined(),
  );

  test("are plain, whatever an input is called", () => {
    expect(toHandoverId(`a b/ü.\n${"x".repeat(500)}`)).toMatch(/^[\w-]{1,100}$/);
  });
});

describe("The documentation", () => {
  test("has each message with where it is, who writes and reads it, its limits, and what becomes of a foreign one", () => {
    for (const { file, summary, tags } of readProtocol()) {
      expect([file, summary]).toEqual([file, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect([file, [...tags.keys()]]).toEqual([
        file,
        expect.arrayContaining(["where", "writer", "reader", "limits", "foreign"]),
      ]);
    }
  });
});
