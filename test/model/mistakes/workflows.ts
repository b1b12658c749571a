import type { MistakeCase } from '../broken-copy.ts';

export const WORKFLOWS_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'a service that stands twice',
    file: 'workflows.yaml',
    from: 'services:\n',
    to: 'services:\n  - { service: account, name: Accounts }\n',
    problems: [
      "workflows.yaml:3:16: there is a service 'account' already",
      "workflows.yaml:3:31: there is a service named 'Accounts' already",
    ],
  },
  {
    what: 'a service that publishes nothing',
    file: 'workflows.yaml',
    from: 'services:\n',
    to: 'services:\n  - { service: asset, name: Assets }\n',
    problems: ["workflows.yaml:2:5: service 'asset' publishes no process"],
  },
  {
    what: 'a service of the EAI Siebel Adapter that stands twice',
    file: 'workflows.yaml',
    from: '{ service: adapter, name: SampleAdapter }',
    to: '{ service: account, name: Accounts }',
    problems: [
      "workflows.yaml:46:27: there is a service 'account' already",
      "workflows.yaml:46:42: there is a service named 'Accounts' already",
    ],
  },
  {
    what: 'an operation of the EAI Siebel Adapter that is one of a process',
    file: 'workflows.yaml',
    from: 'operation: PushAccount',
    to: 'operation: SampleAccountUpsert',
    problems: [
      "workflows.yaml:46:1: the operation 'SampleAccountUpsert', of Sample Account IO, is one of Sample Account IO already",
    ],
  },
  {
    what: 'two integration objects whose operations have one name',
    file: 'integration-objects/asset.yaml',
    from: 'integrationObject: Sample_ASSET IO',
    to: 'integrationObject: SampleAccount_IO',
    problems: ['Query', 'QueryPage', 'Insert', 'Update', 'Upsert', 'Synchronize', 'Delete', 'Execute'].map(
      (method) =>
        `workflows.yaml:46:1: the operation 'SampleAccount${method}', of SampleAccount_IO, is one of Sample Account IO already`,
    ),
  },
  {
    what: 'an integration object whose operations have no XML name',
    file: 'integration-objects/asset.yaml',
    from: 'integrationObject: Sample_ASSET IO',
    to: 'integrationObject: 2nd Sample IO',
    problems: ['Query', 'QueryPage', 'Insert', 'Update', 'Upsert', 'Synchronize', 'Delete', 'Execute'].map(
      (method) => `workflows.yaml:46:1: '2ndSample${method}', of 2nd Sample IO, is no XML name`,
    ),
  },
  {
    what: 'a service that is not there',
    file: 'workflows.yaml',
    from: 'process: Send Account\n    operation: PushAccount\n    service: account',
    to: 'process: Send Account\n    operation: PushAccount\n    service: acount',
    problems: ["workflows.yaml:23:14: there is no service 'acount'; did you mean 'account'?"],
  },
  {
    what: 'a process that stands twice',
    file: 'workflows.yaml',
    from: 'process: Receive Account',
    to: 'process: Get Account',
    problems: [
      "workflows.yaml:31:17: Workflow / Get Account has no argument 'Object Id' here; there is 'Account Message'",
      "workflows.yaml:36:14: there is a process 'Get Account' already",
    ],
  },
  {
    what: 'an operation that stands twice',
    file: 'workflows.yaml',
    from: 'operation: PushAccount',
    to: 'operation: GetAccount',
    problems: ["workflows.yaml:22:16: there is an operation 'GetAccount' already"],
  },
  {
    what: 'a process whose name gives no operation',
    file: 'workflows.yaml',
    from: 'process: Receive Account',
    to: 'process: 2nd Receive',
    problems: ["workflows.yaml:36:14: '2ndReceive' is no XML name; give one with 'operation'"],
  },
  {
    what: 'an integration object that is not there',
    file: 'workflows.yaml',
    from: 'process: Receive Account\n    service: account\n    integrationObject: Sample Account IO',
    to: 'process: Receive Account\n    service: account\n    integrationObject: Sample Acount IO',
    problems: [
      "workflows.yaml:38:24: there is no integration object 'Sample Acount IO'; did you mean 'Sample Account IO'?",
    ],
  },
  {
    what: 'a property that stands twice',
    file: 'workflows.yaml',
    from: 'property: Account XML',
    to: 'property: Object Id',
    problems: [
      "workflows.yaml:12:21: there is a process property 'Object Id' already",
      "workflows.yaml:19:25: there is no process property 'Account XML'; there is 'Object Id', 'Input: Object Name', 'Account Message'",
      "workflows.yaml:20:17: there is no process property 'Account XML'; there is 'Object Id', 'Input: Object Name', 'Account Message'",
    ],
  },
  {
    what: 'two hierarchy properties with one tag',
    file: 'workflows.yaml',
    from: 'property: Message Id, direction: none',
    to: 'property: Message Id, direction: out, type: hierarchy',
    problems: [
      "workflows.yaml:28:21: the tag 'ListOfSampleAccountIo' is that of 'Account Message' already",
      "workflows.yaml:35:29: argument 'MessageId' is a string, process property 'Message Id' is a hierarchy",
    ],
  },
  {
    what: 'a property whose name gives no tag',
    file: 'workflows.yaml',
    from: 'property: Message Id',
    to: 'property: 1st Id',
    problems: [
      "workflows.yaml:28:21: '1st_spcId', the tag of '1st Id', is no XML name",
      "workflows.yaml:35:29: there is no process property 'Message Id'; there is 'Object Id', 'Account Message', '1st Id'",
    ],
  },
  {
    what: 'a hierarchy with a default',
    file: 'workflows.yaml',
    from: 'property: Account Message, direction: out, type: hierarchy',
    to: 'property: Account Message, direction: out, type: hierarchy, default: x',
    problems: ['workflows.yaml:27:80: a hierarchy property cannot have a default'],
  },
  {
    what: 'a business service that is not there',
    file: 'workflows.yaml',
    from: 'service: EAI Siebel Adapter, method: Query',
    to: 'service: Siebel EAI Adapter, method: Query',
    problems: [
      "workflows.yaml:14:33: there is no business service 'Siebel EAI Adapter'; there is 'Workflow', 'EAI Siebel Adapter', 'EAI XML Converter', 'EAI Outbox'",
    ],
  },
  {
    what: 'a method that is not there',
    file: 'workflows.yaml',
    from: 'method: Insert or Update',
    to: 'method: Insert and Update',
    problems: [
      "workflows.yaml:42:61: EAI Siebel Adapter has no method 'Insert and Update'; did you mean 'Insert or Update'?",
    ],
  },
  {
    what: 'an input argument that is not there',
    file: 'workflows.yaml',
    from: 'PrimaryRowId: Object Id, OutputIntObjectName',
    to: 'PrimaryRowID: Object Id, OutputIntObjectName',
    problems: [
      "workflows.yaml:15:17: EAI Siebel Adapter / Query has no argument 'PrimaryRowID' here; did you mean 'PrimaryRowId'?",
    ],
  },
  {
    what: 'an output argument that is not there',
    file: 'workflows.yaml',
    from: 'out: { MessageId: Message Id }',
    to: 'out: { Id: Message Id }',
    problems: ["workflows.yaml:35:18: EAI Outbox / Send has no argument 'Id' here; there is 'MessageId'"],
  },
  {
    what: 'a property that is not there',
    file: 'workflows.yaml',
    from: 'out: { Value: Account XML }',
    to: 'out: { Value: Account Xmll }',
    problems: ["workflows.yaml:19:25: there is no process property 'Account Xmll'; did you mean 'Account XML'?"],
  },
  {
    what: 'a condition on a property that is not there',
    file: 'workflows.yaml',
    from: 'when: Account XML',
    to: 'when: Accounts',
    problems: [
      "workflows.yaml:20:17: there is no process property 'Accounts'; there is 'Object Id', 'Input: Object Name', 'Account Message', 'Account XML'",
    ],
  },
  {
    what: 'a string where the argument is a hierarchy',
    file: 'workflows.yaml',
    from: 'SiebelMessage: Account Message },\n          out: { Value',
    to: 'SiebelMessage: Account XML },\n          out: { Value',
    problems: [
      "workflows.yaml:18:32: argument 'SiebelMessage' is a hierarchy, process property 'Account XML' is a string",
    ],
  },
  {
    what: 'a missing argument',
    file: 'workflows.yaml',
    from: 'in: { SiebelMessage: Account Message, PrimaryRowId: Object Id }',
    to: 'in: { SiebelMessage: Account Message }',
    problems: ["workflows.yaml:33:9: EAI Outbox / Send needs the argument 'PrimaryRowId'"],
  },
  {
    what: 'a literal for a hierarchy',
    file: 'workflows.yaml',
    from: 'set: { StatusObject: "true" }',
    to: 'set: { StatusObject: "true", SiebelMessage: x }',
    problems: [
      "workflows.yaml:44:40: argument 'SiebelMessage' is under 'in' already",
      "workflows.yaml:44:55: argument 'SiebelMessage' is a hierarchy, which cannot be written here",
    ],
  },
  {
    what: 'a literal that the argument does not take',
    file: 'workflows.yaml',
    from: 'StatusObject: "true"',
    to: 'StatusObject: "yes"',
    problems: ["workflows.yaml:44:32: 'yes' is not a value of argument 'StatusObject', which takes true or false"],
  },
  {
    what: 'a default that the argument does not take',
    file: 'workflows.yaml',
    from: '      - { property: Account Message, direction: inout, type: hierarchy }\n    steps:\n      - { step: Write, service: EAI Siebel Adapter, method: Insert or Update,\n          in: { SiebelMessage: Account Message }',
    to: '      - { property: Account Message, direction: inout, type: hierarchy }\n      - { property: Method, direction: in, default: Inserts }\n    steps:\n      - { step: Write, service: EAI Siebel Adapter, method: Insert or Update,\n          in: { SiebelMessage: Account Message, Method: Method }',
    problems: [
      "workflows.yaml:44:57: 'Inserts' is not a value of argument 'Method', which takes Insert, Update, Upsert, 'Insert or Update', Synchronize, Delete, Execute or InsertOrUpdate",
    ],
  },
  {
    what: 'a literal for an argument that is not there',
    file: 'workflows.yaml',
    from: 'StatusObject: "true"',
    to: 'StatusObjects: "true"',
    problems: [
      "workflows.yaml:44:18: EAI Siebel Adapter / Insert or Update has no argument 'StatusObjects' here; did you mean 'StatusObject'?",
    ],
  },
  {
    what: 'the name of another integration object',
    file: 'workflows.yaml',
    from: 'default: Sample Account IO',
    to: 'default: Sample_ASSET IO',
    problems: [
      "workflows.yaml:15:63: 'Sample_ASSET IO' is not the integration object of the process, 'Sample Account IO'",
    ],
  },
  {
    what: 'a subprocess that is not there',
    file: 'workflows.yaml',
    from: 'service: Workflow, method: Get Account',
    to: 'service: Workflow, method: Get Acount',
    problems: ["workflows.yaml:30:49: there is no process 'Get Acount'; did you mean 'Get Account'?"],
  },
  {
    what: 'a subprocess about something else',
    file: 'workflows.yaml',
    from: 'integrationObject: Sample Account IO\n    comment',
    to: 'integrationObject: Sample_ASSET IO\n    comment',
    problems: [
      "workflows.yaml:15:63: 'Sample Account IO' is not the integration object of the process, 'Sample_ASSET IO'",
      "workflows.yaml:30:49: 'Get Account' is about Sample_ASSET IO, 'Send Account' about Sample Account IO",
    ],
  },
  {
    what: 'an argument that the subprocess does not answer with',
    file: 'workflows.yaml',
    from: 'out: { Account Message: Account Message }',
    to: 'out: { "Input: Object Name": Message Id }',
    problems: [
      "workflows.yaml:32:18: Workflow / Get Account has no argument 'Input: Object Name' here; there is 'Object Id', 'Account Message', 'Account XML'",
    ],
  },
  {
    what: 'a process that runs itself',
    file: 'workflows.yaml',
    from: 'service: EAI Siebel Adapter, method: Query,\n          in: { PrimaryRowId: Object Id, OutputIntObjectName: "Input: Object Name", SiebelMessage: Account Message },\n          out: { SiebelMessage: Account Message }',
    to: 'service: Workflow, method: Send Account,\n          in: { Object Id: Object Id },\n          out: { Account Message: Account Message }',
    problems: [
      "workflows.yaml:14:51: 'Get Account' runs itself in the end",
      "workflows.yaml:30:49: 'Send Account' runs itself in the end",
    ],
  },
];
