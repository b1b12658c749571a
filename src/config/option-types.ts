import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

/** What an option takes. */
export interface OptionType<T> {
  /** In words: `a port number, 0 to 65535`. */
  readonly expects: string;
  /** Stands for the value in `--help`: `port`; absent for switches, which take none. */
  readonly placeholder?: string;
  /**
   * @param base absolute directory that relative paths start from
   * @throws RangeError that says what would be right
   */
  parse(text: string, base: string): T;
}

export const text: OptionType<string> = {
  expects: 'text',
  placeholder: 'text',
  parse(value) {
    if (value === '') throw new RangeError('must not be empty');
    return value;
  },
};

export const path: OptionType<string> = {
  expects: 'a path',
  placeholder: 'path',
  parse(value, base) {
    if (value === '' || value.includes('\0')) throw new RangeError('must be a path');
    return resolve(base, value);
  },
};

export const port: OptionType<number> = {
  expects: 'a port number, 0 to 65535; 0 takes any free one',
  placeholder: 'port',
  parse: (value) => wholeNumber(value, 0, 65_535, port.expects),
};

export const count: OptionType<number> = {
  expects: 'a whole number, at least 1',
  placeholder: 'count',
  parse: (value) => wholeNumber(value, 1, 1_000_000_000, count.expects),
};

/** Most threads that `auto` stands for: those that write wait for each other, and each takes memory. */
const ENOUGH_THREADS = 4;
const MOST_THREADS = 64;

/** Where several can share an address (SO_REUSEPORT, with connections spread among them). */
const CAN_SHARE = process.platform === 'linux';

export const threadCount: OptionType<number> = {
  expects: `auto or a whole number, 1 to ${MOST_THREADS}; on other systems than Linux 1`,
  placeholder: 'count',
  parse(value) {
    if (value.toLowerCase() === 'auto') return CAN_SHARE ? Math.min(availableParallelism(), ENOUGH_THREADS) : 1;
    return wholeNumber(value, 1, CAN_SHARE ? MOST_THREADS : 1, threadCount.expects);
  },
};

export const percent: OptionType<number> = {
  expects: 'a whole number, 1 to 100',
  placeholder: 'percent',
  parse: (value) => wholeNumber(value, 1, 100, percent.expects),
};

export const toggle: OptionType<boolean> = {
  expects: 'true or false',
  parse(value) {
    if (/^(true|yes|on|1)$/i.test(value)) return true;
    if (/^(false|no|off|0)$/i.test(value)) return false;
    throw new RangeError(`must be ${toggle.expects}`);
  },
};

/** Bytes. */
export const size: OptionType<number> = {
  expects: 'a size such as 512KB, 16MB or 1GB (1 KB is 1024 bytes)',
  placeholder: 'size',
  parse: (value) => measured(value, { '': 1, B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }, size.expects),
};

/** Bytes on a disk, where there may be more than in memory. */
export const diskSize: OptionType<number> = {
  ...size,
  parse: (value) => measured(value, { '': 1, B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }, size.expects, 1024 ** 5),
};

const DURATION_UNITS = Object.freeze({ MS: 1, S: 1000, M: 60_000, H: 3_600_000, D: 86_400_000 });

/** Milliseconds; at most what a Node.js timer can hold. */
export const duration: OptionType<number> = {
  expects: 'a duration such as 500ms, 30s, 5m, 1h or 7d',
  placeholder: 'duration',
  parse: (value) => measured(value, DURATION_UNITS, duration.expects),
};

/** Milliseconds for which something is kept: also longer than a timer can wait. */
export const retention: OptionType<number> = {
  expects: 'a duration such as 12h, 30d or 365d',
  placeholder: 'duration',
  parse: (value) => measured(value, DURATION_UNITS, retention.expects, Number.MAX_SAFE_INTEGER),
};

export const webAddress: OptionType<string> = {
  expects: 'an address such as https://cut.example.com',
  placeholder: 'url',
  parse(value) {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (
      url === undefined ||
      !/^https?:$/.test(url.protocol) ||
      url.search !== '' ||
      url.hash !== '' ||
      url.username !== ''
    )
      throw new RangeError(`must be ${webAddress.expects}`);
    return url.href.replace(/\/+$/, '');
  },
};

export function choice<const T extends string>(...values: readonly T[]): OptionType<T> {
  const expects = `one of ${values.join(', ')}`;
  return {
    expects,
    placeholder: values.join('|'),
    parse(value) {
      const found = values.find((candidate) => candidate === value.toLowerCase());
      if (found === undefined) throw new RangeError(`must be ${expects}`);
      return found;
    },
  };
}

function wholeNumber(value: string, least: number, most: number, expects: string): number {
  const number = Number(value);
  if (!/^\d{1,15}$/.test(value) || number < least || number > most) throw new RangeError(`must be ${expects}`);
  return number;
}

const MOST_UNITS = 2 ** 31 - 1;

function measured(value: string, units: Readonly<Record<string, number>>, expects: string, most = MOST_UNITS): number {
  const [, digits, unit = ''] = /^(\d{1,12}) ?([a-z]*)$/i.exec(value) ?? [];
  const factor = units[unit.toUpperCase()];
  const result = Number(digits) * (factor ?? Number.NaN);
  if (digits === undefined || factor === undefined || result < 1 || result > most)
    throw new RangeError(`must be ${expects}`);
  return result;
}
