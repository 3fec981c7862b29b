import { once } from "../../src/core/once";

test.each([undefined, null, 0, "a"])("%p is made when it is first asked for, and only then", (value) => {
  let made = 0;
  const get = once(() => {
    made += 1;
    return value;
  });
  expect(made).toBe(0);
  expect([get(), get()]).toEqual([value, value]);
  expect(made).toBe(1);
});
