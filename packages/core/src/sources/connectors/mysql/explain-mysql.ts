import { SourceError } from '../source-error.ts'

const logins = new Set([
  'ER_ACCESS_DENIED_ERROR',
  'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
  'ER_ACCOUNT_HAS_BEEN_LOCKED',
  'ER_MUST_CHANGE_PASSWORD_LOGIN',
])
const hosts = new Set(['ER_HOST_NOT_PRIVILEGED', 'ER_HOST_IS_BLOCKED'])
const tooLong = new Set(['ER_QUERY_TIMEOUT', 'ER_STATEMENT_TIMEOUT', 'ER_QUERY_INTERRUPTED'])

/** What MySQL's and MariaDB's errors mean for the merchant; null where it is not known. */
export function explainMysql(code: string, message: string): SourceError | null {
  if (logins.has(code)) return new SourceError('failed', `The login was refused: ${message}. Check username and password.`)
  if (hosts.has(code)) return new SourceError('failed', `The server refuses us: ${message}. Let this server's address in.`)
  if (code === 'ER_BAD_DB_ERROR' || code === 'ER_DBACCESS_DENIED_ERROR')
    return new SourceError('failed', `${message}. Check the name of the database, and what the login may see.`)
  if (code === 'ER_CON_COUNT_ERROR' || code === 'ER_TOO_MANY_USER_CONNECTIONS')
    return new SourceError('failed', 'The server takes no more connections. Try again shortly.')
  if (tooLong.has(code)) return new SourceError('refused', 'The query took too long and was stopped. Narrow it down.')
  if (code === 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION') return new SourceError('refused', 'Nothing can be changed from here.')
  return code.startsWith('ER_') ? new SourceError('refused', `The database refused the query: ${message}.`) : null
}
