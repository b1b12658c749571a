import type { PropertyDirection } from '../model.ts';
import type { AmqpTransportEntry, HttpTransportEntry, SoapTransportEntry, UsernameTokenEntry } from '../partner.ts';
import type { QueueEntry } from '../queue.ts';

/** What the mapping files hold, as their JSON Schemas in `schema/` describe it. */

export interface TablesFile {
  readonly tables: Readonly<Record<string, TableEntry>>;
}

export interface TableEntry {
  readonly comment?: string;
  readonly extends?: { readonly table: string; readonly values?: Readonly<Record<string, string>> };
  readonly columns: readonly ColumnEntry[];
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
  readonly hierarchy?: HierarchyEntry;
  readonly totals?: readonly TotalEntry[];
}

export interface HierarchyEntry {
  readonly parent: string;
  readonly root?: string;
}

export interface TotalEntry {
  readonly column: string;
  readonly sum: string | readonly string[];
  readonly by: string;
  readonly rolledUp?: boolean;
}

export interface ColumnEntry {
  readonly column: string;
  readonly type: string;
  readonly required?: boolean;
  readonly default?: string;
  readonly references?: string;
}

export interface ValueListsFile {
  readonly valueLists: Readonly<Record<string, ValueListEntry | readonly ListValueEntry[]>>;
  readonly valueMaps?: Readonly<Record<string, readonly ValueMapEntry[]>>;
}

export interface ValueMapEntry {
  readonly siebel: string;
  readonly external: string;
  readonly direction?: 'Inbound' | 'Outbound';
}

export interface ValueListEntry {
  readonly parent?: string;
  readonly values: readonly ListValueEntry[];
}

export type ListValueEntry = string | { readonly value: string; readonly code?: string; readonly parent?: string };

export interface IntegrationObjectFile {
  readonly integrationObject: string;
  readonly tag?: string;
  readonly namespace?: string;
  readonly businessObject: string;
  readonly components: Readonly<Record<string, ComponentEntry>>;
}

export interface ComponentEntry {
  readonly tag?: string;
  readonly businessComponent?: string;
  readonly parent?: string | readonly string[];
  readonly table: string;
  readonly where?: Readonly<Record<string, string>>;
  readonly link?: string;
  readonly association?: { readonly table: string; readonly parent: string; readonly child: string };
  readonly primary?: string;
  readonly userKeys: readonly (readonly string[])[];
  readonly statusKey?: readonly string[];
  readonly noInsert?: boolean;
  readonly noUpdate?: boolean;
  readonly noDelete?: boolean;
  readonly cascadeClear?: boolean;
  readonly fields: readonly FieldEntry[];
}

export interface FieldEntry {
  readonly field: string;
  readonly tag?: string;
  readonly column?: string;
  readonly via?: string;
  readonly lookup?: string;
  readonly among?: string;
  readonly readOnly?: boolean;
  readonly type?: string;
  readonly length?: number;
  readonly required?: boolean;
  readonly default?: string;
  readonly values?: string;
  readonly within?: string;
}

export interface WorkflowsFile {
  readonly services: readonly ServiceEntry[];
  readonly siebelAdapter?: ServiceEntry;
  readonly processes: readonly ProcessEntry[];
}

export interface ServiceEntry {
  readonly service: string;
  readonly name: string;
}

export interface ProcessEntry {
  readonly process: string;
  readonly operation?: string;
  readonly service: string;
  readonly integrationObject: string;
  readonly comment?: string;
  readonly properties: readonly PropertyEntry[];
  readonly steps: readonly StepEntry[];
}

export interface PropertyEntry {
  readonly property: string;
  readonly direction: PropertyDirection;
  readonly type?: 'string' | 'hierarchy';
  readonly default?: string;
  readonly comment?: string;
}

export interface StepEntry {
  readonly step: string;
  readonly service: string;
  readonly method: string;
  readonly in?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, string>>;
  readonly out?: Readonly<Record<string, string>>;
  readonly when?: string;
}

export interface PartnersFile {
  readonly partners: readonly PartnerEntry[];
  readonly queues?: readonly QueueFileEntry[];
}

interface QueueFileEntry {
  readonly queue: string;
  readonly process: string;
  readonly user: string;
  readonly amqp: QueueEntry;
  readonly concurrency?: number;
  readonly tries?: number;
  readonly retry?: { readonly firstPause?: string; readonly longestPause?: string };
}

export interface PartnerEntry {
  readonly partner: string;
  readonly receives: readonly (string | SubscriptionEntry)[];
  readonly logins?: readonly string[];
  readonly file?: { readonly directory: string; readonly name?: string };
  readonly http?: Omit<HttpTransportEntry, 'kind' | 'contentType'> & { readonly contentType?: string };
  readonly soap?: SoapEntry;
  readonly amqp?: Omit<AmqpTransportEntry, 'kind' | 'contentType'> & { readonly contentType?: string };
  readonly concurrency?: number;
  readonly timeout?: string;
  readonly retry?: {
    readonly refusals?: number;
    readonly firstPause?: string;
    readonly longestPause?: string;
    readonly giveUpAfter?: string;
  };
  readonly breaker?: { readonly failures?: number; readonly firstPause?: string; readonly longestPause?: string };
}

type SoapDefaults = 'version' | 'content';

export interface SoapEntry
  extends Omit<SoapTransportEntry, 'kind' | 'usernameToken' | SoapDefaults>,
    Partial<Pick<SoapTransportEntry, SoapDefaults>> {
  readonly usernameToken?: Omit<UsernameTokenEntry, 'passwordType'> & Partial<Pick<UsernameTokenEntry, 'passwordType'>>;
}

export interface SubscriptionEntry {
  readonly process: string;
  readonly when?: string;
  readonly map?: string;
  readonly arguments?: Readonly<Record<string, string>>;
  readonly answer?: string;
}

export interface DataMapFile {
  readonly map: string;
  readonly source: string | ShapeEntry;
  readonly target: string | ShapeEntry;
  readonly arguments?: readonly MapArgumentEntry[];
  readonly components: readonly ComponentMapEntry[];
}

export interface ShapeEntry {
  readonly xsd: string;
  readonly element: string;
}

export interface MapArgumentEntry {
  readonly argument: string;
  readonly default?: string;
}

export interface ComponentMapEntry {
  readonly source: string;
  readonly target: string;
  readonly searchSpec?: string;
  readonly precondition?: string;
  readonly postcondition?: string;
  readonly fields?: readonly { readonly field: string; readonly value: string }[];
}

export type SeedRowsByTable = Readonly<Record<string, readonly Readonly<Record<string, string | null>>[]>>;

export interface PoliciesFile {
  readonly policies: readonly PolicyEntry[];
}

export interface PolicyEntry {
  readonly policy: string;
  readonly process: string;
  readonly when?: string;
  readonly watch?: readonly (string | WatchEntry)[];
  readonly hops?: number;
}

export interface WatchEntry {
  readonly component: string;
  readonly fields?: readonly string[];
  readonly events?: readonly ('insert' | 'update')[];
}

export interface SeedFile {
  readonly always?: SeedRowsByTable;
  readonly samples?: SeedRowsByTable;
}
