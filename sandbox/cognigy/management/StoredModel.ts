/** A language model of a Project. */
export interface StoredModel {
  _id: string;
  referenceId: string;
  name: string;
  connectionId: string | null;
}
