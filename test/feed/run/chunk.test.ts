import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { integrationObjectXsd } from '../../../src/contract/integration-object-xsd.ts';
import { CutError } from '../../../src/errors/cut-error.ts';
import { readChunk } from '../../../src/feed/run/chunk.ts';
import { type PreparedObject, Preparer } from '../../../src/feed/run/prepared-object.ts';
import { FeedSplitter, type SplitState, START } from '../../../src/feed/split/feed-splitter.ts';
import { KnownElements } from '../../../src/feed/split/known-elements.ts';
import { SpoolFile } from '../../../src/feed/spool/spool-file.ts';
import { MessageDecoder } from '../../../src/xml/message-decoder.ts';
import { SchemaValidator } from '../../../src/xml/schema-validator.ts';
import { model } from '../../support/model.ts';
import { account, accounts } from '../feed-service.ts';

const objects = [...model.integrationObjects.values()];
const known = new KnownElements(objects);
const validator = SchemaValidator.create(new Map(objects.map((object) => [object.name, integrationObjectXsd(object)])));
const preparer = new Preparer({
  decoder: new MessageDecoder(objects, validator),
  known,
  expected: undefined,
  objectLimit: 200_000,
});

const one = account('F1');
const two = account('F2');
const ALL = { objects: 1000, together: 1000, bytes: 100_000_000 };

const LIST = 'ListOfCutSampleAccountIo';
const SPACED = one.replace('</Account>', '</Account >');
const FAR = account('F3', { content: `<!--</Account>${'x\n'.repeat(75_000)}-->` });

/** What comes between two objects, and how many are wrong; `broken`: where the feed cannot be split any more. */
const cases: readonly {
  readonly title: string;
  readonly between: string;
  readonly wrong: number;
  readonly broken?: true;
}[] = [
  { title: 'nothing unusual', between: '', wrong: 0 },
  { title: 'several lines', between: '\n<!-- a\r\nb\rc -->\n', wrong: 0 },
  { title: 'objects of several lines', between: (one + two).replaceAll('><', '>\r\n<'), wrong: 0 },
  { title: 'an end in a comment', between: one.replace('<Name>', '<!--</Account>--><Name>'), wrong: 0 },
  { title: 'an end in CDATA', between: one.replace('Account F1', '<![CDATA[</Account>]]>'), wrong: 0 },
  { title: 'an end in a comment, and a mistake', between: '<Account><!--</Account>--><Nam/></Account>', wrong: 1 },
  { title: 'an element of the same name inside', between: '<Account>\n<Account>\n</Account></Account>', wrong: 1 },
  { title: 'an end tag with white space', between: one.replace('</Account>', '</Account\n>'), wrong: 0 },
  {
    title: 'end tags with white space',
    between: (one + two).replaceAll('</Account>', '</Account >'),
    wrong: 0,
  },
  { title: 'an empty element', between: '<Account/>', wrong: 0 },
  { title: 'an empty element with a quoted end', between: '<Account a="/>"/>', wrong: 1 },
  { title: 'an empty element with a quoted > that is valid', between: '<Account searchspec="[Name] > 1"/>', wrong: 0 },
  { title: 'an end in an instruction', between: one.replace('<Name>', '<?p </Account>?><Name>'), wrong: 0 },
  { title: 'an end far behind the one that it seems to have', between: FAR, wrong: 0 },
  { title: 'more than a megabyte of wrong guesses', between: FAR.repeat(9), wrong: 0 },
  { title: 'another list behind an unusual end tag', between: `${SPACED}</${LIST}>\n<${LIST}>`, wrong: 0 },
  { title: 'objects of a list that is not known', between: `</${LIST}><ListOfX>${one}</ListOfX><${LIST}>`, wrong: 1 },
  {
    title: 'too long a tag',
    between: `<Account xmlns:x="urn:x" x:a="${'x'.repeat(100_000)}"/>`,
    wrong: 0,
    broken: true,
  },
  { title: 'an empty element with a quoted >', between: '<Account a=">"/>', wrong: 1 },
  { title: 'an element whose tag begins alike', between: '<AccountX></AccountX>', wrong: 1 },
  { title: 'one whose tag is the beginning', between: '<Accoun></Accoun><A></A>', wrong: 2 },
  { title: 'a large object', between: account('F3', { content: `<!--${'x\n'.repeat(40_000)}-->` }), wrong: 0 },
  { title: 'a very large object', between: account('F3', { content: `<!--${'x\n'.repeat(400_000)}-->` }), wrong: 1 },
  { title: 'other elements that are not closed', between: '<Account><Name>x</Account>', wrong: 0, broken: true },
  { title: 'an object that is not closed', between: '<Account><Name>x</Name>', wrong: 0, broken: true },
  {
    title: 'many objects that end elsewhere than they seem to',
    between: one.replace('<Name>', '<!--</Account>--><Name>').repeat(600),
    wrong: 0,
  },
  {
    title: 'many objects with mistakes that end where they seem to',
    between: '<Account><Nam/>\n</Account>'.repeat(300),
    wrong: 300,
  },
];

