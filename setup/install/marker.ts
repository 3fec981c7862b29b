/** By what the assistant recognises its own things in Cognigy.AI: names and labels that begin with this. */

const MARK = "eg: ";

export function marked(name: string): string {
  return `${MARK}${name}`;
}

/** The names of the objects that `install` creates. */
export const NAMES = {
  connection: marked("Engage"),
  hubFlow: marked("hub"),
  botFlow: marked("bot"),
  hubEndpoint: marked("hub"),
  webchatEndpoint: marked("webchat"),
  aiAgent: marked("Concierge"),
} as const;
