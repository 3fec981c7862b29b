/** Ids for records that have none, the same as long as the record lives. */

export class RecordIds {
  private readonly ids = new WeakMap<object, string>();
  private last = 0;

  of(record: object): string {
    const known = this.ids.get(record);
    if (known !== undefined) {
      return known;
    }
    this.last += 1;
    const id = `record-${this.last}`;
    this.ids.set(record, id);
    return id;
  }
}
