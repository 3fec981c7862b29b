/** The page's few icons, drawn with strokes in the colour of the text. */

const PATHS = {
  send: "M4 12 20 4l-4.5 16-4-6.5zM11.500 13.500 20 4",
  clip: "M19 11.500 12 18.500a4.300 4.300 0 0 1-6-6l7.500-7.500a2.900 2.900 0 0 1 4 4L10 16.500a1.400 1.400 0 0 1-2-2l6.500-6.500",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M18.400 5.600 17 7M7 17l-1.400 1.400",
  moon: "M20 14.500A8 8 0 0 1 9.500 4a8 8 0 1 0 10.500 10.500z",
  auto: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  play: "M8 5v14l11-7z",
  pause: "M8 5v14M16 5v14",
  stop: "M6 6h12v12H6z",
  next: "M5 12h14M13 6l6 6-6 6",
  close: "M6 6l12 12M18 6 6 18",
  reset: "M4 12a8 8 0 1 0 2.500-5.800M4 4v5h5",
  check: "M5 12.500 10 17.500 19 7",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l3 2",
  chevron: "M7 10l5 5 5-5",
  speech: "M5 5h14v10H11l-4 4v-4H5z",
  fork: "M6 4v5a4 4 0 0 0 4 4h8M6 4v16M15 10l3 3-3 3",
  dot: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  desk: "M4 13a8 8 0 0 1 16 0v4h-3v-5h3M4 13v4h3v-5H4M20 17c0 2-2 3-5 3",
  puzzle: "M9 5a2 2 0 1 1 4 0v1h5v5h-1a2 2 0 1 0 0 4h1v4H6v-4a2 2 0 1 1 0-4V6h3z",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9h.010",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
