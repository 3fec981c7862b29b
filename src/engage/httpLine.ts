/** axios and the agents that keep its connections. Loaded with the first request: many executions of a node send none. */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { type AxiosInstance } from "axios";

export interface HttpLine {
  axios: AxiosInstance;
  httpAgent: HttpAgent;
  httpsAgent: HttpsAgent;
}

/** One keep-alive agent for the life of a node: its two to five requests share connections. */
export function openHttpLine(): HttpLine {
  return { axios, httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) };
}
