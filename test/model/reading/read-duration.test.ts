import { expect } from 'chai';
import { ModelError } from '../../../src/model/model-error.ts';
import type { Place } from '../../../src/model/reading/place.ts';
import { Problems } from '../../../src/model/reading/problems.ts';
import { readDuration } from '../../../src/model/reading/read-duration.ts';

const place = { position: { file: 'partners.yaml', line: 1, column: 1 } } as Place;

describe('a duration in a mapping file', () => {
  const CASES: readonly (readonly [text: string, milliseconds: number, isProblem: boolean])[] = [
    ['500ms', 500, false],
    ['2m', 120_000, false],
    ['0s', 0, true],
    ['soon', 0, true],
  ];
  for (const [text, milliseconds, isProblem] of CASES) {
    it(`${text}: ${isProblem ? 'a problem' : `${milliseconds} ms`}`, () => {
      const problems = new Problems();
      expect(readDuration(text, place, problems)).to.equal(milliseconds);
      const reported = () => problems.throwIfAny();
      if (isProblem) expect(reported).to.throw(ModelError);
      else expect(reported).not.to.throw();
    });
  }
});
