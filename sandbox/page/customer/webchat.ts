/** The Webchat: Cognigy's official socket client against the sandbox's Endpoint. */
import { SocketClient } from "@cognigy/socket-client";
import { signal } from "@preact/signals";
import type { Addresses } from "../../app/view";
import { sandboxNow } from "../sandboxNow";
import type { Link } from "../viewStream";
import { type ChatEntry, toMedia } from "./chatEntry";
import { toWebchatEntry } from "./webchatOutput";
import { parseSession, type WebchatSession, writeSession } from "./webchatSession";

export interface WebchatState extends WebchatSession {
  link: Link;
  /** The Flow has not answered yet. */
  isAnswerDue: boolean;
}

const STORAGE_KEY = "sandbox-webchat";
const RETRY_MS = 2000;
/** As long as a node may run: what comes later comes without dots. */
const ANSWER_DUE_MS = 20_000;

export const webchat = signal<WebchatState>({
  ...(parseSession(sessionStorage.getItem(STORAGE_KEY)) ?? newSession()),
  link: "connecting",
  isAnswerDue: false,
});

let address: Addresses["webchat"] | undefined;
let client: SocketClient | undefined;
let dueTimer: ReturnType<typeof setTimeout> | undefined;

function newSession(): WebchatSession {
  return { userId: `visitor-${crypto.randomUUID()}`, sessionId: `session-${crypto.randomUUID()}`, entries: [] };
}

function change(patch: Partial<WebchatState>): void {
  const state = { ...webchat.value, ...patch };
  webchat.value = state;
  const { userId, sessionId, entries } = state;
  sessionStorage.setItem(STORAGE_KEY, writeSession({ userId, sessionId, entries }));
}

/** A sandbox that was started anew has another address, which the page's policy allows only after a reload. */
export function connectWebchat(next: Addresses["webchat"]): void {
  if (address?.url === next.url && address.token === next.token) {
    return;
  }
  if (address !== undefined) {
    location.reload();
    return;
  }
  address = next;
  openSocket();
}

function openSocket(): void {
  if (address === undefined) {
    return;
  }
  client?.disconnect();
  change({ link: "connecting" });
  const { userId, sessionId } = webchat.value;
  const socket = new SocketClient(address.url, address.token, {
    userId,
    sessionId,
    channel: "webchat3",
    forceWebsockets: true,
    interval: RETRY_MS,
    reconnectionLimit: 0,
  });
  client = socket;
  const whenCurrent = (act: () => void) => () => {
    if (client === socket) {
      act();
    }
  };
  const retry = whenCurrent(() => {
    change({ link: "offline" });
    setTimeout(whenCurrent(openSocket), RETRY_MS);
  });
  const connect = () =>
    socket.connect().then(
      whenCurrent(() => change({ link: "online" })),
      retry,
    );
  socket.on(
    "socket/connect",
    whenCurrent(() => change({ link: "online" })),
  );
  socket.on(
    "socket/disconnect",
    whenCurrent(() => change({ link: "offline" })),
  );
  socket.on("output", (output: unknown) => whenCurrent(() => receive(output))());
  socket.on(
    "finalPing",
    whenCurrent(() => expectAnswer(false)),
  );
  socket.on(
    "error",
    whenCurrent(() => expectAnswer(false)),
  );
  void connect();
}

function receive(output: unknown): void {
  const entry = toWebchatEntry(output, crypto.randomUUID(), sandboxNow());
  if (entry === undefined) {
    return;
  }
  expectAnswer(false);
  change({ entries: [...webchat.value.entries, entry] });
}

function expectAnswer(isAnswerDue: boolean): void {
  clearTimeout(dueTimer);
  change({ isAnswerDue });
  if (isAnswerDue) {
    dueTimer = setTimeout(() => change({ isAnswerDue: false }), ANSWER_DUE_MS);
  }
}

export interface SentFile {
  url: string;
  name: string;
  contentType: string;
}

/** A choice sends its payload, and shows its title. */
export function sayInWebchat(text: string, shown = text, files: readonly SentFile[] = []): void {
  if (client === undefined || (text === "" && files.length === 0)) {
    return;
  }
  const { entries } = webchat.value;
  const mine: ChatEntry = {
    id: crypto.randomUUID(),
    at: sandboxNow(),
    from: "customer",
    name: "",
    text: shown,
    choices: [],
    cards: [],
    media: files.map(toMedia),
  };
  // An agent is not a Flow: nobody knows when an answer comes.
  const isWithAgent = entries.findLast(({ from }) => from === "bot" || from === "agent")?.from === "agent";
  change({ entries: [...entries, mine] });
  expectAnswer(!isWithAgent);
  client.sendMessage(text, files.length === 0 ? undefined : { attachments: files.map(toWebchatUpload) });
}

/** As Webchat's rating screen sends it: a command without text. */
export function rateInWebchat(rating: 1 | -1, comment: string): void {
  const { entries } = webchat.value;
  const shown = [rating === 1 ? "Good" : "Not good", comment].filter((part) => part !== "").join(": ");
  const base = { id: crypto.randomUUID(), at: sandboxNow(), name: "", choices: [], cards: [], media: [] };
  change({ entries: [...entries, { ...base, from: "customer", text: shown }] });
  expectAnswer(true);
  const controlCommands = [{ type: "setRating", parameters: { rating, comment, showRatingStatus: true } }];
  client?.sendMessage("", { _cognigy: { controlCommands } });
}

/** As Webchat writes it once its virus scan has passed a file. */
function toWebchatUpload({ url, name, contentType }: SentFile) {
  return { runtimeFileId: crypto.randomUUID(), fileName: name, mimeType: contentType, status: "scanned", url };
}

export function restartWebchat(): void {
  expectAnswer(false);
  change(newSession());
  openSocket();
}
