/** What the person at the keyboard can put right: one sentence that says how. */

export class UsageFault extends Error {}
