/** What the client needs to know of one Engage account. Made from the Connection, see `connection.ts`. */
import type { RealtimeAddress } from "./engageUrls";

export interface RealtimeSettings extends RealtimeAddress {
  accessToken: string;
}

export interface EngageSettings {
  apiUrl: string;
  accessToken: string;
}
