// Lets the caller choose where large arrays live: ordinary or shared memory.

/** Gives zeroed memory of that many bytes. */
export type Allocate = (byteLength: number) => ArrayBufferLike;

export const allocateOrdinary: Allocate = (byteLength) => new ArrayBuffer(byteLength);

/** Memory that several workers see at once; only where the page is cross-origin isolated, or in Node. */
export const allocateShared: Allocate = (byteLength) => new SharedArrayBuffer(byteLength);
