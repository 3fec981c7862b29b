/** Whether a script was started to explain itself. */
export function asksForHelp(given: readonly string[]): boolean {
  return given.some((one) => ["--help", "-h", "help"].includes(one));
}
