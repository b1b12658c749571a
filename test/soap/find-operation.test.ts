import { expect } from 'chai';
import { findOperation } from '../../src/soap/find-operation.ts';
import { byWrapper } from '../../src/soap/operation.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { errorsOf } from './messages.ts';
import { operation, operations } from './test-operations.ts';

const OURS = 'http://siebel.com/CustomUI';
const GET = 'CUTGetAccountData';
const RECEIVE = 'CUTReceiveAccountData';

describe('findOperation', () => {
  for (const [wrapper, action, name, style] of [
    [`${GET}_Input`, undefined, GET, 'document'],
    [GET, undefined, GET, 'rpc'],
    [`${GET}_Input`, `document/${OURS}:${GET}`, GET, 'document'],
    [`${GET}_Input`, `document/${OURS}:${RECEIVE}`, GET, 'document'],
    [`${GET}_Input`, 'urn:nonsense', GET, 'document'],
    [`${GET}_Input`, '""', GET, 'document'],
  ] as const) {
    it(`takes ${wrapper} with action ${action} for ${name} in ${style} style`, () => {
      const called = findOperation(parseXml(`<${wrapper} xmlns="${OURS}"/>`), action, operations);
      expect([called.operation.process.operation, called.style]).to.deep.equal([name, style]);
    });
  }

  for (const [wrapper, namespace, action, error] of [
    ['Nothing', OURS, undefined, "UNKNOWN_OPERATION: There is no operation 'Nothing' here"],
    ['Nothing', OURS, 'urn:nonsense', "UNKNOWN_OPERATION: There is no operation 'Nothing' here"],
    [`${GET}_Output`, OURS, undefined, `UNKNOWN_OPERATION: There is no operation '${GET}_Output' here`],
    [GET, 'urn:x', undefined, `UNKNOWN_OPERATION: There is no operation '{urn:x}${GET}' here`],
    [GET, '', undefined, `UNKNOWN_OPERATION: There is no operation '${GET}' here`],
    ['constructor', OURS, undefined, "UNKNOWN_OPERATION: There is no operation 'constructor' here"],
    ['Nothing', OURS, `"document/${OURS}:${GET}"`, `UNKNOWN_ARGUMENT: Operation ${GET} has no argument 'Nothing'`],
    [GET, 'urn:x', `rpc/${OURS}:${GET}`, `UNKNOWN_ARGUMENT: Operation ${GET} has no argument '{urn:x}${GET}'`],
  ] as const) {
    it(`refuses ${wrapper} in namespace '${namespace}' with action ${action}`, () => {
      const content = parseXml(`<${wrapper} xmlns="${namespace}"/>`);
      expect(errorsOf(() => findOperation(content, action, operations))).to.deep.equal([error]);
    });
  }

  it('knows the operations of its address only', () => {
    const content = parseXml(`<${RECEIVE}_Input xmlns="${OURS}"/>`);
    expect(errorsOf(() => findOperation(content, undefined, byWrapper([operation(GET)])))).to.have.lengthOf(1);
  });
});
