/** What a Webchat Endpoint tells anybody who knows its URL: the widget starts with it, and stays blank without. */
import type { EndpointDefinition } from "./EndpointDefinition";
import { isMembers } from "./InboundMessage";

/** The groups of `settings` as a new Endpoint has them. The widget has defaults of its own for what is missing. */
const SETTINGS: Readonly<Record<string, unknown>> = {
  layout: {
    title: "Webchat",
    useOtherAgentLogo: false,
    botAvatarName: "",
    botLogoUrl: "",
    agentAvatarName: "",
    agentLogoUrl: "",
  },
  behavior: { enableTypingIndicator: true, messageDelay: 1_000, renderMarkdown: false, collateStreamedOutputs: false },
  startBehavior: {
    startBehavior: "none",
    getStartedButtonText: "",
    getStartedData: {},
    getStartedPayload: "",
    getStartedText: "",
  },
  homeScreen: { enabled: true },
  chatOptions: { rating: { enabled: "once" } },
  fileStorageSettings: { enabled: false },
  demoWebchat: { enabled: true },
};

/** A group that the Endpoint sets is merged with the usual one. */
export function webchatSettings({ settings = {} }: EndpointDefinition): Record<string, unknown> {
  const groups = Object.entries(settings).map(([name, group]) => {
    const usual = SETTINGS[name];
    return [name, isMembers(usual) && isMembers(group) ? { ...usual, ...group } : group];
  });
  return { ...SETTINGS, ...Object.fromEntries(groups) };
}

export function publicConfiguration(definition: EndpointDefinition, URLToken: string): Record<string, unknown> {
  return { active: true, URLToken, settings: webchatSettings(definition) };
}

export function takesFiles(definition: EndpointDefinition): boolean {
  const { fileStorageSettings } = webchatSettings(definition);
  return isMembers(fileStorageSettings) && fileStorageSettings.enabled === true;
}
