/** The client: every resource over one request context, so that deadline, log and connections are shared. */
import type { Hmac } from "../core/hmac";
import type { Clock } from "./clock";
import { createHttpExchange } from "./createHttpExchange";
import type { EngageSettings, RealtimeSettings } from "./engageSettings";
import { createImageUploads } from "./imageUploads";
import { createRealtime } from "./realtime";
import { type CallRecord, type EngageCall, type RequestBudget, type RequestContext, request } from "./request";
import { createAccountSettings } from "./resources/accountSettings";
import { createAgentStatus } from "./resources/agentStatus";
import { createAttachments } from "./resources/attachments";
import { createCatalogue } from "./resources/catalogue";
import { createContents } from "./resources/contents";
import { createIdentities } from "./resources/identities";
import { createInterventions } from "./resources/interventions";
import { createSurveyResponses } from "./resources/surveyResponses";
import { createTasks } from "./resources/tasks";
import { createThreads } from "./resources/threads";
import { createTimeSheets } from "./resources/timeSheets";
import { createTimeZones } from "./resources/timeZones";
import { createRest } from "./rest";
import { createSettingsMemory } from "./settingsMemory";
import { createThrottles } from "./throttle";

export interface EngageClientOptions {
  settings: EngageSettings;
  hmac: Hmac;
  clock: Clock;
  budget: RequestBudget;
  onCall?: (record: CallRecord) => void;
}

export type EngageClient = ReturnType<typeof createEngageClient>;

export function createEngageClient(options: EngageClientOptions) {
  const { settings, clock } = options;
  const exchange = createHttpExchange();
  const budget = { ...options.budget };
  let isOpen = true;
  let calls = 0;
  const secrets = [settings.accessToken];
  const context: RequestContext = {
    exchange,
    throttleOf: createThrottles(clock),
    clock,
    budget,
    secrets,
    onCall: (record) => {
      calls++;
      if (isOpen) {
        options.onCall?.(record);
      }
    },
  };
  const rest = createRest(context, settings.apiUrl, settings.accessToken);
  const timeLeftMs = () => budget.deadlineMs - clock.now();
  const attachments = createAttachments(rest);
  const account = () => options.hmac("sha256", settings.accessToken, settings.apiUrl).toString("base64");
  return {
    ...createThreads(rest),
    ...createContents(rest),
    ...createInterventions(rest),
    ...createTasks(rest),
    ...createAgentStatus(rest),
    ...createCatalogue(rest),
    ...createIdentities(rest),
    ...createSurveyResponses(rest),
    ...createTimeSheets(rest),
    ...createTimeZones(rest),
    ...createAccountSettings(rest),
    ...createSettingsMemory({ account, now: () => clock.now() }),
    ...attachments,
    ...createImageUploads({
      apiUrl: settings.apiUrl,
      account,
      timeoutMs: () => Math.max(1, Math.min(budget.requestMs, timeLeftMs())),
      upload: attachments.uploadAttachment,
    }),
    /** The Send API of a Channel SDK source, route `bridge`. */
    openRealtime(realtime: RealtimeSettings) {
      secrets.push(realtime.accessToken);
      return createRealtime(context, realtime, options.hmac);
    },
    /** A call outside Engage's API that shares deadline, log, count and connections. */
    request: (call: EngageCall) => request(context, call),
    /** Requests sent so far, repeats included. */
    countCalls: () => calls,
    timeLeftMs,
    clock,
    /** Ends what is under way. What waits for another try has no time left for it. */
    close() {
      isOpen = false;
      budget.deadlineMs = Number.NEGATIVE_INFINITY;
      exchange.close();
    },
  };
}
