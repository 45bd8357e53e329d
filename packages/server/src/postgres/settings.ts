import type { Address } from './address.ts'

export interface SettingsInput {
  address: Address
  /** The cluster's real path; it marks the process as ours in the list of processes. */
  cluster: string
  maxConnections: number
  /** False gives up every promise about crashes for speed; for tests. */
  fsync: boolean
}

/** The setting by which our postmaster is told from any other. PostgreSQL takes dotted names of its own without asking. */
export const marker = (cluster: string) => `craveva.cluster=${cluster}`

/** PostgreSQL's command line: durable, of a small footprint, and the same on every machine. */
export function serverArguments(input: SettingsInput): string[] {
  const durability = input.fsync ? 'on' : 'off'
  const settings = [
    marker(input.cluster),
    ...addressSettings(input.address),
    `max_connections=${input.maxConnections}`,
    'shared_buffers=64MB',
    'max_wal_size=256MB',
    `fsync=${durability}`,
    `synchronous_commit=${durability}`,
    `full_page_writes=${durability}`,
    // Queries here are short: what follows costs processes or start-up time and gains nothing.
    'jit=off',
    'io_method=sync',
    'max_parallel_workers_per_gather=0',
    'max_logical_replication_workers=0',
    // A young database learns soon how its rows are spread: until then every index of a company looks as good as another.
    'autovacuum_naptime=10s',
    // A query whose asker was killed ends soon instead of keeping its locks.
    'client_connection_check_interval=5s',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_checkpoints=off',
    'lc_messages=C',
  ]
  return settings.flatMap(setting => ['-c', setting])
}

function addressSettings(address: Address): string[] {
  if (address.kind === 'tcp') return ['listen_addresses=127.0.0.1', `port=${address.port}`, 'unix_socket_directories=']
  return ['listen_addresses=', `port=${address.port}`, `unix_socket_directories=${address.serverPath}`, 'unix_socket_permissions=0700']
}
