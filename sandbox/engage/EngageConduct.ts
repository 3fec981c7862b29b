/** How the account as a whole behaves; may be changed at any time. */

export interface EngageConduct {
  /**
   * Whatever Engage's side writes also comes back from the network, as posts do that the brand publishes there:
   * another content by the same controlled identity, `user_reply`, without a `creator_id`. What is pushed through the
   * realtime endpoint is imported, bot lines included, with or without this.
   */
  echo: boolean;
}

export const KIND_CONDUCT: EngageConduct = { echo: false };
