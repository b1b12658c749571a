/**
 * The model: what `mappings/` declares, loaded, checked, linked and frozen. Everything else (contract, decoding, SQL, encoding) follows
 * from it. `docs/mappings.md` is the manual of the files behind these shapes.
 */
import type { DataType } from './data-types/data-type.ts';
import type { Partner } from './partner.ts';
import type { Policy } from './policy.ts';
import type { Queue } from './queue.ts';

export interface Model {
  /** By name (`CUT Sample Account IO`), in the order of the file names. */
  readonly integrationObjects: ReadonlyMap<string, IntegrationObject>;
  /** By table name, in the order of `tables.yaml`. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly valueLists: ReadonlyMap<string, ValueList>;
  readonly valueMaps: ReadonlyMap<string, ValueMap>;
  /** By address: the last part of `/soap/<service>`. */
  readonly services: ReadonlyMap<string, Service>;
  /** The EAI Siebel Adapter as a service of its own; its processes are generated, and in no other list. */
  readonly siebelAdapter?: Service;
  /** By operation name (`CUTGetAccountData`). */
  readonly processes: ReadonlyMap<string, WorkflowProcess>;
  readonly partners: readonly Partner[];
  readonly queues: readonly Queue[];
  readonly policies: readonly Policy[];
}

/** Physical column types; `docs/mappings.md` has the table. */
export type PhysicalType =
  | { readonly kind: 'id' }
  | { readonly kind: 'varchar' | 'nvarchar'; readonly length: number }
  | { readonly kind: 'note' | 'flag' | 'number' | 'integer' | 'date' | 'datetime' | 'utcdatetime' };

export interface Table {
  readonly name: string;
  readonly comment: string;
  /** One-to-one extension: the base table and the values that its row gets, by column. */
  readonly extends?: { readonly table: Table; readonly values: ReadonlyMap<string, string> };
  /** Own columns; the system columns come first, see {@link SYSTEM_COLUMNS}. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly indexes: readonly Index[];
  /** Rows one under the other; parents never form a circle. */
  readonly hierarchy?: Hierarchy;
  /** Columns that are sums over the rows of another table. */
  readonly totals?: readonly Total[];
}

export interface Hierarchy {
  /** Holds the ROW_ID of the row above; null at the top. */
  readonly parent: Column;
  /** Derived: holds the ROW_ID of the topmost row, at the top the row's own. */
  readonly root?: Column;
}

/** `column` is, for each row, the sum over the rows of `lines` that hold its ROW_ID in `by`. */
export interface Total {
  /** A number. */
  readonly column: Column;
  readonly lines: Table;
  readonly by: Column;
  /** What is summed: the product of these columns of a line. A line where one is null has no value. */
  readonly factors: readonly Column[];
  /** A line's value contains those of the lines below it in their hierarchy: only the topmost lines with a value count. */
  readonly rolledUp: boolean;
}

export interface Column {
  readonly name: string;
  readonly type: PhysicalType;
  /** NOT NULL */
  readonly required: boolean;
  readonly default?: string;
  /** Name of the table whose ROW_ID the column holds. */
  readonly references?: string;
  /** Kept by the store, never written by a message. */
  readonly system: boolean;
}

export interface Index {
  /** `S_ORG_EXT_U1` */
  readonly name: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
}

export interface ValueList {
  readonly name: string;
  readonly values: readonly ListValue[];
  /** Name of the parent list of a hierarchical list. */
  readonly parent?: string;
}

/** Siebel's values and those of partners for the same things (siebel-eai, 6.3). */
export interface ValueMap {
  readonly name: string;
  /** A partner's value -> Siebel's. */
  readonly inbound: ReadonlyMap<string, string>;
  /** Siebel's value -> a partner's. */
  readonly outbound: ReadonlyMap<string, string>;
}

export interface ListValue {
  /** Display value. */
  readonly value: string;
  /** Language-independent code. */
  readonly code: string;
  /** Value of the parent list under which this value is allowed. */
  readonly parent?: string;
}

export interface IntegrationObject {
  readonly name: string;
  /** XML tag of the list element: `ListOfCutSampleAccountIo`. */
  readonly tag: string;
  /** XML namespace of every element in it. */
  readonly namespace: string;
  readonly businessObject: string;
  /** File name without extension: `account`. */
  readonly id: string;
  readonly root: Component;
  /** By name; the root first, parents before children. */
  readonly components: ReadonlyMap<string, Component>;
}

