import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { WorkGate } from './work-gate.ts';

/** About 100 ms of one core, and 32 MiB. */
const COST = { N: 2 ** 15, r: 8, p: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** scrypt needs 128 * N * r bytes and a little more. It also bounds what a hash found in the database can ask for. */
const MEMORY_LIMIT = 64 * 1024 * 1024;

const ENCODED = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d)\$([A-Za-z0-9+/]+=*)\$([A-Za-z0-9+/]+=*)$/;

/** Two threads of the pool that file access shares, so that a flood of wrong passwords leaves the others free. */
const gate = new WorkGate({ atOnce: 2, waiting: 32 });

/**
 * Hash of a password with a salt of its own: `scrypt$32768$8$1$<salt>$<hash>`, both in base64.
 * @throws GateFull when too many passwords are being hashed already
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/**
 * Whether `password` is the one that `encoded` was made from. False, too, when `encoded` is nothing that {@link hashPassword} writes.
 * @throws GateFull when too many passwords are being checked already
 */
export async function verifyPassword(password: string, encoded: string): Promise<boolean> {
  const stored = decode(encoded);
  if (stored === undefined) return false;
  const hash = await derive(password, stored.salt, stored.hash.length, stored.cost);
  return timingSafeEqual(hash, stored.hash);
}

/** A hash that no password has; checking against it takes as long as against a real one. */
export function hashOfNoPassword(): string {
  const salt = randomBytes(SALT_BYTES).toString('base64');
  const hash = randomBytes(HASH_BYTES).toString('base64');
  return ['scrypt', COST.N, COST.r, COST.p, salt, hash].join('$');
}

type Cost = typeof COST;

function decode(encoded: string): { cost: Cost; salt: Buffer; hash: Buffer } | undefined {
  const [, N, r, p, salt, hash] = ENCODED.exec(encoded) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

function derive(password: string, salt: Buffer, length: number, cost: Cost): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: MEMORY_LIMIT };
  return gate.run(
    () =>
      new Promise((resolve, reject) => {
        // One form of what looks the same (RFC 8265, 4.2.2).
        scrypt(password.normalize('NFC'), salt, length, options, (problem, key) =>
          problem ? reject(problem) : resolve(key),
        );
      }),
  );
}
