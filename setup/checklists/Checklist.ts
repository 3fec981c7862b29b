/** What only a person can do: numbered steps with exact clicks, names and values. */

export interface Checklist {
  /** Stable, for scripts: `place_node`. */
  code: string;
  title: string;
  steps: readonly string[];
}

/** Something only a person can do stands in the way of a step. */
export class NeedsPerson extends Error {
  constructor(readonly checklist: Checklist) {
    super(checklist.title);
    this.name = "NeedsPerson";
  }
}

export function toLines({ steps }: Checklist): string[] {
  return steps.map((step, index) => `${index + 1}. ${step}`);
}
