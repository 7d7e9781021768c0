// Packs parts into a zip archive as they are written; the only door to the zip library for exports.
import { Zip, ZipDeflate } from 'fflate';

/** 1 fast … 9 small; spreadsheets' XML is repetitive, so more effort gains little. */
const LEVEL = 3;
/** A fixed date (1980-01-01, the earliest that zip can say), so that the same content gives the same bytes. */
const DATE = '1980-01-01T00:00:00';

export class ZipPacker {
  private ready: Uint8Array[] = [];
  private failure: unknown;
  private readonly zip = new Zip((error, chunk) => {
    if (error === null) this.ready.push(chunk);
    else this.failure ??= error;
  });

  /** Starts a part; parts are written one after another. */
  part(name: string): { write(bytes: Uint8Array, last: boolean): void } {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = DATE;
    this.zip.add(file);
    return {
      write: (bytes, last) => {
        file.push(bytes, last);
        if (this.failure !== undefined) throw this.failure;
      },
    };
  }

  end(): void {
    this.zip.end();
    if (this.failure !== undefined) throw this.failure;
  }

  /** Bytes of the archive that are ready. */
  take(): Uint8Array[] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }
}
