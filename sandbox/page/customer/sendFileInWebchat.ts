/** A Webchat uploads a file first, and then sends its address. */
import { sendCommand } from "../sendCommand";
import type { Upload } from "./readUpload";
import { sayInWebchat } from "./webchat";

export async function sendFileInWebchat(text: string, file: Upload): Promise<boolean> {
  const answer = await sendCommand({ type: "uploadFile", file });
  const { url } = answer ?? {};
  if (typeof url !== "string") {
    return false;
  }
  sayInWebchat(text, text, [{ url, name: file.name, contentType: file.contentType }]);
  return true;
}
