/**
 * Every error that a caller can get: its code, symbol, message, HTTP status and side. Faults, logs and `docs/errors.md` all come from
 * here. Codes and symbols after siebel-eai, section 4.2; `{name}` in a message is filled in by the thrower.
 */
export interface ErrorEntry {
  /** `SBL-EAI-04397` */
  readonly code: string;
  /** `IDS_ERR_EAI_SA_NO_USERKEY`; empty where Siebel's is not known and ours would mislead. */
  readonly symbol: string;
  readonly message: string;
  /** HTTP status of the answer that carries the fault. */
  readonly status: number;
  /** Whose mistake: SOAP fault code Client/Sender or Server/Receiver. */
  readonly side: 'client' | 'server';
  /** Whether the caller is told; otherwise what happened is for the log, and the caller gets the incident under which it stands there. */
  readonly exposed: boolean;
  /** What the caller should do, for the documentation. */
  readonly remedy: string;
}

const entry = (
  code: string,
  symbol: string,
  message: string,
  remedy: string,
  side: ErrorEntry['side'] = 'client',
  status = 500,
  exposed = true,
): ErrorEntry => Object.freeze({ code, symbol, message, remedy, side, status, exposed });

export const ERROR_TABLE = Object.freeze({
  // The message as such
  MALFORMED_XML: entry(
    'SBL-EAI-04205',
    'IDS_EAI_ERR_XML_PARSE',
    'The message is not well-formed XML: {problem}',
    'Send well-formed XML 1.0.',
  ),
  DOCTYPE_REFUSED: entry(
    'SBL-EAI-04206',
    'IDS_EAI_ERR_XML_DOCTYPE',
    'A document type declaration is not accepted',
    'Leave the DOCTYPE out; SOAP forbids it.',
  ),
  WRONG_ENCODING: entry(
    'SBL-EAI-04207',
    'IDS_EAI_ERR_XML_ENCODING',
    'The message is not valid {encoding}: {problem}',
    'Send UTF-8, UTF-16 with a byte order mark, or ISO-8859-1, and declare what you send.',
  ),
  CONTENT_CODING_REFUSED: entry(
    'SBL-EAI-04211',
    'IDS_EAI_ERR_CONTENT_CODING',
    "The message has the Content-Encoding '{coding}'; it must come as it is",
    'Send the message uncompressed, without Content-Encoding.',
    'client',
    415,
  ),
  EMPTY_MESSAGE: entry(
    'SBL-EAI-04208',
    'IDS_XMLCNV_ERR_EMPTYMSG',
    'The message is empty',
    'Send a SOAP envelope, or the document the operation expects.',
  ),
  MESSAGE_TOO_LARGE: entry(
    'SBL-EAI-04209',
    'IDS_EAI_ERR_MESSAGE_SIZE',
    'The message is larger than {limit} bytes',
    'Split the message, or send it as a batch feed.',
    'client',
    413,
  ),
  MESSAGE_TOO_DEEP: entry(
    'SBL-EAI-04210',
    'IDS_EAI_ERR_XML_DEPTH',
    'The message nests more than {limit} elements',
    'Send the structure that the XSD describes.',
  ),
  NOT_SOAP: entry(
    'SBL-EAI-04301',
    'IDS_EAI_ERR_SOAP_ENVELOPE',
    'The message is not a SOAP envelope: {problem}',
    'Send a SOAP 1.1 or 1.2 envelope with one Body.',
  ),
  VERSION_MISMATCH: entry(
    'SBL-EAI-04303',
    'IDS_EAI_ERR_SOAP_VERSION',
    "The envelope is in namespace '{namespace}', which is neither SOAP 1.1 nor SOAP 1.2",
    'Send a SOAP 1.1 or 1.2 envelope.',
  ),
  MUST_UNDERSTAND: entry(
    'SBL-EAI-04302',
    'IDS_EAI_ERR_SOAP_MUST_UNDERSTAND',
    'The header {header} must be understood, and is not',
    'Leave the header or its mustUnderstand out.',
  ),

  // The operation and its arguments
  UNKNOWN_OPERATION: entry(
    'SBL-EAI-04313',
    'IDS_EAI_ERR_WS_NO_OPERATION',
    "There is no operation '{operation}' here",
    'Call one of the operations of the WSDL of this address.',
  ),
  UNKNOWN_ARGUMENT: entry(
    'SBL-EAI-04304',
    'IDS_EAI_ERR_WS_UNKNOWN_ARGUMENT',
    "Operation {operation} has no argument '{argument}'",
    'Send the arguments that the WSDL declares.',
  ),
  NO_MESSAGE: entry(
    'SBL-EAI-04022',
    'IDS_EAI_ERR_NO_SIEBEL_MESSAGE',
    'Operation {operation} needs {expected}, and it was not sent',
    'Send the integration object in the element that the WSDL declares.',
  ),
  WRONG_INTEGRATION_OBJECT: entry(
    'SBL-EAI-04132',
    'IDS_EAI_ERR_INTOBJHIER_TAG',
    "Expected {expected}, found '{found}'{hint}",
    'Send an integration object that is taken there, by its own name and in its namespace.',
  ),
  UNKNOWN_ELEMENT: entry(
    'SBL-EAI-04127',
    'IDS_EAI_ERR_INTOBJHIER_ELEM_UNKN',
    "'{element}' is not part of '{parent}'{hint}",
    'Send the elements that the XSD declares, each in its namespace.',
  ),
  INVALID_MESSAGE: entry(
    'SBL-EAI-04126',
    'IDS_EAI_ERR_INTOBJHIER_INVALID',
    'The message does not follow its schema: {problem}',
    'Send what the XSD describes.',
  ),
  INVALID_ARGUMENT: entry(
    'SBL-EAI-04388',
    'IDS_ERR_EAI_SA_MISC_PROP_VALUE',
    "'{value}' is not a value of argument {argument}; it takes {expected}",
    'Send one of the values that are allowed.',
  ),
  MESSAGE_ID_REUSED: entry(
    'SBL-EAI-04212',
    'IDS_EAI_ERR_MESSAGE_ID',
    "'{id}' is the id of another message that you have sent; an id stands for one message, which may come again as it was",
    'Give each message an id of its own, and send it again as it was.',
  ),

  // Instances and their values
  INVALID_VALUE: entry(
    'SBL-EAI-04401',
    'IDS_ERR_EAI_SA_PICK_VALIDATE',
    "'{value}' is not a value of field {field}: {expected}",
    'Send a value that the field accepts.',
  ),
  VALUE_TYPE: entry(
    'SBL-EAI-04128',
    'IDS_EAI_ERR_INTOBJHIER_VALUE',
    "'{value}' does not fit field {field}, which takes {expected}",
    'Send a value of the type and length of the XSD.',
  ),
  REQUIRED_FIELD: entry(
    'SBL-EAI-04389',
    'IDS_ERR_EAI_SA_REQUIRED',
    'Field {field} of {component} is required and has no value (SBL-DAT-00498)',
    'Send a value for the field.',
  ),
  NO_USER_KEY: entry(
    'SBL-EAI-04397',
    'IDS_ERR_EAI_SA_NO_USERKEY',
    'No user key of {component} is complete; one of these is needed: {keys}',
    'Send the fields of one of the user keys, none of them empty.',
  ),
  MULTIPLE_MATCH: entry(
    'SBL-EAI-04390',
    'IDS_ERR_EAI_SA_MULTIPLE_MATCH',
    'Several {component} have {key}',
    'Send a user key that names one record, such as the row id.',
  ),
  DUPLICATE_KEY_IN_MESSAGE: entry(
    'SBL-EAI-04391',
    'IDS_ERR_EAI_SA_DUPLICATE_IN_MSG',
    'Instances {first} and {second} of {component} both have {key}',
    'Send each record once per message.',
  ),
  ALREADY_EXISTS: entry(
    'SBL-EAI-04381',
    'IDS_ERR_EAI_SA_DUPLICATE',
    'Another {component} with the same {columns} already exists',
    'Send the user key of the existing record, or other values.',
  ),
  NO_MATCH: entry(
    'SBL-EAI-04378',
    'IDS_ERR_EAI_SA_NO_ROWS',
    'There is no {component} with {key}',
    'Send the key of an existing record; leave the row id out to insert.',
  ),
  MATCH_FOUND: entry(
    'SBL-EAI-04383',
    'IDS_ERR_EAI_SA_INSERT_MATCH_FOUND',
    'There is a {component} with {key} already, and it was to be inserted',
    'Send another key, or a method or operation that updates.',
  ),
  NO_INSERT_ALLOWED: entry(
    'SBL-EAI-04184',
    'IDS_EAI_ERR_SA_INT_NOINSERT',
    '{component} with {key} is not there, and messages may not insert {component}',
    'Send the key of an existing record.',
  ),
  NO_UPDATE_ALLOWED: entry(
    'SBL-EAI-04186',
    'IDS_EAI_ERR_SA_INT_NOUPDATE',
    '{component} with {key} would get another {fields}, and messages may not change {component}',
    'Send the values that are stored, or leave the fields out.',
  ),
  NO_DELETE_ALLOWED: entry(
    'SBL-EAI-04187',
    'IDS_EAI_ERR_SA_INT_NODELETE',
    '{component} with {key} would be deleted, and messages may not delete {component}',
    'Send all records that are stored, or a method or operation that keeps those that are not sent.',
  ),
  DELETED_IN_MESSAGE: entry(
    'SBL-EAI-04392',
    'IDS_ERR_EAI_SA_DELETED_IN_MSG',
    '{component} with {key} is to be written, and the same message deletes it elsewhere',
    'Send the two changes in two messages, or leave one of them out.',
  ),
  STILL_REFERRED: entry(
    'SBL-DAT-00228',
    'IDS_ERR_DAT_STILL_REFERRED',
    '{value} of the {records} cannot be deleted: {referrers} refer to it, for example {referrer}',
    'Delete what refers to the record first, or point it at another record.',
  ),
  NO_LOOKUP_MATCH: entry(
    'SBL-DAT-00225',
    'IDS_ERR_DAT_PICK_NO_MATCH',
    "'{value}' of field {field} names none of the {records}",
    'Send the value of a record that exists.',
  ),
  AMBIGUOUS_LOOKUP: entry(
    'SBL-DAT-00226',
    'IDS_ERR_DAT_PICK_AMBIGUOUS',
    "'{value}' of field {field} names several of the {records}",
    'Send the row id instead.',
  ),
  HIERARCHY: entry(
    'SBL-DAT-00227',
    'IDS_ERR_DAT_HIERARCHY',
    "'{value}' of field {field} cannot be above this record: {problem}",
    'Send a parent that is not below the record, or none.',
  ),
  WRITE_CONFLICT: entry(
    'SBL-DAT-00523',
    'SSASqlErrWriteConflict',
    '{component} with {key} has been changed by another user{values}',
    'Read the record again and repeat the change.',
  ),
  NO_CRITERIA: entry(
    'SBL-EAI-04396',
    'IDS_ERR_EAI_SA_NO_CRITERIA',
    'The query has no criteria; send {expected}',
    'Send the Object Id, a SearchSpec, or an example with at least one value in a field of the root component.',
  ),
  QUERY_SYNTAX: entry(
    'SBL-EAI-13002',
    'IDS_ERR_EAI_SA_QUERY_SYNTAX',
    'The query cannot be read at character {position}: {problem}',
    'Write it in Siebel query language (docs/query-language.md); put what is meant literally in quotes.',
  ),
  QUERY_NAME: entry(
    'SBL-DAT-00398',
    'IDS_ERR_DAT_QUERY_NAME',
    'The query names {name} at character {position}, and there is no such {kind} here{hint}',
    'Name components and fields of the integration object, and functions of docs/query-language.md.',
  ),
  QUERY_VALUE: entry(
    'SBL-EAI-13010',
    'IDS_ERR_EAI_SA_QUERY_VALUE',
    'The query does not fit together at character {position}: {problem}',
    'Compare a field with values of its own type; docs/query-language.md has the rules.',
  ),
  QUERY_TOO_LARGE: entry(
    'SBL-EAI-13012',
    'IDS_ERR_EAI_SA_QUERY_SIZE',
    'The query is too large: {problem}',
    'Split the query, or ask for less.',
  ),
  SEARCH_REFUSED: entry(
    'SBL-EAI-13011',
    'IDS_ERR_EAI_SA_SEARCHSPEC',
    'This search cannot be done: {problem}',
    'Search by conditions that are each about one component, joined with AND; docs/query-language.md has the rules.',
  ),
  PAGE_TOO_LARGE: entry(
    'SBL-EAI-04447',
    'IDS_ERR_EAI_SA_PAGE_SIZE',
    'PageSize {value} is larger than {limit}, the most that is answered at once',
    'Send a smaller PageSize, and fetch the other pages with StartRowNum.',
  ),
  TOO_MANY_ROWS: entry(
    'SBL-DAT-00500',
    'IDS_ERR_DAT_TOO_MANY_ROWS',
    'The query matches more than {limit} {component}',
    'Refine the query.',
  ),
  OPERATION_REFUSED: entry(
    'SBL-EAI-04399',
    'IDS_ERR_EAI_SA_OPERATION',
    "'{operation}' is not an operation that {component} accepts here; allowed: {allowed}",
    'Leave the attribute out, or send an allowed operation.',
  ),

  // Who calls
  NO_CREDENTIALS: entry(
    'SBL-DAT-00445',
    'IDS_ERR_DAT_NO_LOGIN',
    'The call carries no credentials',
    'Send a user name and password: WS-Security UsernameToken, the Siebel SOAP headers, or HTTP Basic.',
    'client',
    401,
  ),
  WRONG_CREDENTIALS: entry(
    'SBL-DAT-00446',
    'IDS_ERR_DAT_LOGIN',
    'The user name or password is wrong',
    'Send the name and password of an active user.',
  ),
  CREDENTIALS_NOT_UNDERSTOOD: entry(
    'SBL-DAT-00447',
    'IDS_ERR_DAT_LOGIN_FORM',
    'The credentials cannot be used: {problem}',
    'Send one user name with its password as text.',
  ),

  // Feeds
  FEED_TOO_LARGE: entry(
    'SBL-EAI-04501',
    'IDS_EAI_ERR_FEED_SIZE',
    'The feed has more than {limit} bytes, unpacked',
    'Split the feed, or let the operator allow larger ones (feedLimit).',
    'client',
    413,
  ),
  FEED_NOT_UNPACKED: entry(
    'SBL-EAI-04502',
    'IDS_EAI_ERR_FEED_PACKED',
    'The feed begins as {format} data, and cannot be unpacked: {problem}',
    'Pack the feed again and send all of it, or send it unpacked.',
    'client',
    400,
  ),
  FEED_ID_TAKEN: entry(
    'SBL-EAI-04504',
    'IDS_EAI_ERR_FEED_ID',
    "Another feed has the id '{feed}', with other content",
    'Send it under an id of its own, or without one.',
    'client',
    409,
  ),
  FEED_STATE: entry(
    'SBL-EAI-04505',
    'IDS_EAI_ERR_FEED_STATE',
    "Feed '{feed}' {problem}",
    'Wait until it has ended, or send it where it was sent first.',
    'client',
    409,
  ),
  FEED_OBJECT_TOO_LARGE: entry(
    'SBL-EAI-04506',
    'IDS_EAI_ERR_FEED_OBJECT_SIZE',
    'The object has {size} bytes; {limit} are allowed',
    'Leave out what the object does not need, or let the operator allow larger ones (bodyLimit).',
  ),
  FEED_TOO_MANY_ERRORS: entry(
    'SBL-EAI-04507',
    'IDS_EAI_ERR_FEED_ERRORS',
    'More than {limit} objects were rejected; the feed was stopped there, and what comes after was not looked at',
    'Correct the objects in the reject file and send it, then the rest of the feed.',
  ),
  FEED_ATOMIC_REFUSED: entry(
    'SBL-EAI-04508',
    'IDS_EAI_ERR_FEED_ATOMIC',
    'Nothing was written: {rejected} of the objects were rejected, and the feed is to be written as a whole or not at all',
    'Correct the rejected objects, and send the whole feed again.',
  ),
  FEED_ATOMIC_LIMIT: entry(
    'SBL-EAI-04509',
    'IDS_EAI_ERR_FEED_ATOMIC_SIZE',
    'Nothing was written: the feed has more than {limit} objects, too many to be written as a whole',
    'Send it without atomic, or let the operator allow more (feedAtomicLimit); all others wait while it is written.',
  ),
  FEED_EMPTY: entry(
    'SBL-EAI-04510',
    'IDS_EAI_ERR_FEED_EMPTY',
    'The feed holds no object',
    'Send a SiebelMessage, or the list element of an integration object, with at least one object in it.',
  ),
  NO_RECEIVER: entry(
    'SBL-EAI-04511',
    'IDS_EAI_ERR_FEED_WORKFLOW',
    '{problem}',
    'Name the workflow process that is to receive the feed.',
  ),

  FEED_CANCELLED: entry(
    'SBL-EAI-04512',
    'IDS_EAI_ERR_FEED_CANCELLED',
    'The feed was cancelled; what comes after was not looked at',
    'Send the rest of the feed when it is to be written after all.',
  ),
  FEED_FAILING: entry(
    'SBL-EAI-04515',
    'IDS_EAI_ERR_FEED_FAILING',
    'Work on the feed has failed, or its process has ended suddenly, {count} times behind its object {objects}; the feed is paused there',
    'Look into the log for the reason, then resume the feed, or cancel it.',
  ),
  FEED_TOO_SLOW: entry(
    'SBL-EAI-04516',
    'IDS_EAI_ERR_FEED_TOO_SLOW',
    'The database has taken too long {count} times for what comes behind object {objects} of the feed; the feed is paused there',
    'Look for what keeps the database from it (its log, its locks), then resume the feed, or cancel it.',
  ),
  FEED_UNKNOWN: entry(
    'SBL-EAI-04513',
    'IDS_EAI_ERR_FEED_UNKNOWN',
    "There is no feed '{feed}'",
    'Send the id that the answer to the feed had.',
    'client',
    404,
  ),
  FEED_TYPE: entry(
    'SBL-EAI-04514',
    'IDS_EAI_ERR_FEED_TYPE',
    "A feed cannot come as '{type}'",
    'Send the file itself as the body of the request: application/xml, packed with gzip or zstd or not.',
    'client',
    415,
  ),

  // Integration object maps
  DATA_MAP_REFUSED: entry(
    'SBL-EAI-04601',
    'IDS_EAI_ERR_DATA_MAP',
    "The map '{map}' cannot map this: {problem}",
    'Correct the value, or let the operator correct the map or its value map; a value map has a default as its last operand.',
  ),
  DATA_MAP_RESULT: entry(
    'SBL-EAI-04602',
    'IDS_EAI_ERR_DATA_MAP_RESULT',
    "What the map '{map}' makes of this is not valid by {schema}: {problem}",
    'Let the operator correct the map; cut-adapter map shows what it makes, and by which rule.',
  ),

  // Ours
  SERVICE_BUSY: entry(
    'SBL-SVR-00111',
    'IDS_ERR_SVR_BUSY',
    'The service has too much to do at the moment',
    'Call again in a moment, and send fewer messages at the same time.',
    'server',
    503,
  ),
  OUTCOME_UNKNOWN: entry(
    'SBL-SVR-00112',
    'IDS_ERR_SVR_OUTCOME_UNKNOWN',
    'The database went away at the end of this call, and it is not known whether its changes are stored',
    'Call again: what is stored already is not stored twice where records have user keys. Get says what is stored.',
    'server',
    503,
  ),
  INTERNAL: entry(
    'SBL-SVR-00001',
    'IDS_ERR_SVR_INTERNAL',
    'The service could not do this; its log has the reason under {incident}',
    'Give the incident to the operator.',
    'server',
    500,
    false,
  ),
});

export type ErrorKey = keyof typeof ERROR_TABLE;
