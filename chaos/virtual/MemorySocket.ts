/** One end of a connection in memory, with the members of a socket that Node's HTTP uses. */
import { Duplex } from "node:stream";

export class MemorySocket extends Duplex {
  readonly remoteAddress = "127.0.0.1";
  /** Whoever held this end is gone without a word: nothing arrives here any more, and nothing leaves. */
  isDead = false;
  /** What happens to bytes that are written here. */
  onBytes: (bytes: Buffer) => void = () => {};
  onEnd: () => void = () => {};
  onClosed: () => void = () => {};

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (!this.isDead) {
      this.onBytes(chunk);
    }
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    if (!this.isDead) {
      this.onBytes(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    }
    done();
  }

  override _final(done: () => void): void {
    if (!this.isDead) {
      this.onEnd();
    }
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.isDead) {
      this.onClosed();
    }
    done(error);
  }

  deliver(bytes: Buffer | null): void {
    if (!this.isDead && !this.destroyed && !this.readableEnded) {
      this.push(bytes);
    }
  }

  break(code: string): void {
    if (!this.isDead && !this.destroyed) {
      this.destroy(Object.assign(new Error(code === "ECONNRESET" ? "socket hang up" : `connect ${code}`), { code }));
    }
  }

  /** Silence is noticed by whoever waits, not here. */
  setTimeout(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
