import { expect } from 'chai';
import { parseDuration } from '../../src/model/duration.ts';

const durations: readonly (readonly [text: string, milliseconds: number | undefined])[] = [
  ['500ms', 500],
  ['30s', 30_000],
  ['30 S', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['7d', 604_800_000],
  ['0s', 0],
  ['30', undefined],
  ['s', undefined],
  ['3w', undefined],
  ['1.5h', undefined],
  ['-1s', undefined],
];

describe('parseDuration', () => {
  for (const [text, milliseconds] of durations) {
    it(`takes '${text}' for ${milliseconds === undefined ? 'no duration' : `${milliseconds} ms`}`, () => {
      expect(parseDuration(text)).to.equal(milliseconds);
    });
  }
});
