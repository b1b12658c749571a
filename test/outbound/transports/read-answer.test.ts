import { expect } from 'chai';
import { DeliveryFailure } from '../../../src/outbound/delivery-failure.ts';
import { readAnswer } from '../../../src/outbound/transports/read-answer.ts';

const FAULT_11 =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring> no such account </faultstring></s:Fault></s:Body></s:Envelope>';
const FAULT_12 =
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Reason><s:Text xml:lang="en">no such order</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>';
const FAULT_WITHOUT_TEXT =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault/></s:Body></s:Envelope>';

const XML = 'text/xml; charset=utf-8';

interface AnswerCase {
  readonly what: string;
  readonly status: number;
  readonly contentType?: string;
  readonly text?: string;
  readonly outcome: 'Delivered' | 'Refused' | 'Failed';
  readonly problem?: RegExp;
}

const cases: readonly AnswerCase[] = [
  { what: 'nothing', status: 204, outcome: 'Delivered' },
  { what: 'XML', status: 200, contentType: XML, text: '<ok/>', outcome: 'Delivered' },
  { what: 'XML about faults', status: 200, contentType: XML, text: '<Fault/>', outcome: 'Delivered' },
  { what: 'text', status: 202, contentType: 'text/plain', text: 'thank you', outcome: 'Delivered' },
  {
    what: 'a fault of SOAP 1.1',
    status: 500,
    contentType: XML,
    text: FAULT_11,
    outcome: 'Refused',
    problem: /^fault: no such account$/,
  },
  {
    what: 'a fault of SOAP 1.2, as a success',
    status: 200,
    contentType: 'application/soap+xml',
    text: FAULT_12,
    outcome: 'Refused',
    problem: /^fault: no such order$/,
  },
  {
    what: 'a fault that says nothing',
    status: 500,
    contentType: XML,
    text: FAULT_WITHOUT_TEXT,
    outcome: 'Refused',
    problem: /^fault: without a text$/,
  },
  {
    what: 'a page for people',
    status: 200,
    contentType: 'text/html',
    text: '<html>maintenance',
    outcome: 'Failed',
    problem: /page for people/,
  },
  {
    what: 'XML that is none',
    status: 200,
    contentType: XML,
    text: '<Fault',
    outcome: 'Failed',
    problem: /HTTP 200, but the answer is no XML/,
  },
  { what: 'that it moved', status: 302, outcome: 'Failed', problem: /^HTTP 302$/ },
  { what: 'that the message is bad', status: 400, outcome: 'Refused', problem: /^HTTP 400$/ },
  { what: 'that we may not', status: 401, outcome: 'Failed', problem: /^HTTP 401$/ },
  { what: 'that it is too much', status: 429, outcome: 'Failed', problem: /^HTTP 429$/ },
  { what: 'an error of its own', status: 500, outcome: 'Refused', problem: /^HTTP 500$/ },
  { what: 'that it is away', status: 503, outcome: 'Failed', problem: /^HTTP 503$/ },
];

const outcomeOf = (answer: Parameters<typeof readAnswer>[0]) => {
  try {
    return readAnswer(answer);
  } catch (error) {
    if (error instanceof DeliveryFailure) return error;
    throw error;
  }
};

describe('the answer of a partner', () => {
  for (const { what, status, contentType = '', text = '', outcome, problem } of cases) {
    it(`that says ${what} (${status}) means ${outcome}`, () => {
      const result = outcomeOf({ status, contentType, text });
      expect(result instanceof DeliveryFailure ? result.outcome : 'Delivered').to.equal(outcome);
      if (problem !== undefined) expect(result).to.have.property('message').that.matches(problem);
      const kept = result instanceof DeliveryFailure ? result.answer : result;
      expect(kept).to.deep.equal({ status, ...(text !== '' && { text }) });
    });
  }

  const retryAfters = [
    { header: '7', pause: 7000 },
    { header: '99999', pause: 3_600_000 },
    { header: 'Wed, 21 Oct 2026 07:28:00 GMT', pause: 0 },
    { header: undefined, pause: 0 },
  ];
  for (const { header, pause } of retryAfters) {
    it(`asks for ${pause} ms of peace with Retry-After ${header}`, () => {
      const result = outcomeOf({ status: 503, contentType: '', retryAfter: header, text: '' });
      expect(result).to.have.property('retryAfter', pause);
    });
  }
});