/** An integration component: one business component's rows at one place of the tree. */
export interface Component {
  readonly name: string;
  readonly tag: string;
  /** `ListOf` + tag: the element that wraps its instances under their parent. */
  readonly containerTag: string;
  readonly businessComponent: string;
  readonly table: Table;
  /** Fixed column values that tell its rows from others in the same table. */
  readonly where: ReadonlyMap<string, string>;
  /** How its rows belong to their parent's; absent for the root. */
  readonly link?: Link;
  /** Column of the parent's table that holds the ROW_ID of the primary of this multi-value group. */
  readonly primary?: Column;
  /** In output order; `ordinal` is the position in this list. */
  readonly fields: readonly Field[];
  readonly fieldsByName: ReadonlyMap<string, Field>;
  /** The field that is ROW_ID. */
  readonly rowId: Field;
  /** In the order tried. */
  readonly userKeys: readonly (readonly Field[])[];
  readonly statusKey: readonly Field[];
  /** What messages may not do with its rows. Of an association: with the associated rows; pairing them stays allowed. */
  readonly noInsert: boolean;
  readonly noUpdate: boolean;
  readonly noDelete: boolean;
  /** Its rows outlive their parent: a delete of that empties their link (Siebel's link property Cascade Delete: Clear). */
  readonly cascadeClear: boolean;
  /** Child components in output order; contains the component itself when it nests. `children[i]` is where `Instance.children[i]` belongs. */
  readonly children: readonly Component[];
}

export type Link =
  /** 1:M: `column` of the component's table holds the parent's ROW_ID. */
  | { readonly kind: 'foreign-key'; readonly column: Column }
  /** M:M: rows of `table` pair the ROW_IDs of parent and child. */
  | {
      readonly kind: 'association';
      readonly table: Table;
      readonly parentColumn: Column;
      readonly childColumn: Column;
    };

export interface Field {
  readonly name: string;
  readonly tag: string;
  /** Position in `Component.fields`, and of its value in an instance's `values`. */
  readonly ordinal: number;
  readonly type: DataType;
  /** Maximum number of UTF-16 code units; only for text types. */
  readonly length?: number;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly default?: string;
  readonly values?: ValueList;
  /** The field of the same component that holds the parent value of a hierarchical list. */
  readonly within?: Field;
  readonly source: FieldSource;
}

export type FieldSource =
  /** A column of the component's table. */
  | { readonly kind: 'column'; readonly column: Column }
  /** A column of the association's table. */
  | { readonly kind: 'association-column'; readonly column: Column }
  /**
   * Column `column` of the row of `table` whose ROW_ID is in the foreign key column `via`. With `among`, a foreign key of `table`, a value is
   * looked up only among the rows that belong by it to the record that the instance stands below: the other lines of its order.
   */
  | {
      readonly kind: 'lookup';
      readonly via: Column;
      readonly table: Table;
      readonly column: Column;
      readonly among?: Column;
    };

/** A SOAP service: a group of operations with an address of its own. */
export interface Service {
  /** `account`: last part of the address. */
  readonly id: string;
  /** `CUTAccount`: WSDL service name. */
  readonly name: string;
  readonly processes: readonly WorkflowProcess[];
}

/** A workflow process, published as one operation. */
export interface WorkflowProcess {
  /** `CUT Get Account Data` */
  readonly name: string;
  /** `CUTGetAccountData` */
  readonly operation: string;
  readonly comment: string;
  readonly integrationObject: IntegrationObject;
  readonly properties: readonly ProcessProperty[];
  readonly steps: readonly Step[];
}

export type PropertyDirection = 'in' | 'out' | 'inout' | 'none';

export interface ProcessProperty {
  /** `Object Id` */
  readonly name: string;
  /** Escaped for XML: `Object_spcId`; of a hierarchy property, the tag of the integration object's list element. */
  readonly tag: string;
  readonly type: 'string' | 'hierarchy';
  readonly direction: PropertyDirection;
  readonly default?: string;
  readonly comment: string;
}

export interface Step {
  readonly name: string;
  /** Business service or, for a subprocess, `Workflow`. */
  readonly service: string;
  /** Method of the business service, or the subprocess's name. */
  readonly method: string;
  /** Argument -> process property it is read from. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Argument -> literal value. */
  readonly literals: ReadonlyMap<string, string>;
  /** Output argument -> process property it is written to. */
  readonly outputs: ReadonlyMap<string, string>;
  /** The step runs only when the caller sent this property (even empty). */
  readonly when?: string;
}
