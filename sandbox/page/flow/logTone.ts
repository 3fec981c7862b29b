/** How serious a log line looks. */

export function toLogTone(level: string): string {
  return level === "error" ? "tone-bad" : level === "warn" ? "tone-warn" : "tone-idle";
}
