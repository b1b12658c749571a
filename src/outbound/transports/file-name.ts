import type { DeliveryMessage } from './transport.ts';

/**
 * The name of a message's file. What is put in for a part has letters, digits and `-` only, so that no value can lead elsewhere, hide the file or be a
 * device's name.
 * @param pattern with `{sequence}`, `{created}`, `{process}`, `{objectId}` and `{messageId}`
 */
export function fileName(pattern: string, message: DeliveryMessage): string {
  return pattern.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const part = PARTS[name];
    return part === undefined ? whole : safe(part(message));
  });
}

const PARTS: Readonly<Record<string, (message: DeliveryMessage) => string>> = {
  // As wide as the numbers can be, so that names sort as they do.
  sequence: ({ sequence }) => sequence.padStart(10, '0'),
  created: ({ created }) => `${created.replaceAll(/[-:]/g, '').replace(' ', 'T')}Z`,
  process: ({ process }) => process,
  objectId: ({ objectId }) => objectId,
  messageId: ({ messageId }) => messageId,
};

/** Characters of one part: names of files end at 255 bytes. */
const LONGEST = 60;

function safe(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9-]+/g, '-').slice(0, LONGEST);
}
