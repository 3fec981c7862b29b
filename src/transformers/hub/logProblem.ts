/** A line in the Project's log, by a code of docs/transformers.md. */
export function logProblem(code: string, problem: string): void {
  console.error(`engage-hub: ${code}: ${problem}`);
}
