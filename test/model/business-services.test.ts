import { expect } from 'chai';
import { BUSINESS_SERVICES, methodSignature } from '../../src/model/business-services.ts';

describe('the business services', () => {
  it('explain every method and every argument in one line', () => {
    for (const [service, methods] of Object.entries(BUSINESS_SERVICES)) {
      for (const [method, { comment, inputs, outputs }] of Object.entries(methods)) {
        const comments = [comment, ...[inputs, outputs].flatMap(Object.values).map((argument) => argument.comment)];
        for (const each of comments)
          expect(each, `${service} / ${method}`)
            .to.match(/^[^\n]{3,120}$/)
            .and.not.match(/\.$/);
      }
    }
  });

  for (const [service, method, known] of [
    ['EAI Siebel Adapter', 'QueryPage', true],
    ['EAI Siebel Adapter', 'Insert or Update', true],
    ['EAI Outbox', 'Send', true],
    ['EAI Siebel Adapter', 'Send', false],
    ['EAI Siebel Adapter', 'toString', false],
    ['constructor', 'name', false],
  ] as const) {
    it(`${known ? 'have' : 'do not have'} ${service} / ${method}`, () => {
      expect(methodSignature(service, method) !== undefined).to.equal(known);
    });
  }
});
