/** A node's settings: first only those that someone has changed. */
import { useState } from "preact/hooks";
import type { NodeTypeView } from "../../app/view";
import { JsonBlock } from "./JsonBlock";

interface Props {
  /** Missing for Cognigy's own nodes. */
  type: NodeTypeView | undefined;
  config: Record<string, unknown>;
}

export function NodeSettings({ type, config }: Props) {
  const [showsAll, setShowsAll] = useState(false);
  if (type === undefined) {
    return Object.keys(config).length === 0 ? null : (
      <>
        <h4>Settings</h4>
        <JsonBlock value={config} />
      </>
    );
  }
  const changed = type.fields.filter(({ key, defaultValue }) => !isSame(config[key] ?? defaultValue, defaultValue));
  const shown = showsAll ? type.fields : changed;
  return (
    <>
      <h4>Settings</h4>
      {shown.length === 0 && <p class="quiet">All as they are by default.</p>}
      <dl class="fields">
        {shown.map(({ key, label, description, defaultValue }) => (
          <div key={key}>
            <dt>
              {label} <code class="quiet">{key}</code>
            </dt>
            <dd>
              <Value value={config[key] ?? defaultValue} />
              {description !== "" && <p class="quiet">{description}</p>}
            </dd>
          </div>
        ))}
      </dl>
      {changed.length < type.fields.length && (
        <button type="button" class="button" data-testid="settings-all" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? "Show only changed settings" : `Show all ${type.fields.length} settings`}
        </button>
      )}
    </>
  );
}

/** Nothing, an empty text and an empty list are the same to a node. */
function isSame(value: unknown, other: unknown): boolean {
  const toText = (one: unknown) => JSON.stringify(one ?? "").replace(/^(\[\]|\{\}|"")$/, "");
  return toText(value) === toText(other);
}

function Value({ value }: { value: unknown }) {
  if (value === undefined || value === null || value === "") {
    return <span class="quiet">not set</span>;
  }
  if (typeof value === "object") {
    return <JsonBlock value={value} />;
  }
  return <span class="field-value">{typeof value === "boolean" ? (value ? "on" : "off") : String(value)}</span>;
}
