/** The platform's limits for one execution of a node, and the check of what crosses the border of the process. */

export interface NodeLimits {
  timeoutMs: number;
  /** `api.log` does not count. */
  apiCalls: number;
  /** All arguments of one call together. */
  argumentBytes: number;
  /** One message between platform and process, in either direction. */
  messageBytes: number;
}

export const PLATFORM_LIMITS: Readonly<NodeLimits> = {
  timeoutMs: 20_000,
  apiCalls: 10,
  argumentBytes: 62 * 1024,
  messageBytes: 300 * 1024,
};

/** A sentence when the call breaks a limit. */
export function findCallFault(
  limits: NodeLimits,
  call: { name: string; bytes: number; count: number },
): string | undefined {
  if (call.count > limits.apiCalls) {
    return `The node made more than ${limits.apiCalls} API calls (the last: ${call.name}).`;
  }
  if (call.bytes > limits.argumentBytes) {
    return `The arguments of api.${call.name} have ${call.bytes} bytes; ${limits.argumentBytes} are allowed.`;
  }
  return findMessageFault(limits, `The message of api.${call.name}`, call.bytes);
}

export function findMessageFault(limits: NodeLimits, name: string, bytes: number): string | undefined {
  return bytes > limits.messageBytes ? `${name} has ${bytes} bytes; ${limits.messageBytes} are allowed.` : undefined;
}
