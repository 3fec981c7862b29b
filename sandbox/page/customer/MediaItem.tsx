/** A picture of the page's own origin, or a link: nothing is loaded from elsewhere. */
import { Icon, type IconName } from "../components/Icon";
import { sandboxView } from "../viewStream";
import type { ChatMedia } from "./chatEntry";
import { toLocalUrl } from "./localUrl";
import { hostOf } from "./structuredParts";

export function MediaItem({ media: { kind, url, title } }: { media: ChatMedia }) {
  const local = toLocalUrl(url, location.origin, sandboxView.value?.addresses);
  if (kind === "image" && local !== undefined) {
    return (
      <a class="media-picture" href={local} target="_blank" rel="noopener noreferrer">
        <img src={local} alt={title || "Picture"} loading="lazy" />
      </a>
    );
  }
  const icon: IconName = kind === "image" ? "image" : kind === "file" ? "file" : "play";
  return (
    <a class="media-link row" href={local ?? url} target="_blank" rel="noopener noreferrer">
      <Icon name={icon} />
      <span class="stack">
        <span class="cut">{title || LABELS[kind]}</span>
        {local === undefined && <span class="quiet cut">{hostOf(url)}</span>}
      </span>
    </a>
  );
}

const LABELS = { image: "Picture", audio: "Sound", video: "Film", file: "File" } satisfies Record<
  ChatMedia["kind"],
  string
>;
