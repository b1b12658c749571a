/** What a plan writes, rules included, on these stored rows: c below b below a, and y below x. */
export interface HierarchyCase {
  readonly what: string;
  readonly plan: readonly string[];
  readonly written: readonly string[];
  /** Batches that are read. */
  readonly reads: number;
}

export const STORED_NODES: readonly string[] = [
  'insert NODE a',
  'insert NODE b PARENT=a',
  'insert NODE c PARENT=b',
  'insert NODE x',
  'insert NODE y PARENT=x',
];

export const HIERARCHY_CASES: readonly HierarchyCase[] = [
  {
    what: 'a new row at the top is its own root, and nothing is read',
    plan: ['insert NODE d'],
    written: ['insert NODE d ROOT=d'],
    reads: 0,
  },
  {
    what: 'a new row below another gets the topmost one as its root',
    plan: ['insert NODE d PARENT=c'],
    written: ['insert NODE d PARENT=c ROOT=a'],
    reads: 3,
  },
  {
    what: 'new rows below each other, the lower one first, need no read',
    plan: ['insert NODE f PARENT=e', 'insert NODE e PARENT=d', 'insert NODE d PARENT=null'],
    written: ['insert NODE f PARENT=e ROOT=d', 'insert NODE e PARENT=d ROOT=d', 'insert NODE d PARENT=null ROOT=d'],
    reads: 0,
  },
  {
    what: 'a row that moves takes all below it along',
    plan: ['update NODE b PARENT=y'],
    written: ['update NODE b PARENT=y ROOT=x', 'update NODE c ROOT=x'],
    reads: 4,
  },
  {
    what: 'a row that moves to the top becomes a root',
    plan: ['update NODE b PARENT=null'],
    written: ['update NODE b PARENT=null ROOT=b', 'update NODE c ROOT=b'],
    reads: 3,
  },
  {
    what: 'a row that moves within its tree has its root already',
    plan: ['update NODE c PARENT=a'],
    written: ['update NODE c PARENT=a'],
    reads: 1,
  },
  {
    what: 'the whole tree goes under another',
    plan: ['update NODE a PARENT=y NAME=A'],
    written: ['update NODE a PARENT=y NAME=A ROOT=x', 'update NODE b ROOT=x', 'update NODE c ROOT=x'],
    reads: 5,
  },
  {
    what: 'a new row below one that moves in the same plan',
    plan: ['insert NODE d PARENT=b', 'update NODE b PARENT=x'],
    written: ['insert NODE d PARENT=b ROOT=x', 'update NODE b PARENT=x ROOT=x', 'update NODE c ROOT=x'],
    reads: 3,
  },
  {
    what: 'a row changes places with the one above it',
    plan: ['update NODE b PARENT=null', 'update NODE a PARENT=b'],
    written: ['update NODE b PARENT=null ROOT=b', 'update NODE a PARENT=b ROOT=b', 'update NODE c ROOT=b'],
    reads: 3,
  },
  {
    what: 'a row below one that moves, and that moves itself, goes where it is sent',
    plan: ['update NODE b PARENT=x', 'update NODE c PARENT=a'],
    written: ['update NODE b PARENT=x ROOT=x', 'update NODE c PARENT=a'],
    reads: 2,
  },
  {
    what: 'a row below one that moves, and that changes otherwise, is written once',
    plan: ['update NODE b PARENT=x', 'update NODE c NAME=C'],
    written: ['update NODE b PARENT=x ROOT=x', 'update NODE c NAME=C ROOT=x'],
    reads: 3,
  },
  {
    what: 'a parent that is sent as it is stored changes nothing else',
    plan: ['update NODE c PARENT=b'],
    written: ['update NODE c PARENT=b'],
    reads: 2,
  },
  {
    what: 'a root that is sent is replaced in a new row',
    plan: ['insert NODE d PARENT=x ROOT=a'],
    written: ['insert NODE d PARENT=x ROOT=x'],
    reads: 1,
  },
  {
    what: 'a root that is sent for a stored row is left out, and with it the change',
    plan: ['update NODE y ROOT=a', 'update NODE b ROOT=c NAME=B'],
    written: ['update NODE b NAME=B'],
    reads: 2,
  },
  {
    what: 'of several changes of a row the last parent counts, and the root is written once',
    plan: ['update NODE c PARENT=x', 'update NODE c PARENT=null NAME=C'],
    written: ['update NODE c PARENT=x ROOT=c', 'update NODE c PARENT=null NAME=C'],
    reads: 2,
  },
  {
    what: 'a row that is deleted leaves the others where they are',
    plan: ['delete NODE c'],
    written: ['delete NODE c'],
    reads: 0,
  },
  {
    what: 'what was below a row that is deleted goes where the plan puts it',
    plan: ['update NODE c PARENT=null', 'delete NODE b'],
    written: ['update NODE c PARENT=null ROOT=c', 'delete NODE b'],
    reads: 2,
  },
  {
    what: 'a tree that moves while its lowest row is deleted',
    plan: ['delete NODE c', 'update NODE b PARENT=x'],
    written: ['delete NODE c', 'update NODE b PARENT=x ROOT=x'],
    reads: 2,
  },
  {
    what: 'a row that is deleted and inserted again takes what is below it to its new place',
    plan: ['delete NODE b', 'insert NODE b PARENT=x'],
    written: ['delete NODE b', 'insert NODE b PARENT=x ROOT=x', 'update NODE c ROOT=x'],
    reads: 3,
  },
  {
    what: 'a new row that is deleted and inserted once more',
    plan: ['insert NODE d', 'delete NODE d', 'insert NODE d PARENT=a'],
    written: ['insert NODE d', 'delete NODE d', 'insert NODE d PARENT=a ROOT=a'],
    reads: 1,
  },
  {
    what: 'a change of other columns is none of its business',
    plan: ['update NODE b NAME=B'],
    written: ['update NODE b NAME=B'],
    reads: 0,
  },
  {
    what: 'without a root, a row below a stored one needs no read',
    plan: ['insert FOLDER p', 'insert FOLDER q PARENT=p'],
    written: ['insert FOLDER p', 'insert FOLDER q PARENT=p'],
    reads: 0,
  },
];