describe('the objects of a chunk', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cut-chunk-'));
  const path = join(directory, 'feed.xml');
  after(() => rmSync(directory, { recursive: true, force: true }));

  for (const { title, between, wrong, broken } of cases) {
    it(`are those that their markup makes, with ${title} between them`, () => {
      writeFileSync(path, accounts(one, between, two));
      using file = new SpoolFile(path);
      const read = readAll(new FeedSplitter({ file, known }));
      expect(read).to.deep.equal(readByMarkup(new FeedSplitter({ file, known })));
      expect(read.facts.filter(({ error }) => error !== undefined)).to.have.length(wrong);
      expect(read.broken !== undefined).to.equal(broken === true);
    });

    it(`are the same wherever reading is resumed, with ${title} between them`, () => {
      writeFileSync(path, accounts(one, between, two));
      using file = new SpoolFile(path);
      expect(readInChunks(file)).to.deep.equal(readByMarkup(new FeedSplitter({ file, known })));
    });
  }
});

describe('a guess at the end of an object', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cut-chunk-'));
  after(() => rmSync(directory, { recursive: true, force: true }));

  const decoded = (text: string): number => {
    const path = join(directory, 'feed.xml');
    writeFileSync(path, text);
    using file = new SpoolFile(path);
    let count = 0;
    const splitter = new FeedSplitter({ file, known });
    const counting: Pick<Preparer, 'prepare'> = {
      prepare(object, feed) {
        count += 1;
        return preparer.prepare(object, feed);
      },
    };
    readChunk(splitter, counting, ALL, () => {});
    return count;
  };

  it('that is right has each object read once', () => {
    expect(decoded(accounts(...Array(600).fill(one)))).to.equal(600);
  });

  it('that is wrong is not made again for a while', () => {
    const count = decoded(accounts(...Array(600).fill(one.replace('<Name>', '<!--</Account>--><Name>'))));
    expect(count).to.be.within(601, 640);
  });

  it('is made without a look at the markup', () => {
    const path = join(directory, 'feed.xml');
    writeFileSync(path, accounts(one.replace('<Name>', '<!--</Account>--><Name>')));
    using file = new SpoolFile(path);
    const lengths: number[] = [];
    const object = new FeedSplitter({ file, known }).next(({ length }) => lengths.push(length) === 0);
    expect(lengths).to.have.length(1);
    expect(object?.length).to.be.greaterThan(lengths[0] ?? Number.NaN);
  });
});

interface Outcome {
  readonly facts: readonly { readonly error: string | undefined }[];
  readonly state: SplitState;
  readonly broken: string | undefined;
}

function readAll(splitter: FeedSplitter): Outcome {
  const facts: ReturnType<typeof factsOf>[] = [];
  const { state, broken } = readChunk(splitter, preparer, ALL, (prepared) => facts.push(factsOf(prepared)));
  return { facts, state, broken: broken?.message };
}

/** Each chunk by a splitter of its own, as after a crash. */
function readInChunks(file: SpoolFile): Outcome {
  const facts: ReturnType<typeof factsOf>[] = [];
  for (let state = START; ; ) {
    const splitter = new FeedSplitter({ file, known }, JSON.parse(JSON.stringify(state)));
    const end = readChunk(splitter, preparer, { ...ALL, objects: 2 }, (prepared) => facts.push(factsOf(prepared)));
    ({ state } = end);
    if (end.isLast) return { facts, state, broken: end.broken?.message };
  }
}

/** With a look at the markup of each object. */
function readByMarkup(splitter: FeedSplitter): Outcome {
  const facts: ReturnType<typeof factsOf>[] = [];
  try {
    for (let object = splitter.next(); object !== undefined; object = splitter.next())
      facts.push(factsOf(preparer.prepare(object, splitter)));
    return { facts, state: splitter.state, broken: undefined };
  } catch (error) {
    if (!(error instanceof CutError)) throw error;
    return { facts, state: splitter.state, broken: error.message };
  }
}

function factsOf({ object: { number, offset, length, line }, root, error }: PreparedObject) {
  return { number, offset, length, line, values: root?.values, error: error?.message };
}
