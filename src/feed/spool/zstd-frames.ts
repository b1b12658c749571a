/** A frame, and one that is to be passed over, whose last digit is free (RFC 8878, 3.1.1 and 3.1.2). */
const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
/** Bytes of a dictionary id, by its flag. */
const DICTIONARY_ID = [0, 1, 2, 4];
/** Bytes of a content size, by its flag; of the first flag one where the frame is a single segment. */
const CONTENT_SIZE = [0, 2, 4, 8];
const RLE_BLOCK = 1;

/** The next bytes are wanted, or passed over; or a frame ends here. */
type Step = { readonly read: number } | { readonly skip: number } | 'border';

/** Whether something that is packed with zstd begins like this. */
export function beginsFrame(bytes: Buffer): boolean {
  return bytes.length >= 4 && (isFrame(bytes) || isSkippable(bytes));
}

/**
 * What is packed with zstd, cut where its frames end: no chunk holds bytes of two. Node's stream takes the end of a frame within a chunk for the
 * end of all, and drops the rest; a file may have many (RFC 8878, 3.1), as pzstd and cat make them.
 */
export async function* cutAtFrames(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const steps = frames();
  let head = Buffer.alloc(0);
  let { value: step } = steps.next();
  let wanted = step === undefined ? 0 : bytesOf(step);
  for await (const chunk of packed) {
    let start = 0;
    for (let at = 0; step !== undefined && at < chunk.length; ) {
      const taken = Math.min(wanted, chunk.length - at);
      if (typeof step === 'object' && 'read' in step) head = Buffer.concat([head, chunk.subarray(at, at + taken)]);
      at += taken;
      wanted -= taken;
      while (wanted === 0 && step !== undefined) {
        ({ value: step } = steps.next(head));
        head = Buffer.alloc(0);
        if (step === 'border') {
          yield chunk.subarray(start, at);
          start = at;
        }
        wanted = step === undefined ? 0 : bytesOf(step);
      }
    }
    if (start < chunk.length) yield chunk.subarray(start);
  }
}

function bytesOf(step: Step): number {
  if (step === 'border') return 0;
  return 'read' in step ? step.read : step.skip;
}

/** Goes through frames, and ends where something else comes, which is left to who unpacks. */
function* frames(): Generator<Step, undefined, Buffer> {
  for (;;) {
    const magic = yield { read: 4 };
    if (isFrame(magic)) yield* frame();
    else if (isSkippable(magic)) yield { skip: (yield { read: 4 }).readUInt32LE() };
    else return undefined;
    yield 'border';
  }
}

function* frame(): Generator<Step, void, Buffer> {
  const descriptor = (yield { read: 1 }).readUInt8();
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const size = sizeFlag === 0 && isSingle ? 1 : (CONTENT_SIZE[sizeFlag] ?? 0);
  yield { skip: (isSingle ? 0 : 1) + (DICTIONARY_ID[descriptor & 3] ?? 0) + size };
  for (let isLast = false; !isLast; ) {
    const block = (yield { read: 3 }).readUIntLE(0, 3);
    isLast = (block & 1) === 1;
    yield { skip: ((block >> 1) & 3) === RLE_BLOCK ? 1 : block >> 3 };
  }
  const hasChecksum = (descriptor & 4) !== 0;
  if (hasChecksum) yield { skip: 4 };
}

function isFrame(magic: Buffer): boolean {
  return magic.readUInt32LE() === FRAME;
}

function isSkippable(magic: Buffer): boolean {
  return (magic.readUInt32LE() & ~0xf) >>> 0 === SKIPPABLE;
}
