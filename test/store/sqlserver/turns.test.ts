import { expect } from 'chai';
import { Turns } from '../../../src/store/sqlserver/turns.ts';
import { StoreBusy } from '../../../src/store/store.ts';

const LONG = 60_000;

describe('turns of works on SQL Server', () => {
  let order: string[];
  beforeEach(() => {
    order = [];
  });
  const take = async (turns: Turns, name: string, isAgain = false): Promise<void> => {
    await turns.take(isAgain);
    order.push(name);
  };

  it('are as many as there are connections; the others come one after the other, in the order in which they asked', async () => {
    const turns = new Turns(2, LONG);
    const works = ['a', 'b', 'c', 'd'].map((name) => take(turns, name));
    await works[1];
    expect(order).to.deep.equal(['a', 'b']);
    turns.giveBack();
    turns.giveBack();
    await Promise.all(works);
    expect(order).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('come next to who has had one before', async () => {
    const turns = new Turns(1, LONG);
    const works = [take(turns, 'a'), take(turns, 'b'), take(turns, 'a again', true)];
    for (const _ of works) {
      await Promise.resolve();
      turns.giveBack();
    }
    await Promise.all(works);
    expect(order).to.deep.equal(['a', 'a again', 'b']);
  });

  it('go to who waits, not to who comes when one is given back', async () => {
    const turns = new Turns(1, LONG);
    await take(turns, 'a');
    const waiting = take(turns, 'b');
    turns.giveBack();
    const late = take(turns, 'c');
    await waiting;
    expect(order).to.deep.equal(['a', 'b']);
    turns.giveBack();
    await late;
  });

  it('are refused as busy when they do not come in time, and then go to others', async () => {
    const turns = new Turns(1, 10);
    await take(turns, 'a');
    expect(await turns.take(false).catch((error: unknown) => error)).to.be.instanceOf(StoreBusy);
    turns.giveBack();
    await take(turns, 'b');
    expect(order).to.deep.equal(['a', 'b']);
  });

  it('are refused at once when too many wait', async () => {
    const turns = new Turns(0, 50);
    const works = Array.from({ length: 10_001 }, () => turns.take(false).catch((error: unknown) => String(error)));
    expect(await works.at(-1)).to.equal('StoreBusy: too many works wait for the database');
    expect(await works[0]).to.equal('StoreBusy: no connection to the database was free in time');
    await Promise.all(works);
  });
});
