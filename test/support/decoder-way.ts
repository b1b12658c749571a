import type { Way } from '../../src/xml/message-parser.ts';

/** How tests read messages; `CUT_DECODER=general npm run test:only` runs all of them without the compiled way, in services that they start too. */
export const decoderWay: Way = process.env.CUT_DECODER === 'general' ? 'general' : 'compiled';
