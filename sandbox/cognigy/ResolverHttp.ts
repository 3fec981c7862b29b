/** `api.httpRequest` of options resolvers: real HTTP under the platform's limits. */
import axios from "axios";
import * as z from "zod";

export interface ResolverLimits {
  requests: number;
  /** Of one request. */
  requestMs: number;
  /** Of the resolver as a whole. */
  totalMs: number;
  /** Of all responses together. */
  responseBytes: number;
}

export const RESOLVER_LIMITS: Readonly<ResolverLimits> = {
  requests: 5,
  requestMs: 1_000,
  totalMs: 5_000,
  responseBytes: 1024 * 1024,
};

/** The methods of the platform's type: `delete` is not among them. */
const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "PURGE", "LINK", "UNLINK"] as const;

const parametersSchema = z.object({
  method: z.string().toUpperCase().pipe(z.enum(METHODS)),
  url: z.string(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  data: z.unknown().optional(),
});

/** A limit of the resolver as a whole: there are no options then, even if the resolver catches this. */
export class ResolverLimitError extends Error {}

export class ResolverHttp {
  readonly requests: { method: string; url: string; status?: number }[] = [];
  private receivedBytes = 0;
  private readonly open = new Set<AbortController>();

  constructor(private readonly limits: ResolverLimits) {}

  /** The response as JSON; a status other than 2xx is an error, as with axios. */
  async request(parametersText: string): Promise<string> {
    const parsed = parametersSchema.safeParse(JSON.parse(parametersText));
    if (!parsed.success) {
      throw new Error(`httpRequest: "${parsed.error.issues[0]?.path.join(".")}" is not valid.`);
    }
    if (this.requests.length >= this.limits.requests) {
      throw new ResolverLimitError(`The resolver made more than ${this.limits.requests} requests.`);
    }
    const { method, url, params } = parsed.data;
    const record: ResolverHttp["requests"][number] = { method, url: axios.getUri({ url, params }) };
    this.requests.push(record);
    const { status, statusText, headers, body } = await this.send(parsed.data);
    record.status = status;
    this.receivedBytes += body.length;
    if (this.receivedBytes > this.limits.responseBytes) {
      this.refuseSize();
    }
    if (status < 200 || status > 299) {
      throw new Error(`Request failed with status code ${status}`);
    }
    return JSON.stringify({ status, statusText, headers, data: parseBody(body.toString("utf8")) });
  }

  /** Aborts what is still under way. */
  close(): void {
    for (const controller of this.open) {
      controller.abort();
    }
  }

  private async send(parameters: z.output<typeof parametersSchema>) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.limits.requestMs);
    this.open.add(controller);
    try {
      const response = await axios.request<Buffer>({
        ...parameters,
        signal: controller.signal,
        responseType: "arraybuffer",
        maxContentLength: this.limits.responseBytes - this.receivedBytes,
        validateStatus: null,
        proxy: false,
      });
      return {
        status: response.status,
        statusText: response.statusText,
        headers: response.headers,
        body: response.data,
      };
    } catch (error) {
      if (axios.isCancel(error)) {
        throw new Error(`timeout of ${this.limits.requestMs}ms exceeded`);
      }
      if (axios.isAxiosError(error) && error.message.startsWith("maxContentLength")) {
        this.refuseSize();
      }
      throw new Error(error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(timer);
      this.open.delete(controller);
    }
  }

  private refuseSize(): never {
    throw new ResolverLimitError(`The responses have more than ${this.limits.responseBytes} bytes.`);
  }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