/** What is refused: which row's parent, and why. */
export interface RefusedCase {
  readonly what: string;
  readonly plan: readonly string[];
  readonly value: string;
}

export const CIRCLES: readonly RefusedCase[] = [
  { what: 'a row below itself', plan: ['update NODE b PARENT=b'], value: 'b' },
  { what: 'a new row below itself', plan: ['insert NODE d PARENT=d'], value: 'd' },
  { what: 'a row below one that is below it', plan: ['update NODE a PARENT=c'], value: 'c' },
  {
    what: 'two rows below each other, each in a change of its own',
    plan: ['update NODE a PARENT=y', 'update NODE x PARENT=b'],
    value: 'y',
  },
  {
    what: 'new rows in a circle',
    plan: ['insert NODE d PARENT=f', 'insert NODE e PARENT=d', 'insert NODE f PARENT=e'],
    value: 'f',
  },
  {
    what: 'a stored row below a new one that is below it',
    plan: ['insert NODE d PARENT=c', 'update NODE a PARENT=d'],
    value: 'c',
  },
  {
    what: 'a new row below rows in a circle, which is reported once, where it is',
    plan: ['insert NODE d PARENT=b', 'insert NODE e PARENT=c', 'update NODE a PARENT=c'],
    value: 'c',
  },
  { what: 'a row of a hierarchy without root', plan: ['update FOLDER f PARENT=g'], value: 'g' },
  {
    what: 'new rows of a hierarchy without root',
    plan: ['insert FOLDER p PARENT=q', 'insert FOLDER q PARENT=p'],
    value: 'q',
  },
];
