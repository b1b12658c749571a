import type { CutError } from '../errors/cut-error.ts';
import { escapeAttribute, escapeText } from '../xml/escape.ts';
import { HeadersNotUnderstood } from './check-must-understand.ts';
import { writeFaultDetail } from './fault-detail.ts';
import { type FaultCode, SOAP_1_1, SOAP_1_2, type SoapVersion, writeEnvelope } from './soap-version.ts';
import { withCode } from './with-code.ts';

/** A SOAP fault as a whole document: Siebel's fault (siebel-eai, 4.1) in the form of `version`. */
export function writeFault(error: CutError, version: SoapVersion): string {
  return version.number === '1.1' ? writeFault11(error) : writeFault12(error);
}

/**
 * The detail is left out where the fault is not about the Body (SOAP 1.1, 4.4), that is, where the envelope or a header was refused.
 * Credentials are the exception: clients look for Siebel's code in the detail, and they may not have been in a header.
 */
function writeFault11(error: CutError): string {
  const code = faultCodeOf(error);
  const aboutHeader = code === 'mustUnderstand' || code === 'versionMismatch';
  return writeEnvelope(
    SOAP_1_1,
    '<SOAP-ENV:Fault>' +
      `<faultcode>SOAP-ENV:${SOAP_1_1.faultCodes[code]}</faultcode>` +
      `<faultstring>${escapeText(reasonOf(error))}</faultstring>` +
      (aboutHeader ? '' : `<detail>${writeFaultDetail(error.all)}</detail>`) +
      '</SOAP-ENV:Fault>',
  );
}

function writeFault12(error: CutError): string {
  const code = faultCodeOf(error);
  return writeEnvelope(
    SOAP_1_2,
    '<env:Fault>' +
      `<env:Code><env:Value>env:${SOAP_1_2.faultCodes[code]}</env:Value></env:Code>` +
      `<env:Reason><env:Text xml:lang="en">${escapeText(reasonOf(error))}</env:Text></env:Reason>` +
      `<env:Detail>${writeFaultDetail(error.all)}</env:Detail>` +
      '</env:Fault>',
    writeFaultHeader12(error),
  );
}

function faultCodeOf({ key, entry }: CutError): FaultCode {
  if (key === 'MUST_UNDERSTAND') return 'mustUnderstand';
  return key === 'VERSION_MISMATCH' ? 'versionMismatch' : entry.side;
}

/** So many are collected of a message (`Mistakes` in xml/ and adapter/). */
const MOST_MISTAKES = 100;

/** The outermost text, which ends in the code: clients match on it (siebel-eai, 4.1). */
function reasonOf(error: CutError): string {
  const more = error.further.length;
  if (more === 0) return withCode(error);
  const others = more + 1 < MOST_MISTAKES ? '' : ', and there may be others';
  return withCode(error, `; the detail has ${more === 1 ? '1 more mistake' : `${more} more mistakes`}${others}`);
}

/** SOAP 1.2 part 1, 5.4.7 (Upgrade) and 5.4.8 (NotUnderstood). */
function writeFaultHeader12(error: CutError): string {
  if (error.key === 'VERSION_MISMATCH') {
    const supported = [SOAP_1_2, SOAP_1_1].map(
      ({ namespace }, position) =>
        `<env:SupportedEnvelope qname="s${position}:Envelope" xmlns:s${position}="${namespace}"/>`,
    );
    return `<env:Upgrade>${supported.join('')}</env:Upgrade>`;
  }
  if (!(error instanceof HeadersNotUnderstood)) return '';
  return error.headers.map(({ namespace, name }) => writeNotUnderstood(namespace, name)).join('');
}

/** A name in no namespace has no prefix: XML 1.0 cannot bind one to it. */
function writeNotUnderstood(namespace: string, name: string): string {
  if (namespace === '') return `<env:NotUnderstood qname="${escapeAttribute(name)}"/>`;
  return `<env:NotUnderstood qname="h:${escapeAttribute(name)}" xmlns:h="${escapeAttribute(namespace)}"/>`;
}
