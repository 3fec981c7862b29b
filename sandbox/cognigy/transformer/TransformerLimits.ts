/** The platform's limits for one execution of a transformer's handler. */

export interface TransformerLimits {
  handlerMs: number;
  /** The Trial environment allows two. */
  httpRequests: number;
  /** Handler calls before a context is replaced. More than one is faster, but lets module-level variables survive. */
  callsPerContext: number;
}

export const TRANSFORMER_LIMITS: Readonly<TransformerLimits> = {
  handlerMs: 5_000,
  httpRequests: 1,
  callsPerContext: 1,
};
