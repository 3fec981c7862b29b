/** Says of each change to a Flow that it was made. */
import type { ManagementApi } from "../cognigy/managementApi";

export function watchWrites(api: ManagementApi, wrote: () => Promise<void>): ManagementApi {
  const watched =
    <Given extends unknown[], Made>(call: (...given: Given) => Promise<Made>) =>
    async (...given: Given): Promise<Made> => {
      const made = await call(...given);
      await wrote();
      return made;
    };
  return {
    ...api,
    createNode: watched(api.createNode),
    updateNode: watched(api.updateNode),
    addLocalization: watched(api.addLocalization),
    deleteNode: watched(api.deleteNode),
  };
}
