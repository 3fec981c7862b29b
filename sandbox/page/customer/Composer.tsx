/** Where a message is written: Enter sends, Shift and Enter begins a new line. */
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "../components/Icon";
import { formatBytes } from "../formatTime";
import { showToast } from "../toasts";
import { MAX_UPLOAD_BYTES, readUpload, type Upload } from "./readUpload";

interface Props {
  label: string;
  placeholder: string;
  isDisabled?: boolean;
  allowsFiles?: boolean;
  testIds?: { input: string; send: string };
  extra?: ComponentChildren;
  /** `false`: it was not taken, and the text comes back. */
  onSend(text: string, attachment?: Upload): Promise<boolean> | boolean;
  onType?: ((text: string) => void) | undefined;
}

const TEST_IDS = { input: "composer", send: "send" };

export function Composer(props: Props) {
  const { label, placeholder, isDisabled = false, allowsFiles = false, testIds = TEST_IDS, extra } = props;
  const [text, setText] = useState("");
  const [file, setFile] = useState<File>();
  const [isSending, setSending] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  const write = (next: string) => {
    setText(next);
    props.onType?.(next);
  };
  const deliver = async (words: string, picked: File | undefined) => {
    if (picked === undefined) {
      return props.onSend(words);
    }
    const upload = await readUpload(picked).catch(() => undefined);
    if (upload === undefined) {
      showToast(`The file ${picked.name} can't be read.`);
    }
    return upload !== undefined && props.onSend(words, upload);
  };
  const send = async () => {
    if (isSending || isDisabled || (text.trim() === "" && file === undefined)) {
      return;
    }
    // The box is empty at once, for what is typed while this is on its way.
    setText("");
    setFile(undefined);
    setSending(true);
    input.current?.focus();
    let isTaken = false;
    try {
      isTaken = await deliver(text.trim(), file);
    } finally {
      setSending(false);
      if (!isTaken) {
        setText((since) => (since === "" ? text : `${text}\n${since}`));
        setFile(file);
      }
    }
  };
  const pick = (picked: File | undefined) => {
    if (picked !== undefined && picked.size > MAX_UPLOAD_BYTES) {
      showToast("Files of up to 5 MB can be sent.");
    } else {
      setFile(picked);
    }
    if (picker.current !== null) {
      picker.current.value = "";
    }
  };
  return (
    <form
      class="composer stack fixed"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {file !== undefined && (
        <p class="row quiet">
          <Icon name="file" />
          <span class="cut">{file.name}</span>
          <span class="fixed">{formatBytes(file.size)}</span>
          <button
            type="button"
            class="icon-button"
            aria-label="Remove the file"
            data-explain="Remove the file"
            onClick={() => setFile(undefined)}
          >
            <Icon name="close" />
          </button>
        </p>
      )}
      <div class="composer-row row">
        {allowsFiles && (
          <>
            <input
              ref={picker}
              type="file"
              class="unseen"
              tabIndex={-1}
              aria-hidden="true"
              data-testid={`${testIds.input}-file`}
              onChange={({ currentTarget }) => pick(currentTarget.files?.[0])}
            />
            <button
              type="button"
              class="icon-button"
              aria-label="Attach a file"
              data-explain="Attach a file"
              disabled={isDisabled || isSending}
              onClick={() => picker.current?.click()}
            >
              <Icon name="clip" />
            </button>
          </>
        )}
        <textarea
          ref={input}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={label}
          disabled={isDisabled}
          data-testid={testIds.input}
          onInput={({ currentTarget }) => write(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) {
              return;
            }
            event.preventDefault();
            void send();
          }}
        />
        {extra}
        <button
          type="submit"
          class="icon-button is-primary"
          aria-label="Send"
          data-explain="Send"
          disabled={isDisabled || isSending || (text.trim() === "" && file === undefined)}
          data-testid={testIds.send}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
