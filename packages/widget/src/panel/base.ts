/** Where the panel's file lies, and others beside it. Read on its own: in a `new URL` the bundler would look for a file. */
export const base = import.meta.url
