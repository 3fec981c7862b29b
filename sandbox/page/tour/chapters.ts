/** The tour's chapters in their order. Another one is a file in `chapters` and a line here. */
import { toFaultsChapter } from "./chapters/faults";
import { toMessagingChapter } from "./chapters/messaging";
import { toWebchatChapter } from "./chapters/webchat";
import type { TourChapter } from "./createTour";
import type { TourStage } from "./TourStage";

const CHAPTERS: readonly ((stage: TourStage) => TourChapter)[] = [
  toWebchatChapter,
  toMessagingChapter,
  toFaultsChapter,
];

export function toChapters(stage: TourStage): TourChapter[] {
  return CHAPTERS.map((toChapter) => toChapter(stage));
}
