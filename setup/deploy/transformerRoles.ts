/** Which transformer an Endpoint gets, and which of its switches are on: the table of docs/operate/set-up-by-hand.md. */
export type EndpointRole = "hub" | "relay";

export const SWITCHES = {
  inputTransformerEnabled: "Input Transformer",
  outputTransformerEnabled: "Output Transformer",
  injectTransformerEnabled: "Inject Transformer",
  notifyTransformerEnabled: "Notify Transformer",
  finalPingTransformerEnabled: "Execution Finished Transformer",
  abortOnError: "Abort on Error",
} as const;

export type SwitchName = keyof typeof SWITCHES;

const FILES: Readonly<Record<EndpointRole, Readonly<Record<string, string>>>> = {
  hub: { webhook: "engage-hub.js" },
  relay: {
    webchat2: "engage-relay.socket.js",
    webchat3: "engage-relay.socket.js",
    socket: "engage-relay.socket.js",
    webhook: "engage-relay.webhook.js",
  },
};

/** Undefined for a type of Endpoint that cannot have this role. */
export function fileFor(role: EndpointRole, channel: string): string | undefined {
  return FILES[role][channel];
}

export function switchesOf(role: EndpointRole): Record<SwitchName, boolean> {
  return {
    inputTransformerEnabled: true,
    outputTransformerEnabled: true,
    injectTransformerEnabled: true,
    notifyTransformerEnabled: role === "relay",
    finalPingTransformerEnabled: false,
    abortOnError: true,
  };
}
