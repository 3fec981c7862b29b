/** Webchat's rating screen: the answer goes to the Flow as a command without text. */
import { useState } from "preact/hooks";
import type { ChatEntry } from "./chatEntry";

interface Props {
  entries: readonly ChatEntry[];
  onRate(rating: 1 | -1, comment: string): void;
}

export function RatingCard({ entries, onRate }: Props) {
  const request = findRatingRequest(entries);
  return request && <Card key={request.id} request={request} onRate={onRate} />;
}

/** Until the customer has written something else. */
function findRatingRequest(entries: readonly ChatEntry[]): ChatEntry | undefined {
  const last = entries.at(-1);
  return last?.rating === undefined ? undefined : last;
}

function Card({ request: { rating }, onRate }: { request: ChatEntry; onRate: Props["onRate"] }) {
  const [comment, setComment] = useState("");
  if (rating === undefined) {
    return null;
  }
  return (
    <section class="rating stack fixed" aria-label={rating.title} data-testid="rating">
      <p class="name">{rating.title}</p>
      <input
        value={comment}
        placeholder={rating.commentLabel}
        aria-label={rating.commentLabel}
        data-testid="rating-comment"
        onInput={({ currentTarget }) => setComment(currentTarget.value)}
      />
      <div class="row">
        <button type="button" class="button" data-testid="rating-good" onClick={() => onRate(1, comment)}>
          Good
        </button>
        <button type="button" class="button" data-testid="rating-bad" onClick={() => onRate(-1, comment)}>
          Not good
        </button>
      </div>
    </section>
  );
}
