import { CutError } from '../errors/cut-error.ts';
import { evaluateCondition, evaluateOperand } from '../expression/evaluate.ts';
import type { EvaluationSurroundings } from '../expression/evaluation-context.ts';
import type { Instance, InstanceList } from '../model/instance.ts';
import type { ComponentMap, DataMap, FieldMap, RuleCondition } from './compiled-map.ts';
import { LookupRefused } from './lookup-refused.ts';
import { mappedValue, WrongValue } from './mapped-value.ts';
import { SourceRow } from './source-row.ts';
import { TargetTree } from './target-tree.ts';

/** A field that a rule has made. */
export interface AppliedRule {
  readonly rule: FieldMap;
  readonly source: Instance;
  /** Where the field is. */
  readonly target: Instance;
  /** Null when it is empty. */
  readonly value: string | null;
}

export interface MapContext extends EvaluationSurroundings {
  readonly arguments: ReadonlyMap<string, string | null>;
  /** Is told of every field, in the order in which they are made. */
  readonly onField?: (applied: AppliedRule) => void;
}

/**
 * What the map makes of these objects.
 * @throws CutError DATA_MAP_REFUSED with everything that is wrong: preconditions and postconditions that do not hold, values that a value map does not have or
 * that do not fit the target field, a second instance where there is room for one
 */
export function runDataMap(map: DataMap, list: InstanceList, context: MapContext): InstanceList {
  const run = new Run(map, context);
  for (const root of list.roots) {
    const row = new SourceRow(root, map.source);
    for (const top of map.tops)
      run.component(top, root.component === top.source ? [row] : row.below(top.source, !top.keepsNesting));
  }
  return run.finish();
}

class Run {
  readonly #map: DataMap;
  readonly #context: MapContext;
  readonly #target: TargetTree;
  readonly #errors: CutError[] = [];

  constructor(map: DataMap, context: MapContext) {
    this.#map = map;
    this.#context = context;
    this.#target = new TargetTree(map.target);
  }

  component(map: ComponentMap, rows: Iterable<SourceRow>, parent?: Instance): void {
    for (const row of rows) {
      if (map.searchSpec !== undefined && !this.#holds(map.searchSpec, row)) continue;
      if (map.precondition !== undefined && !this.#holds(map.precondition, row)) {
        this.#refuse(`precondition ${map.precondition.text} does not hold`, row);
        continue;
      }
      const known = parent === undefined ? this.#documentOf(map) : undefined;
      const instance = known ?? this.#target.add(map, parent);
      if (known !== undefined) this.#children(map, row, known);
      else if (instance === undefined)
        this.#refuse(`there is room for one ${map.target.name} only, and this is another`, row);
      else this.#instance(map, row, instance);
    }
  }

  finish(): InstanceList {
    if (this.#errors.length > 0) throw CutError.of(this.#errors);
    const { object, external } = this.#map.target;
    const { roots } = this.#target;
    if (external !== undefined && roots.length === 0) {
      const problem = `there is no ${this.#map.tops[0]?.source.name} that it makes ${object.tag} of`;
      throw new CutError('DATA_MAP_REFUSED', { map: this.#map.name, problem });
    }
    return { integrationObject: object, roots };
  }

  #instance(map: ComponentMap, row: SourceRow, instance: Instance): void {
    for (const rule of map.fields) this.#field(rule, row, instance);
    this.#children(map, row, instance);
    if (map.keepsNesting) this.component({ ...map, path: [map.target] }, row.children(map.source), instance);
    const { postcondition } = map;
    if (postcondition !== undefined && !this.#holds(postcondition, new SourceRow(instance, this.#map.target)))
      this.#refuse(`postcondition ${postcondition.text} does not hold`, row);
  }

  /**
   * The document element that an earlier object has made, where the map puts each object into an element of its own below it: it is the document's then,
   * not the object's.
   */
  #documentOf({ path, source, children }: ComponentMap): Instance | undefined {
    if (path.length > 0 || this.#map.target.external === undefined) return undefined;
    return children.some((child) => child.source === source) ? this.#target.roots[0] : undefined;
  }

  #children(map: ComponentMap, row: SourceRow, instance: Instance): void {
    for (const child of map.children) {
      const rows = child.source === map.source ? [row] : row.below(child.source, !child.keepsNesting);
      this.component(child, rows, instance);
    }
  }

  #field(rule: FieldMap, row: SourceRow, instance: Instance): void {
    try {
      const value = this.#valueOf(rule, row);
      if (value === undefined) return;
      const target = this.#target.single(instance, rule.path);
      target.values[rule.field.ordinal] = value;
      this.#context.onField?.({ rule, source: row.instance, target, value });
    } catch (error) {
      if (!(error instanceof CutError || error instanceof WrongValue || error instanceof LookupRefused)) throw error;
      this.#refuse(`${rule.field.name}: ${error.message}`, row, rule.field.name);
    }
  }

  /** Undefined when the message says nothing of what the rule reads. */
  #valueOf({ operand, reads, field }: FieldMap, row: SourceRow): string | null | undefined {
    const value = evaluateOperand(operand, { ...this.#context, row });
    if (value !== null) return mappedValue(value, operand.type, field);
    return reads.some((read) => row.says(read.field, read.component)) ? null : undefined;
  }

  /** A condition that cannot be told, since it looks up what is not there, does not hold; that is reported on top. */
  #holds({ condition, text }: RuleCondition, row: SourceRow): boolean {
    try {
      return evaluateCondition(condition, { ...this.#context, row }) === true;
    } catch (error) {
      if (!(error instanceof CutError || error instanceof LookupRefused)) throw error;
      this.#refuse(`${text}: ${error.message}`, row);
      return false;
    }
  }

  #refuse(problem: string, { instance }: SourceRow, field?: string): void {
    const { component, line } = instance;
    const location = { component: component.name, ...(field !== undefined && { field }), ...(line > 0 && { line }) };
    this.#errors.push(new CutError('DATA_MAP_REFUSED', { map: this.#map.name, problem }, { location }));
  }
}
