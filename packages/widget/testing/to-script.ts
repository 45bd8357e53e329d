const defaults: Record<string, unknown> = { position: 'right', theme: 'auto', attachments: true }

/** Settings as the server writes them into the script: without what is null or as by default, and what only the server needs. */
export const toScript = (settings: object): string =>
  JSON.stringify(settings, (key, value) => (key === 'context_keys' || defaults[key] === value ? undefined : (value ?? undefined)))
