import { openMysqlShop } from './open-mysql-shop.ts'
import { openPostgresShop } from './open-postgres-shop.ts'

/** A shop on one of the engines, with what differs between them. */
export interface Shop {
  readonly engine: 'postgres' | 'mysql'
  /** Settings that connect it, as a login that can only read unless told; `powerful` can do more than is ever let in. */
  settings(login?: 'reader' | 'writer' | 'powerful'): Record<string, unknown>
  ask(sql: string): Promise<Record<string, unknown>[]>
  fingerprint(): Promise<string>
  close(): Promise<void>
}

/** `serverUrl` names the PostgreSQL to put it on, outside of the test runner. Null where no server of that kind lets us in. */
export async function openShop(engine: Shop['engine'], serverUrl?: string): Promise<Shop | null> {
  const shop = engine === 'postgres' ? await openPostgresShop(serverUrl) : await openMysqlShop()
  if (!shop) return null
  return {
    engine,
    settings: (login = 'reader') => ({
      type: engine,
      host: '127.0.0.1',
      port: shop.port,
      database: shop.database,
      username: login === 'powerful' ? powerfulOf(shop.logins) : shop.logins[login],
      password: shop.password,
      ...(engine === 'postgres' ? { ssl_mode: 'disable' } : {}),
    }),
    ask: sql => shop.ask(sql),
    fingerprint: () => shop.fingerprint(),
    close: () => shop.close(),
  }
}

const powerfulOf = (logins: { readonly superuser: string } | { readonly powerful: string }) =>
  'superuser' in logins ? logins.superuser : logins.powerful
