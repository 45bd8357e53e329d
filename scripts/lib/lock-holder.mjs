// Holds a lock on the file it is given, for as long as its standard input is open. Needs Node 24.
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.argv[2])
try {
  database.exec('pragma busy_timeout = 0; pragma journal_mode = memory; begin exclusive')
} catch {
  console.log('busy')
  database.exec('pragma busy_timeout = 1800000; begin exclusive')
}
console.log('held')
process.stdin.resume().once('end', () => process.exit())
