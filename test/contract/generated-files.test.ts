import { expect } from 'chai';
import { generatedFiles } from '../../src/contract/generated-files.ts';
import { model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';

describe('generated files', () => {
  const files = generatedFiles(model, {
    samples: loadSampleData(),
    ddl: new Map([
      ['sqlite', ['CREATE TABLE A (X)', 'CREATE INDEX B ON A (X)']],
      ['sqlserver', ['CREATE TABLE [A] ([X] int)']],
    ]),
    configuration: '# Configuration\n',
  });

  it('are the contract, the DDL, the SoapUI project and the generated pages', () => {
    const rest = [...files.keys()].filter((path) => !/^(xsd|wsdl)\//.test(path));
    expect(rest).to.deep.equal([
      'ddl/sqlite.sql',
      'ddl/sqlserver.sql',
      'test/soapui/cut-adapter-soapui-project.xml',
      'docs/catalogue.md',
      'docs/errors.md',
      'docs/configuration.md',
    ]);
    expect(files.size - rest.length).to.equal(8 + 10);
  });

  it('end each statement of the DDL with a semicolon', () => {
    expect(files.get('ddl/sqlite.sql')).to.equal('CREATE TABLE A (X);\n\nCREATE INDEX B ON A (X);\n');
  });

  it('take the text of the configuration manual as it is', () => {
    expect(files.get('docs/configuration.md')).to.equal('# Configuration\n');
  });

  it('all end with a line feed', () => {
    for (const [path, text] of files) expect(text.endsWith('\n'), path).to.equal(true);
  });
});
