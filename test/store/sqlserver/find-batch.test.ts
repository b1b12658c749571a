import { expect } from 'chai';
import { CUT_SEQUENCE } from '../../../src/store/cut-tables.ts';
import { findBatch } from '../../../src/store/sqlserver/find-batch.ts';
import { ACCOUNT, findBy, ORGANIZATION, shapeOf } from '../tables.ts';

const names = shapeOf(ACCOUNT, ['NAME']);
const organizations = shapeOf(ORGANIZATION, ['NAME']);
const read = () => ({ schema: 'dbo' });

describe('many finds on SQL Server', () => {
  it('are one batch; those of one shape are one statement, whose rows are told apart by the number of the find', () => {
    const finds = [
      findBy(names, ['LOC'], [['York']]),
      findBy(organizations, ['ROW_ID'], [['0-1'], ['0-2']]),
      findBy(names, ['LOC'], [['Leeds'], ['Hull']]),
      findBy(names, ['NAME'], [['Tyne']]),
    ];
    const { text, parameters, answers } = findBatch(finds, read);
    expect(text.split('\n').map((line) => line.slice(0, 60))).to.deep.equal([
      'SELECT [t].[NAME] AS [c0], [keys].[n] AS [n], [t].[ROW_ID] A',
      'SELECT [t].[NAME] AS [c0] FROM [dbo].[S_ORG_EXT] AS [t] WHER',
      'SELECT [t].[NAME] AS [c0] FROM [dbo].[S_BU] AS [t] WHERE EXI',
    ]);
    expect(parameters).to.deep.equal(['[[0,"York"],[1,"Leeds"],[1,"Hull"]]', 'Tyne', '[["0-1"],["0-2"]]']);
    const [york, hull, hullAgain] = [
      ['A', '0', '1-A'],
      ['B', '1', '1-B'],
      ['B', '1', '1-B'],
    ];
    expect(answers([[york ?? [], hull ?? [], hullAgain ?? []], [['Tyne']], [['O']]])).to.deep.equal([
      [york],
      [['O']],
      [hull],
      [['Tyne']],
    ]);
  });

  it('are nothing when there is no key', () => {
    const { text, answers } = findBatch([findBy(names, ['LOC'], [])], read);
    expect(text).to.equal('');
    expect(answers([])).to.deep.equal([[]]);
  });

  it('stay apart where rows have no ROW_ID', () => {
    const counters = shapeOf(CUT_SEQUENCE, ['NEXT_NUM']);
    const finds = ['a', 'b'].map((name) => findBy(counters, ['NAME'], [[name]]));
    const { text, answers } = findBatch(finds, read);
    expect(text.split('\n')).to.have.length(2);
    expect(answers([[['1']]])).to.deep.equal([[['1']], []]);
  });

  it('lock what they say', () => {
    const find = { ...findBy(names, ['LOC'], [['York']]), lock: 'keys' } as const;
    const { text } = findBatch([find], ({ lock = 'rows' }) => (lock === 'none' ? {} : { lock }));
    expect(text).to.include('FROM [S_ORG_EXT] AS [t] WITH (UPDLOCK, HOLDLOCK) WHERE');
  });

  it('look a key up as one of many when the column could not hold it', () => {
    const { text, parameters } = findBatch([findBy(names, ['ROW_ID'], [['é']])], read);
    expect(text).to.include('OPENJSON(@p1)');
    expect(parameters).to.deep.equal(['[]']);
  });
});
