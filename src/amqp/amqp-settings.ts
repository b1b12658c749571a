/** How to reach a broker. */
export interface AmqpSettings {
  readonly host: string;
  readonly port: number;
  /** As `tls.connect` takes it; absent for a connection in clear. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly passphrase?: string };
  /** For SASL PLAIN; absent where the broker lets anybody in, or goes by the certificate. */
  readonly sasl?: { readonly user: string; readonly password: string };
}
