const SECRET_KEY = /pass(word|wd|phrase)|secret|token|authori[sz]ation|cookie|credential|private.?key/i;
const DEPTH = 5;
const LONGEST = 10_000;

/** What may be logged of the value of field `key`. */
export function redactField(key: string, value: unknown, depth = DEPTH): unknown {
  return SECRET_KEY.test(key) && value !== undefined ? '[redacted]' : redact(value, depth);
}

/**
 * What may be logged of `value`: a plain copy in which every value under a key that speaks of a secret is `[redacted]`, errors are
 * objects with name, message, stack and cause, and what is too deep or too long is cut off.
 */
function redact(value: unknown, depth = DEPTH): unknown {
  if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toJSON();
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactField(key, item, depth - 1)]));
}

function redactError(error: Error, depth: number): unknown {
  const { name, message, stack, cause, ...rest } = error;
  const described = { name: error.name, message: error.message, stack: error.stack, ...rest };
  return redact(error.cause === undefined ? described : { ...described, cause: error.cause }, depth - 1);
}
