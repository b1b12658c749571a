/** How a database gets the form of the model. */
export interface MigrationPlan {
  /** What migrating will do: new tables, columns and indexes. */
  readonly statements: readonly string[];
  /** What it will not do; while there is any, it does nothing. */
  readonly refusals: readonly Refusal[];
  /** What the database has and the model has not: left alone. */
  readonly remarks: readonly string[];
}

export interface Refusal {
  readonly reason: string;
  /** To be run by hand, after a look at the data. */
  readonly sql: string;
  /** Nothing is wrong with the data: whoever has the right to it can run it. */
  readonly isAboutRights?: true;
}

/** The database cannot get the form of the model without a decision of its operator. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[], options?: ErrorOptions) {
    super(`the database does not fit the model: ${refusals.map(({ reason }) => reason).join('; ')}`, options);
    this.refusals = refusals;
  }
}
