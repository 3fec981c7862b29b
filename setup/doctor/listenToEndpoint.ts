/** Listens at a socket Endpoint as a customer of its own session would, to see what a notify brings to customers. */

const CONNECT_MS = 5_000;
const LISTEN_MS = 5_000;

/** What came with the expected text; nothing if it did not come, or if there is no socket to connect to. */
export async function listenToEndpoint(
  endpoint: { base: string; token: string },
  session: { userId: string; sessionId: string },
  expected: string,
  speak: () => Promise<void>,
): Promise<{ connected: boolean; heard: unknown }> {
  // Loaded when it is used: no other command connects.
  const { SocketClient } = await import("@cognigy/socket-client");
  const client = new SocketClient(endpoint.base, endpoint.token, {
    ...session,
    channel: "setup",
    reconnection: false,
    forceWebsockets: true,
    testMode: true,
  });
  let hear: (output: unknown) => void = () => {};
  const heard = new Promise<unknown>((resolve) => {
    hear = resolve;
  });
  client.on("output", (output: unknown) => {
    if (JSON.stringify(output)?.includes(expected)) {
      hear(output);
    }
  });
  // Without a listener the client's own errors would end the process.
  for (const event of ["error", "exception", "socket/error"]) {
    client.on(event, () => {});
  }
  try {
    const connected = await within(
      CONNECT_MS,
      client
        .connect()
        .then(() => true as const)
        .catch(() => undefined),
    );
    if (connected === undefined) {
      return { connected: false, heard: undefined };
    }
    await speak();
    return { connected: true, heard: await within(LISTEN_MS, heard) };
  } finally {
    client.disconnect();
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
