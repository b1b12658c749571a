import type { XmlElement } from '../xml/element.ts';
import type { SoapVersion } from './soap-version.ts';

/** Whether a header block is meant for us (SOAP 1.1, 4.2.2; SOAP 1.2 part 1, 2.2). */
export function isForUs(block: XmlElement, { namespace, roleAttribute, ownRoles }: SoapVersion): boolean {
  return ownRoles.has((block.attribute(roleAttribute, namespace) ?? '').trim());
}

/** Whether its receiver must understand a header block or refuse the message (SOAP 1.1, 4.2.3; SOAP 1.2 part 1, 5.2.3). */
export function mustBeUnderstood(block: XmlElement, { namespace }: SoapVersion): boolean {
  const value = block.attribute('mustUnderstand', namespace)?.trim();
  return value === '1' || value === 'true';
}
