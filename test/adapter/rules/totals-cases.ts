/** What a plan writes, rules included, on these stored rows; and how many batches are read. */
export interface TotalsCase {
  readonly what: string;
  readonly plan: readonly string[];
  readonly written: readonly string[];
  readonly reads: number;
}

/** h has the lines k (10) and l (2.5, below k); i has m (5); j has none. */
export const STORED_LINES: readonly string[] = [
  'insert HEAD h',
  'insert HEAD i',
  'insert HEAD j TOTAL=7',
  'insert LINE k HEAD=h AMOUNT=10',
  'insert LINE l HEAD=h AMOUNT=2.5 ABOVE=k',
  'insert LINE m HEAD=i AMOUNT=5 QTY=3 PRICE=1.1',
];

export const TOTALS_CASES: readonly TotalsCase[] = [
  {
    what: 'a new header with its lines gets their sums, and nothing is read',
    plan: [
      'insert HEAD n NAME=N',
      'insert LINE o HEAD=n AMOUNT=0.1',
      'insert LINE p HEAD=n AMOUNT=0.2 QTY=2 PRICE=0.05',
    ],
    written: [
      'insert HEAD n NAME=N TOTAL=0.3 WORTH=0.1 ROLLED=0.3',
      'insert LINE o HEAD=n AMOUNT=0.1',
      'insert LINE p HEAD=n AMOUNT=0.2 QTY=2 PRICE=0.05',
    ],
    reads: 0,
  },
  {
    what: 'the sum wins over what is sent',
    plan: ['insert HEAD n TOTAL=99', 'insert LINE o HEAD=n AMOUNT=1'],
    written: ['insert HEAD n TOTAL=1 ROLLED=1', 'insert LINE o HEAD=n AMOUNT=1'],
    reads: 0,
  },
  {
    what: 'what is sent stays when no line has a value',
    plan: ['insert HEAD n TOTAL=99', 'insert LINE o HEAD=n NAME=O', 'insert LINE p HEAD=n QTY=2'],
    written: ['insert HEAD n TOTAL=99', 'insert LINE o HEAD=n NAME=O', 'insert LINE p HEAD=n QTY=2'],
    reads: 0,
  },
  {
    what: 'a new line of a stored header',
    plan: ['insert LINE o HEAD=h AMOUNT=0.5'],
    written: ['insert LINE o HEAD=h AMOUNT=0.5', 'update HEAD h TOTAL=13 ROLLED=10.5'],
    reads: 1,
  },
  {
    what: 'a new line without a value needs no read',
    plan: ['insert LINE o HEAD=h NAME=O'],
    written: ['insert LINE o HEAD=h NAME=O'],
    reads: 0,
  },
  {
    what: 'a line that changes its value',
    plan: ['update LINE l AMOUNT=-2.5'],
    written: ['update LINE l AMOUNT=-2.5', 'update HEAD h TOTAL=7.5'],
    reads: 2,
  },
  {
    what: 'a line that changes nothing that is summed',
    plan: ['update LINE l NAME=L'],
    written: ['update LINE l NAME=L'],
    reads: 0,
  },
  {
    what: 'lines that change while their sum stays',
    plan: ['update LINE k AMOUNT=9', 'update LINE l AMOUNT=3.5'],
    written: ['update LINE k AMOUNT=9', 'update LINE l AMOUNT=3.5', 'update HEAD h ROLLED=9'],
    reads: 2,
  },
  {
    what: 'a header whose total is sent as it is summed is not written',
    plan: ['update HEAD h TOTAL=12.5'],
    written: [],
    reads: 1,
  },
  {
    what: 'a header whose total is sent otherwise is not written either, what else is sent is',
    plan: ['update HEAD h TOTAL=99', 'update HEAD i TOTAL=99 NAME=I'],
    written: ['update HEAD i NAME=I'],
    reads: 1,
  },
  {
    what: 'a header without lines keeps what is sent',
    plan: ['update HEAD j TOTAL=8'],
    written: ['update HEAD j TOTAL=8'],
    reads: 1,
  },
  {
    what: 'a header and a line that change together: the header is written once',
    plan: ['update HEAD h NAME=H', 'update LINE l AMOUNT=3'],
    written: ['update HEAD h NAME=H TOTAL=13', 'update LINE l AMOUNT=3'],
    reads: 2,
  },
  {
    what: 'a line that moves changes both headers',
    plan: ['update LINE l HEAD=i ABOVE=null'],
    written: ['update LINE l HEAD=i ABOVE=null', 'update HEAD h TOTAL=10', 'update HEAD i TOTAL=7.5 ROLLED=7.5'],
    reads: 2,
  },
  {
    what: 'a line that moves to a new header',
    plan: ['insert HEAD n', 'update LINE m HEAD=n'],
    written: [
      'insert HEAD n TOTAL=5 WORTH=3.3 ROLLED=5',
      'update LINE m HEAD=n',
      'update HEAD i TOTAL=0 WORTH=0 ROLLED=0',
    ],
    reads: 2,
  },
  {
    what: 'a line that leaves its header for none',
    plan: ['update LINE l HEAD=null'],
    written: ['update LINE l HEAD=null', 'update HEAD h TOTAL=10'],
    reads: 2,
  },
  {
    what: 'a line that is deleted',
    plan: ['update LINE l ABOVE=null', 'delete LINE k'],
    written: ['update LINE l ABOVE=null', 'delete LINE k', 'update HEAD h TOTAL=2.5 ROLLED=2.5'],
    reads: 2,
  },
  {
    what: 'the last line with a value is deleted: nothing is left',
    plan: ['delete LINE m'],
    written: ['delete LINE m', 'update HEAD i TOTAL=0 WORTH=0 ROLLED=0'],
    reads: 2,
  },
  {
    what: 'the last value is emptied: what is sent with it stays',
    plan: ['update LINE m AMOUNT=null', 'update HEAD i TOTAL=4'],
    written: ['update LINE m AMOUNT=null', 'update HEAD i TOTAL=4 ROLLED=0'],
    reads: 2,
  },
  {
    what: 'a header that is deleted with its lines',
    plan: ['delete LINE m', 'delete HEAD i'],
    written: ['delete LINE m', 'delete HEAD i'],
    reads: 1,
  },
  {
    what: 'a header that is deleted while its line moves',
    plan: ['update LINE m HEAD=h', 'delete HEAD i'],
    written: ['update LINE m HEAD=h', 'delete HEAD i', 'update HEAD h TOTAL=17.5 WORTH=3.3 ROLLED=15'],
    reads: 2,
  },
  {
    what: 'a line that is deleted and inserted again, elsewhere',
    plan: ['delete LINE l', 'insert LINE l HEAD=i AMOUNT=1'],
    written: [
      'delete LINE l',
      'insert LINE l HEAD=i AMOUNT=1',
      'update HEAD h TOTAL=10',
      'update HEAD i TOTAL=6 ROLLED=6',
    ],
    reads: 2,
  },
  {
    what: 'a line counts again when it is no longer below one that contains it',
    plan: ['update LINE l ABOVE=null'],
    written: ['update LINE l ABOVE=null', 'update HEAD h ROLLED=12.5'],
    reads: 2,
  },
  {
    what: 'a line between two that contain each other does not hide the upper one',
    plan: ['insert LINE o HEAD=h ABOVE=k', 'update LINE l ABOVE=o AMOUNT=4'],
    written: ['insert LINE o HEAD=h ABOVE=k', 'update LINE l ABOVE=o AMOUNT=4', 'update HEAD h TOTAL=14'],
    reads: 2,
  },
  {
    what: 'lines of several headers are read together',
    plan: ['insert LINE o HEAD=h AMOUNT=1', 'update LINE m QTY=4', 'insert LINE p HEAD=j AMOUNT=6'],
    written: [
      'insert LINE o HEAD=h AMOUNT=1',
      'update LINE m QTY=4',
      'insert LINE p HEAD=j AMOUNT=6',
      'update HEAD h TOTAL=13.5 ROLLED=11',
      'update HEAD i WORTH=4.4',
      'update HEAD j TOTAL=6 ROLLED=6',
    ],
    reads: 2,
  },
];
