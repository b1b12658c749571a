import type { Column, Component, IntegrationObject, Model } from '../model/model.ts';
import type { ComponentRows } from './component-rows.ts';
import type { ObjectRows } from './object-rows.ts';
import { StoredShapes } from './stored-shapes.ts';
import { type WritableFields, writableFields } from './writable-fields.ts';

/** What writing a component takes; made once at start. */
export interface ComponentWriting {
  readonly component: Component;
  readonly rows: ComponentRows;
  readonly fields: WritableFields;
  readonly shapes: StoredShapes;
  /** By position in the component's children. */
  readonly children: readonly ChildWriting[];
}

interface ChildWriting {
  readonly writing: ComponentWriting;
  /** Of a multi-value group: column of the parent's table that holds its primary, and its position in a row of the parent's. */
  readonly primary?: { readonly column: Column; readonly position: number };
}

export interface ObjectWriting {
  readonly object: IntegrationObject;
  readonly root: ComponentWriting;
  /** All of the model, by name. */
  readonly tables: Model['tables'];
}

export function objectWriting(rows: ObjectRows, tables: Model['tables']): ObjectWriting {
  const all = new Map<Component, ComponentWriting & { readonly children: ChildWriting[] }>();
  for (const component of rows.object.components.values()) {
    const ofComponent = rows.of(component);
    all.set(component, {
      component,
      rows: ofComponent,
      fields: writableFields(component, tables),
      shapes: new StoredShapes(ofComponent),
      children: [],
    });
  }
  const writingOf = (component: Component): ComponentWriting => {
    const writing = all.get(component);
    if (writing === undefined) throw new RangeError(`${component.name} is not a component of ${rows.object.name}`);
    return writing;
  };
  for (const [component, { rows: ofComponent, children }] of all) {
    for (const child of component.children) children.push(childWriting(writingOf(child), ofComponent));
  }
  return Object.freeze({ object: rows.object, root: writingOf(rows.object.root), tables });
}

function childWriting(writing: ComponentWriting, parent: ComponentRows): ChildWriting {
  const column = writing.component.primary;
  const position = column && parent.positions.get(column);
  return column === undefined || position === undefined ? { writing } : { writing, primary: { column, position } };
}
