/** An outline icon by its path. It says nothing to a screen reader: what carries it has a name. */
export const Icon = ({ path }: { path: string | (() => string) }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
)
