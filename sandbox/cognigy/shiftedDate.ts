/** A `Date` whose present is another one: for a node that shall see the platform's clock, and not the machine's. */

type DateClass = typeof Date;

/** `realDate` is asked each time, since a simulation may replace the global one. */
export function shiftedDate(shiftMs: () => number, realDate: () => DateClass = () => Date): DateClass {
  const now = () => realDate().now() + shiftMs();
  return new Proxy(realDate(), {
    // Without `new` it is a text, and always of the present.
    apply: () => new (realDate())(now()).toString(),
    construct: (_target, args, newTarget) => Reflect.construct(realDate(), args.length > 0 ? args : [now()], newTarget),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
}
