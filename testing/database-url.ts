/** The same server, another database. Text is replaced, since the address of a Unix socket is no URL to Node. */
export const databaseUrl = (url: string, database: string) => url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${database}`)
