/** How axios reaches the network, by its documented extension point: one exchange over node:http or node:https. */
import type { ClientRequest, IncomingMessage } from "node:http";
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from "axios";
import type { HttpFailure } from "./httpExchange";
import { ExchangeError, type Phase, toFailure, toTimeout } from "./httpFailure";
import { createHttpRoutes, type HttpRoute } from "./httpRoute";
import { isOfProxy, toProxyRefusal, toUnusableProxy } from "./proxy";
import { ACCEPT_ENCODING, readAnswer } from "./readAnswer";

export function createHttpAdapter(): { adapter: AxiosAdapter; close(): void } {
  const routes = createHttpRoutes();
  return {
    async adapter(config) {
      const route = routes.find(new URL(config.url ?? ""));
      if ("unusable" in route) {
        throw new ExchangeError(toUnusableProxy(route.unusable), config);
      }
      return exchange(route, config);
    },
    close: routes.close,
  };
}

/** Redirects are not followed: one would carry the token to another address, and Engage's API has none. */
function exchange(route: HttpRoute, config: InternalAxiosRequestConfig): Promise<AxiosResponse<Buffer>> {
  return new Promise((resolve, reject) => {
    const request = open(route, config);
    let phase: Phase = route.isTunnel ? "proxy" : "connecting";
    const fail = (failure: HttpFailure) => {
      clearTimeout(timer);
      reject(new ExchangeError(failure, config));
      request.destroy();
    };
    const timeoutMs = config.timeout ?? 0;
    const timer = setTimeout(() => fail(toTimeout(timeoutMs, phase)), timeoutMs);
    request.once("proxyConnect", ({ statusCode }: { statusCode: number }) => {
      phase = "connecting";
      if (statusCode !== 200) {
        fail(toProxyRefusal(statusCode));
      }
    });
    request.once("socket", (socket) => {
      const isSecure = route.url.protocol === "https:";
      const markSent = () => {
        phase = "sent";
      };
      // One that is connected already says so no more; what is lost on it may have arrived.
      if (request.reusedSocket || (!isSecure && !socket.connecting)) {
        markSent();
      } else {
        socket.once(isSecure ? "secureConnect" : "connect", markSent);
      }
    });
    request.on("error", (error) => fail(toFailure(error, phase)));
    request.once("response", (response) => {
      phase = "answering";
      readAnswer(response).then(
        (data) => {
          if (route.isRelayed && isOfProxy(response.statusCode ?? 0, data)) {
            return fail(toProxyRefusal(response.statusCode ?? 0));
          }
          clearTimeout(timer);
          resolve(toResponse(response, data, config));
        },
        (error) => fail(toFailure(error, phase)),
      );
    });
    request.end(config.data);
  });
}

function open({ url, options, request }: HttpRoute, config: InternalAxiosRequestConfig): ClientRequest {
  const body: string | Buffer | undefined = config.data;
  return request(url.href, {
    ...options,
    method: config.method?.toUpperCase(),
    headers: {
      ...config.headers.toJSON(),
      ...(body !== undefined && { "Content-Length": Buffer.byteLength(body) }),
      "Accept-Encoding": ACCEPT_ENCODING,
      ...options.headers,
    },
  });
}

function toResponse(
  { statusCode = 0, statusMessage = "", headers }: IncomingMessage,
  data: Buffer,
  config: InternalAxiosRequestConfig,
): AxiosResponse<Buffer> {
  return { data, status: statusCode, statusText: statusMessage, headers: { ...headers }, config };
}
