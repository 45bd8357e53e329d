import { AppError } from '../../errors.ts'

/** Names of the settings that a connection string stands for. */
type Parts = Partial<Record<'type' | 'host' | 'database' | 'username' | 'password' | 'ssl_mode', string> & { port: number }>

const engines: Readonly<Record<string, string>> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mysql',
}

/**
 * Settings with a connection string in them (`connection_string`, or pasted into `host`) taken apart into its settings; other settings given
 * beside it win. Throws INVALID_REQUEST when it cannot be read; the string, which holds a password, is not repeated.
 */
export function takeApart(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { connection_string, ...others } = config
  const rest: Record<string, unknown> = others
  const pasted = connection_string ?? (typeof rest.host === 'string' && rest.host.includes('://') ? rest.host : undefined)
  if (pasted === undefined || pasted === null) return rest
  if (pasted === rest.host) delete rest.host
  const parts = typeof pasted === 'string' ? readParts(pasted.trim()) : null
  if (parts) return { ...parts, ...rest }
  throw new AppError('INVALID_REQUEST', 'The connection string cannot be read.', {
    details: { 'connection_config.connection_string': 'is not of the form postgres://login:password@host:5432/database' },
  })
}

function readParts(text: string): Parts | null {
  const url = URL.parse(text.replace(/^jdbc:/, ''))
  const type = url && engines[url.protocol]
  if (!url || !type) return null
  const sslMode = url.searchParams.get('sslmode') ?? url.searchParams.get('ssl-mode')
  try {
    const parts: Parts = {
      type,
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      ...(url.port ? { port: Number(url.port) } : {}),
      database: decodeURIComponent(url.pathname.slice(1)),
      username: decodeURIComponent(url.username) || (url.searchParams.get('user') ?? ''),
      password: decodeURIComponent(url.password) || (url.searchParams.get('password') ?? ''),
      ...(sslMode ? { ssl_mode: toSslMode(sslMode) } : {}),
    }
    return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))
  } catch {
    return null
  }
}

/** The words of libpq and of MySQL for the same four choices. */
function toSslMode(name: string) {
  const word = name.toLowerCase().replaceAll('_', '-')
  if (word === 'disable' || word === 'disabled') return 'disable'
  if (word === 'require' || word === 'required') return 'require'
  return word.startsWith('verify') ? 'verify-full' : 'prefer'
}
