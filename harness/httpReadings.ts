/** What `httpRequest` of transformers may be: the library of before and after release 2025.25, and what the latter gives. */
import type { CognigyOptions } from "../sandbox/cognigy/startCognigy";

export interface HttpReading {
  name: string;
  options: Pick<CognigyOptions, "httpLibrary" | "httpResult">;
}

export const HTTP_READINGS: readonly HttpReading[] = [
  { name: "axios", options: { httpLibrary: "axios", httpResult: "body" } },
  { name: "axios, resolving with the response", options: { httpLibrary: "axios", httpResult: "response" } },
  { name: "request", options: { httpLibrary: "request" } },
];
