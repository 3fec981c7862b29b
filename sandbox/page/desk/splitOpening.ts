/** A handover from Webchat opens with one message under the customer's name; most of it comes from the bot. */

/** As the bot begins the parts of its briefing, and the lines of the chat so far. */
const FROM_BOT =
  /^(?:(?:Reason|Urgency|Summary|Already tried|Customer|Bot|Agent): |Facts:\n|\[\.\.\. earlier messages left out\]\n)/;

export interface Opening {
  /** Briefing and chat so far. */
  lead: string;
  /** What the customer wrote. */
  request: string;
}

export function splitOpening(text: string): Opening | undefined {
  const parts = text.split("\n\n");
  const end = parts.findIndex((part) => !FROM_BOT.test(part));
  const lead = parts.slice(0, end === -1 ? parts.length : end);
  return lead.length === 0 ? undefined : { lead: lead.join("\n\n"), request: parts.slice(lead.length).join("\n\n") };
}
