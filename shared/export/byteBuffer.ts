// Collects bytes and text as UTF-8 and hands them on in chunks.

const encoder = new TextEncoder();

export class ByteBuffer {
  private target: Uint8Array<ArrayBuffer>;
  private end = 0;

  constructor(size: number) {
    this.target = new Uint8Array(size);
  }

  get length(): number {
    return this.end;
  }

  byte(byte: number): void {
    if (this.end === this.target.length) this.grow(1);
    this.target[this.end++] = byte;
  }

  bytes(bytes: ArrayLike<number>): void {
    this.grow(bytes.length);
    for (let i = 0; i < bytes.length; i++) this.target[this.end++] = bytes[i]!;
  }

  /** Copies `source[start, end)`. */
  copy(source: Uint8Array, start: number, end: number): void {
    const size = end - start;
    this.grow(size);
    const { target } = this;
    let at = this.end;
    if (size > 64) target.set(source.subarray(start, end), at);
    else for (let i = start; i < end; i++) target[at++] = source[i]!;
    this.end += size;
  }

  /** Lone surrogates, which UTF-8 cannot hold, become U+FFFD. */
  text(text: string): void {
    this.grow(text.length * 3);
    this.end += encoder.encodeInto(text, this.target.subarray(this.end)).written;
  }

  /** Everything collected so far, as a copy of its own. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.target.slice(0, this.end);
    this.end = 0;
    return taken;
  }

  private grow(size: number): void {
    if (this.end + size <= this.target.length) return;
    const larger = new Uint8Array(Math.max(this.target.length * 2, this.end + size));
    larger.set(this.target.subarray(0, this.end));
    this.target = larger;
  }
}
