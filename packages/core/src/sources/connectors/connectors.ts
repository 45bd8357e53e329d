import type { Connector } from './connector.ts'
import { mongodbConnector } from './mongodb/mongodb.ts'
import { mssqlConnector } from './mssql/mssql.ts'
import { mysqlConnector } from './mysql/mysql.ts'
import { postgresConnector } from './postgres/postgres.ts'
import { restConnector } from './rest/rest.ts'
import { websiteConnector } from './website/website.ts'

/** Every engine that can be connected. To add one: its file, and a line here. */
export const connectors: readonly Connector[] = [
  postgresConnector,
  mysqlConnector,
  mssqlConnector,
  mongodbConnector,
  restConnector,
  websiteConnector,
] as readonly Connector[]

/** Other names that people know engines by. */
const aliases: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  mariadb: 'mysql',
  openapi: 'rest',
  sqlserver: 'mssql',
  mongo: 'mongodb',
}

export function findConnector(name: string) {
  const engine = aliases[name.toLowerCase()] ?? name.toLowerCase()
  return connectors.find(connector => connector.engine === engine)
}
