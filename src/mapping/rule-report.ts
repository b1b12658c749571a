import type { Instance, InstanceList } from '../model/instance.ts';
import type { AppliedRule } from './run-data-map.ts';

/**
 * Which rule made which field, as a text: an instance of the result per paragraph, a field per line, with its expression, the place of the rule, and the
 * instance that it read.
 */
export class RuleReport {
  readonly #applied = new Map<Instance, AppliedRule[]>();

  add(applied: AppliedRule): void {
    const sameTarget = this.#applied.get(applied.target) ?? [];
    this.#applied.set(applied.target, [...sameTarget, applied]);
  }

  text({ roots }: InstanceList): string {
    return roots.map((root, index) => this.#instance(root, `${root.component.name}[${index + 1}]`)).join('');
  }

  #instance(instance: Instance, path: string): string {
    const children = instance.children.flatMap((group) => group ?? []);
    const counts = new Map<string, number>();
    const below = children.map((child) => {
      const { tag } = child.component;
      const position = (counts.get(tag) ?? 0) + 1;
      counts.set(tag, position);
      return this.#instance(child, `${path}/${tag}[${position}]`);
    });
    const lines = (this.#applied.get(instance) ?? []).map(line);
    return [...(lines.length > 0 ? [`${path}\n`] : []), ...lines, ...below].join('');
  }
}

function line({ rule, source, value }: AppliedRule): string {
  const { file, line: row } = rule.at;
  const from = source.line > 0 ? `${source.component.name}, line ${source.line}` : source.component.name;
  const shown = value === null ? 'empty' : `"${value}"`;
  return `  ${rule.field.name} = ${shown}\n      by ${rule.text}\n      (${file}:${row}; of ${from})\n`;
}
