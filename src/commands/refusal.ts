/** A command cannot do what it was asked; the message tells its user why and what would do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
