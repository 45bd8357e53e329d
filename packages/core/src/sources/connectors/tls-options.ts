import type { ConnectionOptions } from 'node:tls'
import ipaddr from 'ipaddr.js'
import type { DatabaseSettings } from './database-settings.ts'

/**
 * What to try, in this order: TLS as the settings ask for, or null for none. With certificates of one's own given, the server's must come
 * from them; its name is checked by `verify-full` alone, as with libpq.
 */
export function tlsAttempts({ ssl_mode, ssl_ca, host }: DatabaseSettings): readonly (ConnectionOptions | null)[] {
  const verifies = ssl_mode === 'verify-full'
  const tls: ConnectionOptions = {
    rejectUnauthorized: verifies || ssl_ca !== undefined,
    ...(ssl_ca ? { ca: ssl_ca } : {}),
    ...(verifies ? {} : { checkServerIdentity: () => undefined }),
    ...(ipaddr.isValid(host) ? {} : { servername: host }),
  }
  if (ssl_mode === 'disable') return [null]
  return ssl_mode === 'prefer' ? [tls, null] : [tls]
}
