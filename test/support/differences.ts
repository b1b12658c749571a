import type { Instance } from '../../src/model/instance.ts';

/** Where a value that was sent is not the one that came back, by component and field. */
export function differences(sent: Instance | undefined, stored: Instance | undefined): string[] {
  if (sent === undefined) return [];
  if (stored === undefined) return [`no ${sent.component.name}`];
  const fields = sent.component.fields.flatMap(({ name, ordinal }) => {
    const value = sent.values[ordinal];
    const same = value === undefined || value === stored.values[ordinal];
    return same ? [] : [`${sent.component.name} / ${name}: '${value}' came back as '${stored.values[ordinal]}'`];
  });
  const children = sent.children.flatMap((group, ordinal) => {
    return (group ?? []).flatMap((child, index) => differences(child, stored.children[ordinal]?.[index]));
  });
  return [...fields, ...children];
}
