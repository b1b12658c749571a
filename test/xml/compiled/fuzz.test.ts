import { expect } from 'chai';
import fc from 'fast-check';
import { model } from '../../support/model.ts';
import { sampleObject } from '../sample-object.ts';
import { BothWays } from './both-ways.ts';
import { documents } from './documents.ts';
import { mutated } from './mutations.ts';

/**
 * What the compiled way accepts, libxml2 accepts, and the general way binds the same: also where something is wrong, everything that comes
 * out is the same. `FUZZ_MINUTES=5` looks for a counterexample for five minutes in each object; a failure prints the seed that leads to it again.
 */
const minutes = Number(process.env.FUZZ_MINUTES ?? 0);

function parameters(numRuns: number): fc.Parameters<[string]> {
  if (minutes === 0) return { numRuns };
  return { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: minutes * 30_000 };
}

describe('the compiled way and the general way agree', function () {
  if (minutes > 0) this.timeout(0);
  const objects = [sampleObject(), ...model.integrationObjects.values()];
  const ways = new BothWays(objects);
  after(() => ways.dispose());

  for (const object of objects) {
    it(`on valid messages of ${object.name}, most of which take the compiled way`, () => {
      const taken = new Map<string, number>();
      fc.assert(
        fc.property(documents(object), (text) => {
          const way = ways.compare(text);
          taken.set(way, (taken.get(way) ?? 0) + 1);
        }),
        parameters(600),
      );
      const all = [...taken.values()].reduce((sum, count) => sum + count, 0);
      expect((taken.get('compiled') ?? 0) / all, JSON.stringify([...taken])).to.be.above(0.9);
    });

    it(`on broken messages of ${object.name}`, () => {
      fc.assert(
        fc.property(mutated(documents(object)), (text) => {
          ways.compare(text);
        }),
        parameters(2_500),
      );
    });
  }
});
