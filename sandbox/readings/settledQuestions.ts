/** Open questions that the product answers the same way whatever the platforms do: nothing about them can be switched. */

export interface SettledQuestion {
  question: string;
  handling: string;
}

export const SETTLED_QUESTIONS: readonly SettledQuestion[] = [
  {
    question: "Is a second request of one handler refused?",
    handling: "Each handler makes one request at most. Nodes do the rest.",
  },
  {
    question: "Which answer acknowledges a webhook?",
    handling: "The hub answers exactly 200, also for what it ignores.",
  },
  {
    question: "Must the hub check the content type of the handshake?",
    handling: "It doesn't. It answers with the bare challenge, or with 403 if the verification token is wrong.",
  },
  {
    question: "What does Engage do with unknown Channel SDK actions?",
    handling: "The hub answers 422 with a signed message. It accepts and ignores `typing.*`.",
  },
  {
    question: "Where does Webchat look for its queue display?",
    handling: "The event is sent in `data._cognigy` and in `data.data._cognigy`.",
  },
  {
    question: "Does a Webchat Endpoint convert the `_default` of a notify?",
    handling: "Agents' messages carry both `_default` and `_webchat`.",
  },
  {
    question: "Do `/inject` and `/notify` ask for credentials?",
    handling: "They don't. Everything that Receive Engage Events sends there is sealed.",
  },
  {
    question: "Do the platforms' clocks agree?",
    handling: "Seals are valid for 5 minutes either way.",
  },
  {
    question: "What happens when you change the realtime token?",
    handling:
      "References of old conversations no longer verify: agents' words are refused and the end isn't reported, while the relay still forwards until a cancel phrase or a new session. Change hub, relays, Connection and source together, at a quiet time.",
  },
  {
    question: "What happens when you change the API access token?",
    handling:
      "Change hub and Connection together. In between, inputs count as unsealed (`thread_id_missing`), and work for Receive Engage Events is lost (logged as `configuration`).",
  },
  {
    question: "Does the platform take the call or the script's value at the end of a transformer?",
    handling: "The call is the last statement at the top of the file, so both work.",
  },
  {
    question: "Do mirrored customer lines make tasks?",
    handling: "They do for people with the Bot category. Don't give it to anyone.",
  },
  {
    question: "What does an empty set of categories mean?",
    handling: "The product never writes one (`configuration`).",
  },
  {
    question: "In which order are tasks served?",
    handling: "Lookup Queue Status assumes oldest first within a priority, and calls the position an estimate.",
  },
  {
    question: "Does Engage close or cancel an intervention?",
    handling: "The product chooses by the number of replies. After a 403 it looks again.",
  },
  {
    question: "Are parameters of writes a query or a form?",
    handling: "The product sends forms, because names and notes don't belong in addresses.",
  },
  {
    question: "Which characters may keys of context data have?",
    handling: "The product uses letters and hyphens only.",
  },
  {
    question: "What does `prevent_data_collection` mean?",
    handling: "Anything that isn't clearly \"no\" means: don't collect.",
  },
  {
    question:
      "Which structured types does the RingCentral Engage Endpoint take, and what does it pass in `input.data`?",
    handling: "It gets the types of the samples; others become another type or text. You name the Thread ID.",
  },
  {
    question: "Which form does the Base API URL have?",
    handling: "Both forms are accepted.",
  },
  {
    question: "Do time zones of time sheets have IANA or Rails names?",
    handling:
      "Both are known. For other names, the nodes take the offset that Engage lists (without summer time), else the account's zone, and note that.",
  },
  {
    question: "How are holidays dated, and do they repeat every year?",
    handling:
      "The year is read first, else dates are read like the others of the sheet, else as the account's locale writes them. Full dates are compared. While a date can't be read, open hours are unknown; closed hours stay closed, with a note.",
  },
  {
    question: "Which time sheet counts for a source?",
    handling:
      "The source's own, else the active one that lists it, else the only active one for all sources. Otherwise it's unknown.",
  },
  {
    question: "Which permission shows time sheets?",
    handling: "The nodes read the list, for which none is stated. A refusal means unknown, never closed.",
  },
  {
    question: "Which permission shows survey answers?",
    handling: "If Engage refuses, the nodes report only the intervention's score.",
  },
];
