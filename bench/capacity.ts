/** How many conversations a minute an account's 500 REST calls allow: each scenario is played once, and its calls counted. */

import { agentOf, type Conversation, openBridge, openChannel } from "../harness/conversations";
import { type PlatformsOptions, startTwoPlatforms, type TwoPlatforms } from "../harness/twoPlatforms";
import { isRestCall } from "../sandbox/app/RecordKeeper";
import type { Measurement } from "./Measurement";
import { toMeasurement } from "./toMeasurement";

const CALLS_PER_MINUTE = 500;
const BOT_MESSAGES = [1, 5];
const LOOK_UPS = 3;

interface Scenario {
  name: string;
  options: PlatformsOptions;
  open: (platforms: TwoPlatforms, name: string) => Conversation;
  steps: (conversation: Conversation, platforms: TwoPlatforms) => (() => unknown)[];
}

const figure = toMeasurement("node");
const PLAIN: PlatformsOptions = { receive: { openIntervention: "never" }, handover: { checkAvailability: false } };
const OPENING: PlatformsOptions = { handover: { checkAvailability: false } };
const CHECKING: PlatformsOptions = { receive: { openIntervention: "never" }, handover: { checkAvailability: true } };

const talk =
  (messages: number) =>
  ({ write }: Conversation) =>
    Array.from({ length: messages }, (_, number) => () => write(`message ${number}`));

/** One message to the bot, the handover, two turns with the agent, who closes. */
const wholeHandover: Scenario["steps"] = (conversation, platforms) => {
  const agent = agentOf(platforms, conversation);
  const { write } = conversation;
  return [
    () => write("Hello"),
    () => write("agent please"),
    () => agent.answer("one"),
    () => write("question"),
    () => agent.answer("two"),
    () => write("another question"),
    () => agent.close(),
  ];
};

const HANDOVER = "handover, two turns";
const SCENARIOS: Scenario[] = [
  ...BOT_MESSAGES.map((messages) => ({
    name: `channel, bot only, ${messages} messages`,
    options: PLAIN,
    open: openChannel,
    steps: talk(messages),
  })),
  {
    name: `channel, bot only, ${BOT_MESSAGES.at(-1)} messages, opening interventions`,
    options: OPENING,
    open: openChannel,
    steps: talk(BOT_MESSAGES.at(-1) ?? 1),
  },
  { name: "bridge, bot only, 5 messages", options: PLAIN, open: openBridge, steps: talk(5) },
  { name: `channel, ${HANDOVER}`, options: PLAIN, open: openChannel, steps: wholeHandover },
  { name: `channel, ${HANDOVER}, opening interventions`, options: OPENING, open: openChannel, steps: wholeHandover },
  { name: `channel, ${HANDOVER}, availability`, options: CHECKING, open: openChannel, steps: wholeHandover },
  { name: `bridge, ${HANDOVER}`, options: PLAIN, open: openBridge, steps: wholeHandover },
  { name: `bridge, ${HANDOVER}, availability`, options: CHECKING, open: openBridge, steps: wholeHandover },
];

export async function measureCapacity(callsOfLookUp: number): Promise<Measurement[]> {
  const counted: [name: string, rest: number, realtime: number][] = [];
  for (const options of [PLAIN, OPENING, CHECKING]) {
    const platforms = await startTwoPlatforms(options);
    try {
      for (const scenario of SCENARIOS.filter((one) => one.options === options)) {
        counted.push([scenario.name, ...(await play(platforms, scenario))]);
      }
    } finally {
      await platforms.close();
    }
  }
  const order = SCENARIOS.map(({ name }) => name);
  counted.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  const withLookUps = counted
    // The look-up was counted on a channel of Engage.
    .filter(([name]) => name === `channel, ${HANDOVER}`)
    .map(([name, rest, realtime]): (typeof counted)[number] => [
      `${name}, ${LOOK_UPS} queue look-ups`,
      rest + LOOK_UPS * callsOfLookUp,
      realtime,
    ]);
  return [...counted, ...withLookUps].map(([name, rest, realtime]) =>
    rest === 0
      ? figure(`REST calls of a conversation: ${name}`, "calls", 0, "no limit by REST calls")
      : figure(
          `conversations within ${CALLS_PER_MINUTE} REST calls: ${name}`,
          "a minute",
          Math.floor(CALLS_PER_MINUTE / rest),
          `${rest} REST calls each${realtime > 0 ? `, and ${realtime} of the realtime endpoint` : ""}`,
        ),
  );
}

async function play(
  platforms: TwoPlatforms,
  { name, open, steps }: Scenario,
): Promise<[rest: number, realtime: number]> {
  const { engage, settle } = platforms;
  engage.exchanges.length = 0;
  for (const step of steps(open(platforms, name.replace(/\W+/g, "-")), platforms)) {
    step();
    await settle();
  }
  const rest = engage.exchanges.filter(isRestCall).length;
  return [rest, engage.exchanges.length - rest];
}
