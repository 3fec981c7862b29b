/** A copy of plain data that shares nothing with the original, and holds only what JSON can carry. */
export function jsonCopy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}
