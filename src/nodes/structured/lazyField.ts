/** A field that is read only when it is asked for: what is hidden keeps its stored value, and a mistake in it is nobody's business. */
import type { Field } from "../shared/field";

export function lazyField<Value>(field: Field<Value>): Field<() => Value> {
  return { descriptor: field.descriptor, parse: (stored) => () => field.parse(stored) };
}
