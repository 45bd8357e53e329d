import type { DatabaseSettings } from './database-settings.ts'

/** A warning for connections that others could read; null where nobody is between. */
export const notEncrypted = ({ host }: Pick<DatabaseSettings, 'host'>) =>
  ['localhost', '127.0.0.1', '::1'].includes(host)
    ? null
    : 'The connection is not encrypted. Turn TLS on at the server, and set ssl_mode to require.'
