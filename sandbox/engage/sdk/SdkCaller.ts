/** Makes signed calls to a source's base URI, and checks the answers. */
import type { EngageDomain } from "../domain/EngageDomain";
import { EngageRefusal } from "../domain/EngageRefusal";
import type { Source } from "../domain/records";
import { Lane } from "../outbound/Lane";
import type { LoopbackHttp, OutboundAnswer } from "../outbound/LoopbackHttp";
import { isSignedWith, signBytes } from "../realtime/realtimeSignature";
import { encodeSdkBody } from "./encodeSdkBody";
import type { SdkCall } from "./SdkCall";
import type { SdkConduct } from "./SdkConduct";

const SIGNATURE_HEADER = "X-SMCCSDK-SIGNATURE";

type SdkSettings = NonNullable<Source["sdk"]>;

export class SdkCaller {
  readonly calls: SdkCall[] = [];
  private readonly lanes = new Map<string, Lane>();

  constructor(
    private readonly domain: EngageDomain,
    private readonly http: LoopbackHttp,
    private readonly conduct: SdkConduct,
    private readonly timeoutMs: number,
  ) {}

  reset(): void {
    this.calls.length = 0;
    this.lanes.clear();
  }

  /** Jobs of one source run in their order; `idle()` waits for them. */
  enqueue(source: Source, job: () => Promise<void>): void {
    const lane = this.lanes.get(source.id) ?? new Lane(() => this.conduct.concurrency);
    this.lanes.set(source.id, lane);
    const done = this.domain.work.begin();
    lane.add(async () => {
      // After a reset another source may have the same id.
      try {
        if (this.domain.sources.get(source.id) === source) {
          await job();
        }
      } finally {
        done();
      }
    });
  }

  async call(source: Source, action: string, params?: Record<string, unknown>, attempt = 1): Promise<SdkCall> {
    const { sdk } = source;
    if (!sdk?.baseUri) {
      throw new EngageRefusal("invalid", "The source has no base URI");
    }
    const started = performance.now();
    const envelope = { action, ...(params === undefined ? {} : { params }), time: this.domain.timestamp() };
    const rawBody = encodeSdkBody(envelope, this.conduct.encoding);
    const signature = this.sign(sdk, rawBody);
    const call: SdkCall = {
      sourceId: source.id,
      action,
      params,
      url: this.toUrl(sdk.baseUri, signature),
      startedAt: this.domain.settings.now(),
      attempt,
      signature,
      rawBody,
      status: undefined,
      responseBody: undefined,
      responseSignatureOk: undefined,
      failure: undefined,
      isFatal: false,
      ms: undefined,
    };
    this.calls.push(call);
    this.domain.changed();
    try {
      this.checkAnswer(call, sdk, await this.send(call));
    } catch (error) {
      call.failure = error instanceof Error ? error.message : String(error);
    }
    call.ms = Math.round(performance.now() - started);
    this.domain.changed();
    return call;
  }

  private async send(call: SdkCall): Promise<OutboundAnswer> {
    const { conduct } = this;
    if (conduct.delayMs > 0) {
      await this.http.pause(conduct.delayMs);
    }
    const { url, rawBody: body, signature } = call;
    const isInHeader = signature !== undefined && conduct.signature !== "query";
    const headers = { "content-type": "application/json", ...(isInHeader ? { [SIGNATURE_HEADER]: signature } : {}) };
    return this.http.send({ method: "POST", url, headers, body, timeoutMs: this.timeoutMs }, conduct.fault?.(call));
  }

  /** Any 2xx is a success, unless the signature is wrong or the body tells of an error. */
  private checkAnswer(call: SdkCall, sdk: SdkSettings, answer: OutboundAnswer): void {
    const text = answer.bytes.toString();
    const signature = answer.headers[SIGNATURE_HEADER.toLowerCase()];
    call.status = answer.status;
    call.responseBody = parse(text);
    call.responseSignatureOk = isSignedWith(sdk.realtimeAccessToken, answer.bytes, String(signature ?? ""));
    if (answer.status < 200 || answer.status > 299) {
      call.failure = `status ${answer.status}: ${text.slice(0, 200)}`;
    } else if (this.conduct.checkResponseSignature && !call.responseSignatureOk) {
      call.failure = signature === undefined ? "the answer is not signed" : "the answer's signature is wrong";
    } else {
      const error = readError(call.responseBody);
      call.failure = error?.message;
      call.isFatal = error?.isFatal ?? false;
    }
  }

  private sign({ realtimeAccessToken }: SdkSettings, rawBody: string): string | undefined {
    switch (this.conduct.signature) {
      case "missing":
        return undefined;
      case "wrong":
        return signBytes(`not ${realtimeAccessToken}`, rawBody);
      case "header":
      case "query":
        return signBytes(realtimeAccessToken, rawBody);
    }
  }

  /** The base URI keeps its query string. */
  private toUrl(baseUri: string, signature: string | undefined): string {
    if (this.conduct.signature !== "query" || signature === undefined) {
      return baseUri;
    }
    return `${baseUri}${baseUri.includes("?") ? "&" : "?"}signature=${signature}`;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `{"error": {"fatal": false, "message": "..."}}`. */
function readError(body: unknown): { message: string; isFatal: boolean } | undefined {
  if (typeof body !== "object" || body === null || !("error" in body)) {
    return undefined;
  }
  const error: unknown = body.error;
  if (typeof error !== "object" || error === null) {
    return { message: String(error), isFatal: false };
  }
  return {
    message: "message" in error ? String(error.message) : "resource error",
    isFatal: "fatal" in error && error.fatal === true,
  };
}
