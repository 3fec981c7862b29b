/** Turns an answer of Cognigy's REST API that is no success into an error that says what to do. */
import * as z from "zod";
import { ManagementError } from "./ManagementError";

const MAX_DETAIL_CHARACTERS = 300;

/** Every error of the platform has this member; what a proxy answers has not. */
const problemSchema = z.object({ detail: z.string() });

const PROJECT = "COGNIGY_PROJECT_ID (the id after /project/ in Cognigy's address)";

const EXPLANATIONS: Readonly<Record<number, { code: string; what: string; fix: string }>> = {
  400: {
    code: "cognigy_invalid_request",
    what: "Cognigy.AI did not accept the request",
    fix: `Check ${PROJECT}; with the right one this is a matter for the maintainers: send them this line.`,
  },
  401: {
    code: "cognigy_unauthorized",
    what: "Cognigy.AI does not know the API key",
    fix: "Make a key under My Profile > API Keys in the same Cognigy.AI that COGNIGY_API_URL names, and give it as COGNIGY_API_KEY.",
  },
  403: {
    code: "cognigy_forbidden",
    what: "The API key's user may not do this",
    fix: `Ask an admin to give the user the Project with rights to edit Extensions and Endpoints, and check ${PROJECT}. A trusted Extension needs the role extension_trust_admin.`,
  },
  404: {
    code: "cognigy_not_found",
    what: "Cognigy.AI does not have it",
    fix: `Check COGNIGY_API_URL (the address of the API, such as https://api-trial.cognigy.ai) and ${PROJECT}.`,
  },
  409: {
    code: "cognigy_conflict",
    what: "Somebody else is changing the same thing",
    fix: "Look into the Project in Cognigy.AI, wait until no upload is running, and run the command again.",
  },
  413: {
    code: "cognigy_too_large",
    what: "The request is larger than Cognigy.AI takes",
    fix: "Paste the file that `write` filled in into the Transformer editor by hand, or upload dist/ringcentral-engage.tar.gz under Manage > Extensions.",
  },
  429: {
    code: "cognigy_rate_limited",
    what: "Too many requests have come from this address",
    fix: "Wait five minutes and run the command again. It continues where it stopped.",
  },
};

export function explainAnswer(call: string, status: number, body: string): ManagementError {
  const problem = problemSchema.safeParse(parseJson(body));
  const detail = problem.success ? ` It says: ${problem.data.detail.slice(0, MAX_DETAIL_CHARACTERS)}` : "";
  const known = EXPLANATIONS[status === 422 ? 400 : status];
  if (known) {
    return new ManagementError(known.code, `${known.what} (${call}: ${status}).${detail}`, known.fix, status);
  }
  if (status >= 500) {
    return new ManagementError(
      "cognigy_server_error",
      `Cognigy.AI failed (${call}: ${status}).${detail}`,
      "Run the command again in a few minutes. It continues where it stopped.",
      status,
    );
  }
  return unreadableAnswer(call, `status ${status}`);
}

/** Redirects, pages instead of data, and data of another shape. */
export function unreadableAnswer(call: string, what: string): ManagementError {
  return new ManagementError(
    "cognigy_bad_response",
    `The answer is none of Cognigy's API (${call}: ${what}).`,
    "Check COGNIGY_API_URL: it is the address of the API (https://api-trial.cognigy.ai) and not that of the user interface or of the Endpoints.",
  );
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
