import { expect } from 'chai';
import { type Reserve, RowIds } from '../../../src/store/sqlserver/row-ids.ts';

describe('ROW_IDs on SQL Server', () => {
  let reserved: number[];
  let reserve: Reserve;

  beforeEach(() => {
    reserved = [];
    let end = 36 ** 6;
    reserve = async (size) => {
      reserved.push(size);
      end += size;
      return end;
    };
  });

  it('are numbers in base 36, one after the other, over the end of a block', async () => {
    const rowIds = new RowIds(reserve);
    const given = [...(await rowIds.allocate(999)), ...(await rowIds.allocate(3))];
    expect([given[0], given[35], given.at(-1)]).to.deep.equal(['1-1000000', '1-100000Z', '1-10000RT']);
    expect(new Set(given).size).to.equal(1002);
  });

  it('are reserved before they are needed, and once while several works begin', async () => {
    const rowIds = new RowIds(reserve);
    for (let work = 0; work < 5; work += 1) rowIds.prepare();
    expect(reserved).to.deep.equal([1000]);
    for (let work = 0; work < 2; work += 1) await rowIds.allocate(250);
    rowIds.prepare();
    expect(reserved).to.have.length(1);
    await rowIds.allocate(1);
    rowIds.prepare();
    expect(reserved).to.have.length(2);
    for (let work = 0; work < 5; work += 1) await rowIds.allocate(250);
    expect(reserved).to.have.length(2);
  });

  it('are reserved in larger blocks when works take many', async () => {
    const rowIds = new RowIds(reserve);
    await rowIds.allocate(15_000);
    expect(reserved).to.deep.equal([60_000]);
    await rowIds.allocate(300_000);
    expect(reserved).to.deep.equal([60_000, 300_000]);
  });

  it('are not given twice to works that wait for the same block', async () => {
    const rowIds = new RowIds(reserve);
    const given = await Promise.all(Array.from({ length: 10 }, () => rowIds.allocate(900)));
    expect(new Set(given.flat()).size).to.equal(9000);
  });

  it('are asked for again when the database was not there', async () => {
    let isThere = false;
    const rowIds = new RowIds(async (size) => {
      if (!isThere) throw new Error('no way');
      return reserve(size);
    });
    rowIds.prepare();
    const error: unknown = await rowIds.allocate(1).catch((reason: unknown) => reason);
    expect(String(error)).to.equal('Error: no way');
    isThere = true;
    expect(await rowIds.allocate(1)).to.deep.equal(['1-1000000']);
  });
});
