import type { Argument, MethodSignature } from './method-signature.ts';

/** The business service that reads and writes integration objects (siebel-eai, 5). */
export const SIEBEL_ADAPTER = 'EAI Siebel Adapter';

/** What is published for each integration object, in this order; `Upsert` is what workflow steps call `Insert or Update`. */
export const PUBLISHED_ADAPTER_METHODS = Object.freeze([
  'Query',
  'QueryPage',
  'Insert',
  'Update',
  'Upsert',
  'Synchronize',
  'Delete',
  'Execute',
] as const);

/** The methods that write, as steps call them. */
export const WRITE_METHODS = Object.freeze([
  'Insert',
  'Update',
  'Upsert',
  'Insert or Update',
  'Synchronize',
  'Delete',
  'Execute',
] as const);

/** What the argument `Method` takes: `InsertOrUpdate` is how web services call `Insert or Update` (siebel-eai, 5.1). */
export const METHOD_NAMES = Object.freeze([...WRITE_METHODS, 'InsertOrUpdate'] as const);

export const LOV_LANGUAGE_MODES = Object.freeze(['LIC', 'LDC'] as const);

const text = (comment: string): Argument => ({ type: 'string', comment });
const hierarchy = (comment: string): Argument => ({ type: 'hierarchy', comment });
const flag = (comment: string): Argument => ({ type: 'string', comment, values: { kind: 'flag' } });
const count = (least: number, comment: string): Argument => ({
  type: 'string',
  comment,
  values: { kind: 'count', least },
});
const names = (all: readonly string[], comment: string): Argument => ({
  type: 'string',
  comment,
  values: { kind: 'names', names: all },
});

const LOVLanguageMode = names(
  LOV_LANGUAGE_MODES,
  'List values are codes (LIC) or display values (LDC); when left out, both are read, and display values answered',
);
const MessageId = text("The caller's own name for the call, for the log");
const BusObjCacheSize = count(0, 'Makes no difference, since nothing is kept between two calls');
const SearchSpec = text('Condition on the objects: [Name] LIKE "A*" AND [Account Status] = "Active"');
const IntObjectName: Argument = {
  type: 'string',
  comment: 'Name of the integration object, which says nothing new',
  integrationObject: true,
};
const ErrorOnNonExistingDelete = flag('true: to delete what is not there is an error; otherwise it is passed over');
const StatusObject = flag(
  'true: the answer has the status keys, and in attribute operation what was done; otherwise what was sent',
);

const criteria = {
  SiebelMessage: {
    ...hierarchy('Examples to query by; their values are query syntax, such as A* or >= 10, of any type and length'),
    example: true,
  },
  PrimaryRowId: text('Row id of the object'),
  SearchSpec,
  QueryByUserKey: flag('true: only the fields of its user key count in an example'),
  SortSpec: text('Order of the objects: [Name] (DESCENDING), [Location]; by row id when left out'),
  ViewMode: text('All, also when left out; there are no visibility rules here'),
  LOVLanguageMode,
  OutputIntObjectName: IntObjectName,
  ExecutionMode: names(['ForwardOnly', 'Bidirectional'], 'Makes no difference, since there are no cursors'),
  BusObjCacheSize,
  MessageId,
};

const query: MethodSignature = {
  comment: 'Finds objects by row id, by example, by a search specification, or by several of these together',
  inputs: criteria,
  outputs: {
    SiebelMessage: hierarchy('The objects found'),
    PrimaryRowId: text('Row id of the first object found; empty when there is none'),
    NumOutputObjects: text('Number of objects in the answer'),
  },
};

const queryPage: MethodSignature = {
  comment: 'Finds objects as Query does, and answers with one page of them',
  inputs: {
    ...criteria,
    PageSize: count(1, 'Objects on a page; 10 when left out'),
    StartRowNum: count(0, 'Objects before the page; 0 when left out'),
    RecordCountNeeded: flag('true: counts all objects that are found'),
    NewQuery: flag('Makes no difference, since every page is a query of its own'),
  },
  outputs: {
    SiebelMessage: hierarchy('The objects of the page'),
    NumOutputObjects: text('Number of objects in the answer'),
    LastPage: text('true when no object comes after this page, otherwise false'),
    RecordCount: text('Number of all objects that are found, with RecordCountNeeded'),
  },
};

const written = {
  SiebelMessage: hierarchy('The objects as they were sent; with StatusObject, their status keys'),
  PrimaryRowId: text('Row id of the first object; empty when nothing was there to delete'),
  NumOutputObjects: text('Number of objects that were sent, or found, whatever had to be done with them'),
};

const write = (comment: string): MethodSignature => ({
  comment,
  inputs: {
    SiebelMessage: { ...hierarchy('The objects to write'), required: true },
    StatusObject,
    LOVLanguageMode,
    BusObjCacheSize,
    MessageId,
  },
  outputs: written,
});

const upsert = write('Updates objects that are there and inserts others; children that are not sent stay');

const insertOrUpdate: MethodSignature = {
  ...upsert,
  inputs: {
    ...upsert.inputs,
    Method: names(METHOD_NAMES, 'The method to run; Insert or Update when left out'),
    ErrorOnNonExistingDelete,
  },
};

const remove: MethodSignature = {
  comment: 'Deletes objects and their children: those sent, or those that a row id or a search specification names',
  inputs: {
    SiebelMessage: hierarchy('The objects to delete, named by their user keys'),
    PrimaryRowId: text('Row id of the object to delete'),
    SearchSpec,
    DeleteByUserKey: names(['true'], 'true, also when left out: only the fields of the user key count'),
    ErrorOnNonExistingDelete,
    StatusObject,
    LOVLanguageMode,
    IntObjectName,
    BusObjCacheSize,
    MessageId,
  },
  outputs: written,
};

const execute: MethodSignature = {
  comment: 'Does with each component what its attribute operation says; synchronizes where there is none',
  inputs: {
    SiebelMessage: { ...hierarchy('The objects, with attribute operation on those components'), required: true },
    ErrorOnNonExistingDelete,
    StatusObject,
    LOVLanguageMode,
    IntObjectName,
    BusObjCacheSize,
    MessageId,
  },
  outputs: written,
};

/** Methods and arguments of the EAI Siebel Adapter (siebel-eai, 5.1 and 5.5). */
export const SIEBEL_ADAPTER_METHODS = Object.freeze({
  Query: query,
  QueryPage: queryPage,
  Insert: write('Inserts objects; one that is there already is an error'),
  Update: write(
    'Updates objects; one that is not there is an error, and children that a container leaves out are deleted',
  ),
  Upsert: upsert,
  'Insert or Update': insertOrUpdate,
  Synchronize: write(
    'Updates objects that are there and inserts others; children that a container leaves out are deleted',
  ),
  Delete: remove,
  Execute: execute,
} satisfies Readonly<Record<string, MethodSignature>>);
