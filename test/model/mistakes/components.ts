import type { MistakeCase } from '../broken-copy.ts';

export const COMPONENTS_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'cascadeClear of what needs its parent',
    file: 'integration-objects/order.yaml',
    from: '    link: ORDER_ID',
    to: '    link: ORDER_ID\n    cascadeClear: true',
    problems: ['integration-objects/order.yaml:15:19: S_ORDER_ITEM.ORDER_ID is required: it cannot be emptied'],
  },
  {
    what: 'a table that is not there',
    file: 'integration-objects/asset.yaml',
    from: '    table: S_ASSET\n    userKeys: [[Id]]',
    to: '    table: S_ASSETS\n    userKeys: [[Id]]',
    problems: ["integration-objects/asset.yaml:7:12: there is no table 'S_ASSETS'; did you mean 'S_ASSET'?"],
  },
  {
    what: 'a parent that is not there',
    file: 'integration-objects/account.yaml',
    from: 'parent: Account\n    tag',
    to: 'parent: Acount\n    tag',
    problems: ["integration-objects/account.yaml:35:13: there is no component 'Acount'; did you mean 'Account'?"],
  },
  {
    what: 'a child before its parent',
    file: 'integration-objects/asset.yaml',
    from: 'components:\n  Asset:',
    to: 'components:\n  Top:\n    table: S_ASSET\n    userKeys: [[Id]]\n    fields: [{ field: Number, column: ASSET_NUM }]\n  Sub:\n    parent: Asset\n    table: S_ASSET\n    link: PAR_ASSET_ID\n    userKeys: [[Id]]\n    fields: [{ field: Number, column: ASSET_NUM }]\n  Asset:\n    parent: Top\n    link: PAR_ASSET_ID',
    problems: [
      'integration-objects/asset.yaml:11:13: Sub comes before its parent Asset; a child comes after its parent',
    ],
  },
  {
    what: 'more than one root',
    file: 'integration-objects/account.yaml',
    from: '    parent: Account\n    tag: Note',
    to: '    tag: Note',
    problems: [
      'integration-objects/account.yaml:34:3: Account Note has no parent; the first component is the only root',
    ],
  },
  {
    what: 'a root with a parent',
    file: 'integration-objects/asset.yaml',
    from: '  Asset:\n',
    to: '  Asset:\n    parent: Part\n',
    problems: [
      'integration-objects/asset.yaml:7:13: the first component is the root and has no parent; put Asset after its parent',
    ],
  },
  {
    what: 'a root with a link',
    file: 'integration-objects/asset.yaml',
    from: '  Asset:\n',
    to: '  Asset:\n    link: PAR_ASSET_ID\n',
    problems: ["integration-objects/asset.yaml:7:11: the root has no parent, and so no 'link'"],
  },
  {
    what: 'a root with a primary',
    file: 'integration-objects/asset.yaml',
    from: '  Asset:\n',
    to: '  Asset:\n    primary: PAR_ASSET_ID\n',
    problems: ["integration-objects/asset.yaml:7:14: only a component under a parent can have a 'primary'"],
  },
  {
    what: 'a child without a link',
    file: 'integration-objects/account.yaml',
    from: '    link: ORG_ID\n',
    to: '',
    problems: [
      "integration-objects/account.yaml:34:3: Account Note has neither 'link' nor 'association'; one of them says how it belongs to its parent",
    ],
  },
  {
    what: 'a link that is no foreign key',
    file: 'integration-objects/asset.yaml',
    from: 'link: PAR_ASSET_ID',
    to: 'link: ASSET_NUM',
    problems: [
      'integration-objects/asset.yaml:14:11: S_ASSET.ASSET_NUM is no foreign key; a column of type id is needed',
    ],
  },
  {
    what: 'a link to another table',
    file: 'integration-objects/asset.yaml',
    from: 'link: PAR_ASSET_ID',
    to: 'link: ORG_ID',
    problems: ['integration-objects/asset.yaml:14:11: S_ASSET.ORG_ID refers to S_ORG_EXT, not to S_ASSET'],
  },
  {
    what: 'an association with a table that is not there',
    file: 'integration-objects/account.yaml',
    from: 'table: S_ORG_CON,',
    to: 'table: S_ORGCON,',
    problems: ["integration-objects/account.yaml:27:27: there is no table 'S_ORGCON'; did you mean 'S_ORG_CON'?"],
  },
  {
    what: 'an association the wrong way round',
    file: 'integration-objects/account.yaml',
    from: 'parent: ORG_ID, child: CON_ID',
    to: 'parent: CON_ID, child: ORG_ID',
    problems: [
      'integration-objects/account.yaml:27:46: S_ORG_CON.CON_ID refers to S_CONTACT, not to S_ORG_EXT',
      'integration-objects/account.yaml:27:61: S_ORG_CON.ORG_ID refers to S_ORG_EXT, not to S_CONTACT',
    ],
  },
  {
    what: 'a primary that is not in the table of the parent',
    file: 'integration-objects/account.yaml',
    from: 'primary: PR_CON_ID',
    to: 'primary: PR_CONTACT_ID',
    problems: [
      "integration-objects/account.yaml:28:14: S_ORG_EXT has no column 'PR_CONTACT_ID'; did you mean 'PR_CON_ID'?",
    ],
  },
  {
    what: 'a primary of another table',
    file: 'integration-objects/account.yaml',
    from: 'primary: PR_CON_ID',
    to: 'primary: BU_ID',
    problems: ['integration-objects/account.yaml:28:14: S_ORG_EXT.BU_ID refers to S_BU, not to S_CONTACT'],
  },
  {
    what: 'a fixed value for no column',
    file: 'integration-objects/account.yaml',
    from: 'CLASS_CD: Customer',
    to: 'CLAS_CD: Customer',
    problems: [
      'integration-objects/account.yaml:4:3: nothing fills the required column S_ORG_EXT.CLASS_CD when Account is inserted',
      "integration-objects/account.yaml:7:23: S_ORG_EXT has no column 'CLAS_CD'; did you mean 'CLASS_CD'?",
    ],
  },
  {
    what: 'a fixed value that is too long',
    file: 'integration-objects/account.yaml',
    from: 'CLASS_CD: Customer',
    to: 'CLASS_CD: A customer of any kind that there is',
    problems: [
      "integration-objects/account.yaml:7:24: 'A customer of any kind that there is' is longer than the 30 characters of the column",
    ],
  },
  {
    what: 'a fixed value that is not in the list of values',
    file: 'integration-objects/account.yaml',
    from: 'where: { CLASS_CD: Customer }',
    to: 'where: { CLASS_CD: Customer, STATUS_CD: Activ }',
    problems: ["integration-objects/account.yaml:7:45: STATUS has no code 'Activ'; did you mean 'Active'?"],
  },
  {
    what: 'a user key on no field',
    file: 'integration-objects/account.yaml',
    from: '[[Account Id], [Name, Organization]]',
    to: '[[Account Id], [Name, Organisation]]',
    problems: [
      "integration-objects/account.yaml:8:37: Account has no field 'Organisation'; did you mean 'Organization'?",
    ],
  },
  {
    what: 'a user key on a readOnly field',
    file: 'integration-objects/account.yaml',
    from: '[[Account Id], [Name, Organization]]',
    to: '[[Account Id], [Name, Organization Updated]]',
    problems: [
      "integration-objects/account.yaml:8:37: 'Organization Updated' is readOnly; what is sent for it is ignored and cannot be a key",
    ],
  },
  {
    what: 'a user key on a field of the association',
    file: 'integration-objects/account.yaml',
    from: '[[Id], [Last Name]]',
    to: '[[Id], [Role]]',
    problems: [
      "integration-objects/account.yaml:29:23: 'Role' is a field of the association; a user key is made of the component's own fields",
    ],
  },
  {
    what: 'a status key on no field',
    file: 'integration-objects/account.yaml',
    from: 'statusKey: [Id]',
    to: 'statusKey: [Idd]',
    problems: ["integration-objects/account.yaml:30:17: Contact has no field 'Idd'; did you mean 'Id'?"],
  },
  {
    what: 'two components with one tag',
    file: 'integration-objects/account.yaml',
    from: 'tag: Note',
    to: 'tag: Contact',
    problems: [
      "integration-objects/account.yaml:34:3: the tag 'Contact' is that of Contact already; give another one with 'tag'",
    ],
  },
  {
    what: 'a component with the tag of the list element',
    file: 'integration-objects/asset.yaml',
    from: 'tag: ListOfAssets',
    to: 'tag: ListOfPart',
    problems: [
      "integration-objects/asset.yaml:11:3: the tag 'ListOfPart' is that of the integration object already; give another one with 'tag'",
    ],
  },
  {
    what: 'a component whose name gives no tag',
    file: 'integration-objects/account.yaml',
    from: '  Account Note:\n    parent: Account\n    tag: Note',
    to: '  2nd Note:\n    parent: Account',
    problems: ["integration-objects/account.yaml:34:3: the tag '2ndNote' is no XML name; give one with 'tag'"],
  },
  {
    what: 'a field with the tag of a container',
    file: 'integration-objects/account.yaml',
    from: 'field: Since, column',
    to: 'field: Since, tag: ListOfContact, column',
    problems: [
      "integration-objects/account.yaml:4:3: field 'Since' of Account has the tag 'ListOfContact', as the container of Contact has",
    ],
  },
  {
    what: 'a required column that nothing fills',
    file: 'integration-objects/account.yaml',
    from: 'field: Text, column: NOTE, required: true',
    to: 'field: Text, column: NOTE, readOnly: true',
    problems: [
      'integration-objects/account.yaml:34:3: nothing fills the required column S_NOTE.NOTE when Account Note is inserted',
    ],
  },
  {
    what: 'a required column of the association that nothing fills',
    file: 'tables.yaml',
    from: 'column: ROLE_CD, type: nvarchar(30)',
    to: 'column: ROLE_CD, type: nvarchar(30) }\n      - { column: SEQ_NUM, type: integer, required: true',
    problems: [
      'integration-objects/account.yaml:24:3: nothing fills the required column S_ORG_CON.SEQ_NUM when Contact is inserted',
    ],
  },
  {
    what: 'two integration objects with one name',
    file: 'integration-objects/asset.yaml',
    from: 'integrationObject: Sample_ASSET IO',
    to: 'integrationObject: Sample Account IO',
    problems: ["integration-objects/asset.yaml:1:20: there is an integration object 'Sample Account IO' already"],
  },
];
