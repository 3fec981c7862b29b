/** The children that the platform makes with their parent, and which of them can also be created later. */

const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  if: ["then", "else"],
  switch: ["default", "case", "case"],
  once: ["onFirstExecution", "afterwards"],
  aiAgentJob: ["aiAgentJobDefault", "aiAgentJobTool"],
};

const CREATABLE: Readonly<Record<string, string>> = { case: "switch", aiAgentJobTool: "aiAgentJob" };

export function childTypesOf(type: string): readonly string[] {
  return BUILT_IN[type] ?? [];
}

export function isBuiltInChild(type: string): boolean {
  return Object.values(BUILT_IN).some((children) => children.includes(type));
}

/** The only parent below which such a child can be created. */
export function creatableParentOf(type: string): string | undefined {
  return CREATABLE[type];
}
