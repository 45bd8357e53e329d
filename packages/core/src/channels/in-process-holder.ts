/** What the name of a holder begins with that runs within a server: it ends with that server. */
export const inProcessHolder = 'server '
