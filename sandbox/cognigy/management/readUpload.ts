/** The parts of an upload: multipart/form-data with the Project and the package. */
import { ManagementRefusal } from "./ManagementRefusal";

export interface Upload {
  projectId: string;
  /** The id of the Extension that is updated. */
  extension: string;
  file: Uint8Array;
}

export async function readUpload(bytes: Buffer, contentType: string): Promise<Upload> {
  if (!contentType.startsWith("multipart/form-data")) {
    throw new ManagementRefusal(400, "The stand-in takes packages as files only.");
  }
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } })
    .formData()
    .catch(() => {
      throw new ManagementRefusal(400, "The form cannot be read.");
    });
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const file = form.get("file");
  if (file === null || typeof file === "string") {
    throw new ManagementRefusal(400, "The form has no file.");
  }
  return {
    projectId: text("projectId"),
    extension: text("extension"),
    file: new Uint8Array(await file.arrayBuffer()),
  };
}
