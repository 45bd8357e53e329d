import type { CoreConfig } from '../config.ts'

/** A page of the console that takes over what a mail began. The token stands behind the #, so that no server and no referrer sees it. */
export const consoleLink = ({ publicUrl }: Pick<CoreConfig, 'publicUrl'>, page: string, token: string) =>
  `${publicUrl}/console/${page}#token=${encodeURIComponent(token)}`
