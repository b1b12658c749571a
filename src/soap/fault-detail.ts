import type { CutError, ErrorLocation } from '../errors/cut-error.ts';
import { escapeText } from '../xml/escape.ts';
import { CUT_FAULT, SIEBEL_FAULT } from './namespaces.ts';
import { withCode } from './with-code.ts';

/** Errors, and allowed values of one, that a fault spells out. */
const MOST = 100;
/** UTF-16 code units of a value that was sent. */
const LONGEST_VALUE = 250;

/**
 * The detail of a fault: Siebel's error stack, then the same errors for machines, each with the place it was found at. The second part
 * comes after the first, where clients that know Siebel do not look.
 */
export function writeFaultDetail(errors: readonly CutError[]): string {
  const shown = errors.slice(0, MOST);
  return (
    `<siebelf:siebdetail xmlns:siebelf="${SIEBEL_FAULT}">` +
    `<siebelf:errorstack>${shown.map(writeError).join('')}</siebelf:errorstack>` +
    `<cutf:errors xmlns:cutf="${CUT_FAULT}" count="${errors.length}">${shown.map(writeLocatedError).join('')}</cutf:errors>` +
    '</siebelf:siebdetail>'
  );
}

function writeError(error: CutError): string {
  return (
    '<siebelf:error>' +
    `<siebelf:errorcode>${error.code}</siebelf:errorcode>` +
    `<siebelf:errorsymbol>${error.entry.symbol}</siebelf:errorsymbol>` +
    `<siebelf:errormsg>${escapeText(withCode(error))}</siebelf:errormsg>` +
    '</siebelf:error>'
  );
}

function writeLocatedError({ code, location }: CutError): string {
  return `<cutf:error><cutf:code>${code}</cutf:code>${writeLocation(location)}</cutf:error>`;
}

function writeLocation({ argument, component, instance, field, value, line, allowed }: ErrorLocation): string {
  return (
    optional('argument', argument) +
    optional('component', component) +
    optional('instance', instance) +
    optional('field', field) +
    optional('value', value) +
    optional('line', line?.toString()) +
    (allowed
      ? `<cutf:allowed>${allowed
          .slice(0, MOST)
          .map((each) => optional('value', each))
          .join('')}</cutf:allowed>`
      : '')
  );
}

function optional(name: string, text: string | undefined): string {
  if (text === undefined) return '';
  const shown = text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
  return `<cutf:${name}>${escapeText(shown)}</cutf:${name}>`;
}
