import { SourceError } from '../source-error.ts'

/** What PostgreSQL's codes mean for the merchant (https://www.postgresql.org/docs/18/errcodes-appendix.html); null where it is not known. */
export function explainPostgres(code: string, message: string): SourceError | null {
  if (code.startsWith('28')) return new SourceError('failed', `The login was refused: ${message}. Check username and password.`)
  if (code === '3D000') return new SourceError('failed', `${message}. Check the name of the database.`)
  if (code === '53300') return new SourceError('failed', 'The server takes no more connections. Try again shortly.')
  if (code === '57014') return new SourceError('refused', 'The query took too long and was stopped. Narrow it down.')
  if (code === '25006') return new SourceError('refused', `Nothing can be changed from here: ${message}.`)
  if (code === '42501') return new SourceError('refused', `The login may not do this: ${message}. Grant it SELECT on what should be read.`)
  if (/^(21|22|2B|2F|38|39|40|42|44|0A|54|55|P0)/.test(code))
    return new SourceError('refused', `The database refused the query: ${message}.`)
  return null
}
